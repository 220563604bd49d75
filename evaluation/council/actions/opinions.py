"""The deed beneath the closing of a session: the council's opinion on each person is kept, and their dossiers move on (Bước 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cadres.machine import Refused, together
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.council.models import CouncilOpinion, CouncilSession
from regulation.findings import Finding

if TYPE_CHECKING:
    from cadres.models import User

COLUMNS = ("session", "rating", "votes_for", "note")
Line = Mapping[str, Any]  # rating, votes_for, note


@transaction.atomic
def record_opinions(
    session: CouncilSession,
    lines: Mapping[Dossier, Line],
    *,
    by: User,
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
            _move(dossier, by)
    return dossiers


def _lock(values: Mapping[int, Line]) -> list[Dossier]:
    """The dossiers with their facts, locked in the order of their keys."""
    return list(Dossier.objects.filter(pk__in=values).locked().with_facts())


def _keep(opinions: Sequence[CouncilOpinion]) -> None:
    """One upsert; each dossier's opinion of an earlier round through the council is replaced."""
    CouncilOpinion.objects.bulk_create(
        opinions, update_conflicts=True, unique_fields=["dossier"], update_fields=COLUMNS
    )


def _move(dossier: Dossier, by: User) -> None:
    """On to the step where the dossier waits to be rated, with the opinion that was just kept."""
    with DOSSIERS.council(dossier, by=by, held=True):
        opinion = dossier.council_opinion
        dossier.council_rating = opinion.rating
        dossier.tell(rating=opinion.rating, votes=opinion.votes_for)


def _amiss(session: CouncilSession, dossier: Dossier, line: Line) -> Iterable[Finding]:
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
