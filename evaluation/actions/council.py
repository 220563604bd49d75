"""The council's session and its opinion, one line a person (Bước 3)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from evaluation import permissions
from evaluation.actions.lists import ensure_list_for
from evaluation.models import CouncilOpinion, CouncilSession, Dossier
from evaluation.workflows import DOSSIERS


@transaction.atomic
def hold_session(session: CouncilSession, *, by: Any) -> CouncilSession:
    """Keep when the council met, who sat, under which minutes."""
    if not permissions.CONVENE.allows(by, session):
        raise PermissionDenied("Đồng chí không có quyền ghi phiên họp của hội đồng này.")
    session.save()
    return session


@transaction.atomic
def record_opinions(
    session: CouncilSession,
    lines: Mapping[Dossier, Mapping[str, Any]],
    *,
    by: Any,
    seen: Mapping[int, int] | None = None,
) -> list[Dossier]:
    """Keep the council's line on each person and move their dossiers on; all or none."""
    done = []
    for dossier in sorted(lines, key=lambda row: row.pk):
        values = dict(lines[dossier])

        def write(dossier: Dossier, values: dict[str, Any] = values) -> dict[str, Any]:
            CouncilOpinion.objects.update_or_create(dossier=dossier, defaults=values | {"session": session})
            dossier.council_rating = values["rating"]
            ensure_list_for(dossier)
            return {"rating": values["rating"]}

        version = seen.get(dossier.pk) if seen else None
        done.append(DOSSIERS.perform("council", dossier, by=by, seen=version, write=write))
    return done
