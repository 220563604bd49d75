"""The council's session and its opinion, one line a person (Bước 3)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cadres.machine import Refused, together
from evaluation.core import permissions
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.council.models import CouncilOpinion, CouncilSession
from regulation.findings import Finding

COLUMNS = ("session", "rating", "votes_for", "note")


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
    """Keep the council's line on each person and move their dossiers on; all or none.

    `lines`: dossier → rating, votes_for, note. Gates of all lines are told together.
    """
    values = {dossier.pk: line for dossier, line in lines.items()}
    dossiers = _lock(values)
    if blocking := [finding for row in dossiers for finding in _amiss(session, row, values[row.pk])]:
        raise Refused(blocking)
    _keep([CouncilOpinion(dossier=row, session=session, **values[row.pk]) for row in dossiers])
    with together():
        for dossier in dossiers:
            version = seen.get(dossier.pk) if seen else None
            DOSSIERS.apply("council", dossier, by=by, seen=version, write=_arrived)
    return dossiers


def _lock(values: Mapping[int, Any]) -> list[Dossier]:
    """The dossiers with their facts, locked in the order of their keys."""
    list(Dossier.objects.filter(pk__in=values).order_by("pk").select_for_update().values_list("pk"))
    return list(Dossier.objects.filter(pk__in=values).with_facts().order_by("pk"))


def _keep(opinions: list[CouncilOpinion]) -> None:
    """One upsert; each dossier's opinion of an earlier round through the council is replaced."""
    CouncilOpinion.objects.bulk_create(
        opinions, update_conflicts=True, unique_fields=["dossier"], update_fields=COLUMNS
    )


def _arrived(dossier: Dossier) -> dict[str, Any]:
    opinion = dossier.council_opinion
    dossier.council_rating = opinion.rating
    return {"rating": opinion.rating, "votes": opinion.votes_for}


def _amiss(session: CouncilSession, dossier: Dossier, line: Mapping[str, Any]) -> Iterable[Finding]:
    """The session is that of the person's own managing unit and round, and nobody votes twice."""
    name, anchor = dossier.cadre.full_name, f"row-{dossier.pk}"
    if (session.unit_id, session.period_id) != (dossier.managing_unit_id, dossier.period_id):
        yield owed("other-council", "B3", f"{name}: thuộc Hội đồng {dossier.managing_unit}.", anchor=anchor)
    if not line.get("rating"):
        yield owed("no-council", "B3", f"{name}: chưa chọn mức xếp loại hội đồng đề nghị.", anchor=anchor)
    votes = line.get("votes_for")
    if votes is not None and votes > session.present:
        yield owed(
            "votes",
            "B3",
            f"{name}: {votes} phiếu đồng ý, nhiều hơn {session.present} thành viên dự họp.",
            anchor=anchor,
        )
