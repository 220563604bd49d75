"""Mục 5, third dash: what was done about whoever is to be replaced is recorded, corrected, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cadres.machine import Refusal, lock
from evaluation.years import listing
from evaluation.years.models import Replacement
from evaluation.years.moves import REPLACEMENTS
from evaluation.years.stages import Measure, ReplacementStage

if TYPE_CHECKING:
    from cadres.models import User

TOLD = ("measure", "on", "number", "note")


class NotListed(Refusal):
    def __init__(self) -> None:
        super().__init__("Người này không thuộc diện thay thế, hoặc xem xét riêng, của năm (Mục 5).")


class MustBeReplaced(Refusal):
    """Only where a quarter that was not rated parts the failed ones is it for somebody to say (ADR 21)."""

    def __init__(self) -> None:
        super().__init__(
            "Người không hoàn thành nhiệm vụ 02 quý liên tiếp phải được thay thế (Mục 5): không ghi “Không thay thế”."
        )


class Recorded(Refusal):
    def __init__(self, row: Replacement) -> None:
        super().__init__(f"Vừa có người ghi: {row.sentence} Xin xem lại.")


def recorded_of(cadre: int, year: int) -> Replacement | None:
    """What stands recorded of the person's year."""
    rows = Replacement.objects.filter(cadre=cadre, year=year, stage=ReplacementStage.RECORDED)
    return rows.select_related("cadre", "unit").first()


@transaction.atomic
def record(row: Replacement, *, by: User) -> Replacement:
    """A new one, of somebody whom the year's verdict lists."""
    REPLACEMENTS.record.demand(by, row)
    lock(row.cadre)
    if before := recorded_of(row.cadre_id, row.year):
        raise Recorded(before)
    _allowed(row, by)
    row.save()
    with REPLACEMENTS.record(row, by=by) as row:
        row.tell(**_words(row))
    return row


@transaction.atomic
def correct(
    row: Replacement, values: dict[str, Any], *, by: User, seen: int | None, reason: str
) -> Replacement:
    """Recorded otherwise, with a reason; what it said before stays in its history."""
    with REPLACEMENTS.correct(row, by=by, seen=seen, reason=reason) as row:
        before = _words(row)
        for name in TOLD:
            setattr(row, name, values[name])
        _allowed(row, by)
        row.tell(**{name: [before[name], now] for name, now in _words(row).items() if before[name] != now})
    return row


def withdraw(row: Replacement, *, by: User, seen: int | None, reason: str) -> Replacement:
    """It was recorded by mistake."""
    return REPLACEMENTS.withdraw.make(row, by=by, seen=seen, reason=reason)


def _allowed(row: Replacement, by: User) -> None:
    verdict = listing.year_of(row.cadre_id, row.year, by)
    if not (verdict.to_replace or verdict.to_weigh):
        raise NotListed
    if row.measure == Measure.KEPT and verdict.to_replace:
        raise MustBeReplaced


def _words(row: Replacement) -> dict[str, str]:
    return {
        "measure": row.get_measure_display(),
        "on": f"{row.on:%d/%m/%Y}",
        "number": row.number,
        "note": row.note,
    }
