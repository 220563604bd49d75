"""What a session says of one person, kept as it is typed; it moves nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cadres.machine import OutOfTurn, Refusal, lock
from cadres.vietnamese import lowfirst
from config import clock
from evaluation.core.stages import LineStage
from evaluation.council.models import CouncilLine, CouncilSession
from evaluation.council.moves import LINES, WAITS
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from cadres.machine import Made
    from cadres.models import User
    from evaluation.core.models import Dossier

NOTED = ("rating", "note", "ballots")
FALLEN = "Hồ sơ rời bước chờ ý kiến hội đồng trước khi phiên họp kết thúc."


class Over(OutOfTurn):
    """The session was closed or cancelled in between."""

    def __init__(self, session: CouncilSession) -> None:
        self.row, self.done = session, False
        Refusal.__init__(self, f"Phiên họp {lowfirst(session.stage_label)}: điều vừa gõ chưa được lưu.")


@transaction.atomic
def note(
    session: CouncilSession,
    dossier: Dossier,
    values: Mapping[str, Any],
    *,
    by: User,
    seen: int | None = None,
) -> CouncilLine:
    """Keep rating, note and ballots of one person; the same values again are no new version.

    The dossier is held first, then the session: whoever closes it waits, or has closed it and nothing more is kept.
    """
    dossier = lock(dossier)
    LINES.note.demand(by, CouncilLine(session=session, dossier=dossier))
    session = lock(session)
    if not session.is_held:
        raise Over(session)
    line = lock(
        CouncilLine.objects.get_or_create(session=session, dossier=dossier, defaults={"version": 0})[0]
    )
    line.dossier, line.session = dossier, session
    changed = {name for name in NOTED if values[name] != getattr(line, name)}
    if not changed:
        return line
    with LINES.note(line, by=by, seen=seen, held=True):
        line.tell(**{name: [_said(getattr(line, name)), _said(values[name])] for name in changed})
        for name in changed:
            setattr(line, name, values[name])
        line.saved_at = clock.now()
    return line


def let_noted_fall(made: Sequence[Made]) -> None:
    """A dossier taken from the council before it was heard is appraised anew: of what was noted the opinion falls, the words stay."""
    gone = [one.row.pk for one in made if one.entry.came_from in WAITS.stages and one.arrived]
    lines = (
        CouncilLine.objects.filter(dossier__in=gone, stage=LineStage.NOTED).exclude(rating="") if gone else ()
    )
    for line in lines:
        with LINES.fall(line, by=None, reason=FALLEN) as line:
            for name in ("rating", "ballots"):
                line.tell(**{name: [_said(getattr(line, name)), ""]})
            line.rating, line.ballots = "", None


def _said(value: Any) -> str:
    """A value as history tells it."""
    if isinstance(value, tuple):
        return " · ".join(f"{count} {rating.short}" for rating, count in zip(Rating, value, strict=True))
    return Rating(value).short if value in set(Rating) else str(value or "")
