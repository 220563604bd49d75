"""The year's rating: decided with its snapshot and digest, made known, taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from cadres.machine import Refusal
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.permissions import INTERESTED
from evaluation.core.tells.names import lines_to, names_of
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import Decision
from evaluation.years import listing
from evaluation.years.models import YearList, YearRating, YearRow
from evaluation.years.moves import YEARS
from evaluation.years.stages import YearKind

if TYPE_CHECKING:
    from datetime import datetime

    from cadres.models import User


class OwnRow(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Danh sách có tên đồng chí, hoặc người đồng chí thay mặt: người khác có thẩm quyền thực hiện."
        )


class Decided(Refusal):
    """3.1: what the province has decided is taken up again where it was decided."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: tỉnh đã quyết định; muốn thay đổi thì xem xét lại trên danh sách của tỉnh."
        )


class NotStanding(Refusal):
    def __init__(self) -> None:
        super().__init__("Dòng này đã được xem xét lại, hoặc không thuộc danh sách. Xin tải lại trang.")


def decide(lines: Sequence[listing.Line], *, by: User) -> None:
    """Write what closing a deciding list decides; earlier ratings of the same time stay, superseded."""
    year_list, now = lines[0].row.year_list, clock.now()
    cadres = [line.row.dossier.cadre_id for line in lines]
    before = YearRating.objects.filter(cadre__in=cadres, year=year_list.year, span=year_list.span)
    numbers = dict(before.order_by().values_list("cadre").annotate(Count("pk")))
    before.filter(superseded_at=None).update(superseded_at=now)
    kept = _kept(cadres, year_list.year)
    offices = lines_to(line.row.dossier.unit_id for line in lines)
    YearRating.objects.bulk_create(
        _rating(
            line,
            numbers.get(line.row.dossier.cadre_id, 0) + 1,
            by,
            now,
            _snapshot(line, kept) | {"names": names_of(line.row.dossier, offices[line.row.dossier.unit_id])},
        )
        for line in lines
    )


def _rating(line: listing.Line, number: int, by: User, now: datetime, snapshot: dict[str, Any]) -> YearRating:
    row = line.row
    return YearRating(
        cadre=row.dossier.cadre,
        year=row.year_list.year,
        span=row.year_list.span,
        row=row,
        number=number,
        rating=row.rating,
        ground=row.ground,
        body=row.year_list.body,
        decided_at=now,
        by=by,
        snapshot=snapshot,
        digest=digest(snapshot),
    )


def _kept(cadres: Sequence[int], year: int) -> dict[tuple[int, int], str]:
    """By person and quarter the digest of the decision on which the year rests."""
    decisions = Decision.objects.filter(
        superseded_at=None, dossier__cadre__in=cadres, dossier__period__year=year
    )
    told = decisions.values_list("dossier__cadre", "dossier__period__number", "digest")
    return {(cadre, number): digest for cadre, number, digest in told}


def _snapshot(line: listing.Line, kept: dict[tuple[int, int], str]) -> dict[str, Any]:
    """What was decided on which facts, as plain values in canonical order."""
    row, facts, dossier = line.row, line.facts, line.row.dossier
    return {
        "year": row.year_list.year,
        "span": row.year_list.span,
        "person": {"code": dossier.cadre.code, "name": row.name, "posts": row.post, "unit": row.unit_name},
        "tier": dossier.tier,
        "quarters": [
            {
                "quarter": str(result.quarter),
                "rating": result.rating or "",
                "proposed": result.proposed or "",
                "reopened": result.reopened,
                "decision": kept.get((dossier.cadre_id, result.quarter.number), ""),
            }
            for result in facts.verdict.quarters
        ],
        "unbound": facts.unbound,
        "fourth": row.fourth if facts.owes_fourth else "",
        "proposed_excellent": row.proposed_excellent,
        "proposed": row.proposed,
        "highest_permitted": row.permitted,
        "suggested": facts.suggested or "",
        "findings": [{"code": one.code, "sentence": one.sentence} for one in facts.findings],
        "rating": row.rating,
        "ground": row.ground,
        "reason": row.reason,
        "answer": row.answer,
    }


def publish(year_list: YearList, *, by: User, seen: int | None) -> YearList:
    """Bước 6, of the year: the results are made known; each person hears of theirs. Nobody does so of their own."""
    with YEARS.publish(year_list, by=by, seen=seen) as year_list:
        if year_list.rows.filter(dossier__in=Dossier.objects.filter(INTERESTED.q(by)).order_by()).exists():
            raise OwnRow
        year_list.tell(rows=year_list.rows.count())
    return year_list


def reopen(year_list: YearList, row: YearRow, *, by: User, seen: int | None, reason: str) -> YearList:
    """One person waits on a supplement; what was decided of them stays in force until it is decided anew."""
    with YEARS.reopen(year_list, by=by, seen=seen, reason=reason) as year_list:
        if INTERESTED.allows(by, row.dossier):
            raise OwnRow
        if not year_list.is_deciding and _decided_above(year_list, row):
            raise Decided(row.name)
        if not year_list.rows.filter(pk=row.pk, reopened_at=None).update(reopened_at=clock.now()):
            raise NotStanding
        year_list.tell(person=row.name)
    return year_list


def _decided_above(year_list: YearList, row: YearRow) -> bool:
    """Whether the province's decision on the proposal stands, and is not itself taken up again."""
    decided = YearRow.objects.standing().filter(
        year_list__year=year_list.year, year_list__span=year_list.span
    )
    of_person = decided.filter(dossier__cadre=row.dossier.cadre_id)
    return of_person.filter(year_list__kind=YearKind.PROVINCE_DECISION).exists()
