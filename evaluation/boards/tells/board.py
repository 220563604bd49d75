"""A unit's board: what it asks of its people and by when, and a row a person with a cell a step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cadres.models import Unit
from evaluation.boards.stages import OUTSTANDING, OWE_NOTHING, Standing
from evaluation.boards.tells.counts import Asked, Figure, figures
from evaluation.boards.tells.standings import Column, Stand, columns_of, sums
from evaluation.calendar.tells.owing import PLAN
from evaluation.core.models import Dossier, Period
from evaluation.core.stages import PlanStage

_LOOKS = {
    Standing.IN: "stage-done",
    Standing.OWED: "stage-wait",
    Standing.EXTENDED: "stage-wait",
    Standing.OVERDUE: "stage-late",
    Standing.LATE: "stage-late",
    Standing.BACK: "stage-wait",
}

# What a plan that was handed in waits for.
_PLANS: dict[str, str] = {
    PlanStage.SUBMITTED: "Chờ tổng hợp",
    PlanStage.COLLATED: "Chờ phê duyệt",
    PlanStage.APPROVED: "Đã phê duyệt",
}


@dataclass(frozen=True)
class Cell:
    """How somebody stands with one thing; when it came, or by when it is to come where that is not the unit's day."""

    column: Column
    standing: Standing
    arrived_at: datetime | None
    closes_at: datetime | None

    @property
    def look(self) -> str:
        return _LOOKS.get(self.standing, "")

    @property
    def is_asked(self) -> bool:
        return self.standing not in OWE_NOTHING


@dataclass(frozen=True)
class Line:
    """A person: how they stand with each thing, and how far others have come with it."""

    dossier: Dossier
    cells: tuple[Cell, ...]
    plan: str


@dataclass(frozen=True)
class Part:
    """One thing that the unit's people hand in: by when, how many stand how, and whether anybody can be reminded of it.

    `begins_on` is the day before which nobody can hand it in.
    """

    column: Column
    begins_on: date | None
    closes_at: datetime
    figures: tuple[Figure, ...]
    has_outstanding: bool


def parts(found: Sequence[Stand], period: Period, unit: Unit, url: str, asked: Asked | None) -> list[Part]:
    """What is asked of all people of the unit; whoever has an extension of their own is told in their row."""
    told = []
    for column in columns_of(period):
        counted = sums(found, column)
        cards = tuple(one for one in figures(counted, column, url, asked) if one.count)
        begins = column.begins_on(period)
        missing = any(counted[one] for one in OUTSTANDING) and not begins
        told.append(Part(column, begins, period.closes_for(column.hand_in.window, unit.pk), cards, missing))
    return told


def lines(rows: Iterable[Dossier], told: Sequence[Part]) -> list[Line]:
    return [
        Line(row, tuple(_cell(row, part) for part in told), _PLANS.get(row.plan.stage, "")) for row in rows
    ]


def _cell(row: Dossier, part: Part) -> Cell:
    column = part.column
    arrived = row.plan.arrived_at if column.hand_in is PLAN else row.arrived_at
    closes_at: datetime = getattr(row, column.hand_in.closes)
    standing = Standing(getattr(row, column.name))
    return Cell(column, standing, arrived, None if closes_at == part.closes_at else closes_at)
