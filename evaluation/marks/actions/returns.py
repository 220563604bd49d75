"""A dossier goes back to the cadre: why, on which rows, and what stood there then."""

from collections.abc import Mapping

from cadres.models import User
from config import clock
from evaluation.core.models import Dossier, ReturnNote
from evaluation.core.road import DOSSIERS
from evaluation.marks.tells.returns import self_layer


def return_dossier(
    dossier: Dossier,
    *,
    by: User,
    reason: str,
    rows: Mapping[str, str],
    seen: int | None,
    held: bool = False,
) -> Dossier:
    """Back to the cadre with a reason and the rows concerned; what stood there is kept, to show what changes."""
    with DOSSIERS.return_(dossier, by=by, seen=seen, reason=reason, held=held) as dossier:
        ReturnNote.objects.create(
            dossier=dossier,
            at=clock.now(),
            by=by,
            came_from=dossier.stage,
            went_to=str(DOSSIERS.return_.target),
            reason=reason,
            rows=dict(rows),
            before=self_layer(dossier),
        )
        dossier.tell(rows=dict(rows))
    return dossier
