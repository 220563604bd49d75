"""How people stand with what they hand in, asked of the database: a unit's board shows it row by row, the province's counts it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Q, Value, When

from cadres.models import User
from config import clock
from evaluation.boards.permissions import ON_BOARDS
from evaluation.boards.stages import Standing
from evaluation.calendar.tells.owing import PLAN, SELF, HandIn
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.unbound import unbound
from evaluation.core.models.windows import ordinarily
from evaluation.core.steps import SET_ASIDE


@dataclass(frozen=True)
class Column:
    """What a board asks of everybody; `name` is what its rows call how they stand with it."""

    hand_in: HandIn
    name: str
    head: str

    @property
    def code(self) -> str:
        """In addresses."""
        return self.hand_in.window.value

    def begins_on(self, period: Period) -> date | None:
        """The day before which nobody hands it in, None once it has come: Mẫu 03 "cuối mỗi quý" (Bước 2), in its last month."""
        first: date = period.quarter.last_day.replace(day=1)
        return None if self.hand_in is PLAN or clock.today() >= first else first


COLUMNS = (Column(PLAN, "plan_stands", "Nộp kế hoạch"), Column(SELF, "self_stands", "Nộp tự đánh giá"))


class Stand(NamedTuple):
    """How many people of a unit stand alike."""

    unit: int
    plan_stands: str
    self_stands: str
    number: int


def columns_of(period: Period) -> tuple[Column, ...]:
    """In a round of direct entry nobody hands in a plan (Bước 2)."""
    return COLUMNS[1:] if period.direct_entry else COLUMNS


def on_board(period: Period, user: User) -> DossierQuerySet:
    """The people of a round on the boards that this person reads, each telling how they stand."""
    return standing_each(Dossier.objects.of(period).seen_by(user).filter(ON_BOARDS.q(user)))


def standing_each(rows: DossierQuerySet) -> DossierQuerySet:
    """Each telling how they stand with each thing: `plan_stands`, `self_stands`."""
    told = {column.name: standing(column.hand_in) for column in COLUMNS}
    return rows.with_windows().annotate(**told)


def standing(hand_in: HandIn) -> Case:
    """Of rows `with_windows`. Late is late, also where it was returned since; whoever is set aside owes nothing, nor do those whom
    3.3 does not bind while they hand in nothing.
    """
    extended = Q(**{f"{hand_in.closes}__gt": ordinarily(hand_in.own)})
    ways = (
        (Q(stage__in=SET_ASIDE), Standing.NONE),
        (hand_in.absent & unbound(), Standing.UNBOUND),
        (hand_in.missing(), Standing.OVERDUE),
        (hand_in.absent & extended, Standing.EXTENDED),
        (hand_in.absent, Standing.OWED),
        (Q(**{hand_in.arrived: None}), Standing.NONE),
        (hand_in.late, Standing.LATE),
        (hand_in.here, Standing.BACK),
    )
    return Case(
        *(When(holds, then=Value(found.value)) for holds, found in ways),
        default=Value(Standing.IN.value),
        output_field=CharField(),
    )


def stands(rows: DossierQuerySet) -> list[Stand]:
    """In one query, however many people and units they are."""
    names = (column.name for column in COLUMNS)
    counted = rows.order_by().values_list("managing_unit", *names).annotate(number=Count("pk"))
    return [Stand(*row) for row in counted]


def sums(found: Iterable[Stand], column: Column) -> Counter[str]:
    """How many stand how with one thing."""
    counted = Counter[str]()
    for row in found:
        counted[getattr(row, column.name)] += row.number
    return counted
