"""Tổng quan: how many stand where, counted by the database; each figure knows the list of names behind it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from cadres.models import Unit, User
from evaluation.calendar.tells.owing import PLAN, SELF
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.permissions import reviews_seen
from evaluation.core.stages import PlanStage
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE, Stage
from evaluation.core.tells.ratings import SHAPES
from evaluation.home.filters import GROUPS
from evaluation.home.tells.lines import LEVELS
from regulation.vocabulary import Rating


@dataclass(frozen=True)
class Figure:
    """A count with its words, and the address of the names."""

    label: str
    count: int
    url: str
    note: str = ""


@dataclass(frozen=True)
class Names:
    """The addresses of the lists behind the figures: each holds exactly the people counted, of those `asked` for."""

    asked: Mapping[str, str]

    @cached_property
    def everybody(self) -> str:
        query = urlencode({name: value for name, value in self.asked.items() if value})
        return f"{reverse('dossiers')}?{query}" if query else reverse("dossiers")

    def who(self, **stand: str) -> str:
        """Those who stand so; what stands so is none of the filters asked for."""
        return f"{self.everybody}{'&' if '?' in self.everybody else '?'}{_query(**stand)}"

    def at(self, key: str, code: str) -> "Names":
        """Those of one unit, in place of the unit asked for with all beneath it."""
        return Names({name: value for name, value in self.asked.items() if name != "unit"} | {key: code})


@dataclass(frozen=True)
class Overview:
    """Everything on the page but the table of units."""

    cards: tuple[Figure, ...]
    stages: tuple[Figure, ...]
    plans: tuple[Figure, ...]
    decided: tuple[Figure, ...]
    levels: tuple[tuple[str, tuple[Figure, ...]], ...]

    @property
    def total(self) -> int:
        return self.cards[0].count


@dataclass(frozen=True)
class UnitLine:
    """One unit's counts; `url` leads to all its names."""

    name: str
    url: str
    total: int
    cells: list[Figure]


class Alike(NamedTuple):
    """How many dossiers at one place stand alike: what the figures are summed from."""

    place: int
    stage: str
    plan: str | None
    direct_entry: bool
    decided: str
    late: bool
    missing: bool
    number: int


Counted = list[dict[str, Any]]  # a row of counts a unit


def counted_alike(rows: DossierQuerySet, reader: User, place: str = "managing_unit") -> list[Alike]:
    """These dossiers by unit and by how they stand, counted in one go: plans and windows are joined once for every figure.

    How the reader themself was decided counts nowhere until it is made known.
    """
    told = (
        rows.order_by()
        .with_windows()
        .annotate(
            came_late=_true(PLAN.late | SELF.late),
            is_missing=_true(SELF.missing()),
            decided_as=Case(When(reviews_seen(reader), then="decided_rating"), default=Value("")),
        )
    )
    columns = (
        place,
        "stage",
        "plan__stage",
        "period__direct_entry",
        "decided_as",
        "came_late",
        "is_missing",
    )
    return [Alike(*row) for row in told.values_list(*columns).annotate(n=Count("pk"))]


def overview_of(alike: Iterable[Alike], rows: DossierQuerySet, names: Names, reader: User) -> Overview:
    """The figures of these dossiers, each leading to its names."""
    totals, stages, plans = _sums(alike), Counter[str](), Counter[str | None]()
    for row in alike:
        stages[row.stage] += row.number
        if not row.direct_entry and row.stage not in SET_ASIDE:
            plans[row.plan] += row.number
    counted = _levels(rows, reader) | totals
    levels = tuple((label, _ratings(counted, level, names)) for level, (_, label) in LEVELS.items())
    return Overview(
        cards=_cards(totals, names),
        stages=tuple(Figure(label, stages[value], names.who(stage=value)) for value, label in Stage.choices),
        plans=tuple(
            Figure(label, plans[value], names.who(stage=f"plan-{value}"))
            for value, label in PlanStage.choices
        ),
        decided=dict(levels)[LEVELS["decided"][1]],
        levels=levels,
    )


def units_of_overview(alike: Iterable[Alike], rows: DossierQuerySet, reader: User) -> tuple[Counted, str]:
    """A line a unit with its counts, as the province lists its units; within one unit, a line a division.

    Also the name of the filter that opens a line's names: `managing` or `at`.
    """
    if len({row.place for row in alike}) > 1:
        return _by_place(alike), "managing"
    return _by_place(counted_alike(rows, reader, "unit")), "at"


def unit_line(values: dict[str, Any], key: str, names: Names) -> UnitLine:
    """One unit's counts as figures with their addresses."""
    here, counts = names.at(key, values["code"]), values["counts"]
    cells = [Figure(label, counts[name], here.who(**stand)) for name, (label, stand) in _OPENS.items()]
    return UnitLine(values["name"], here.everybody, counts["total"], cells)


@cache
def _query(**stand: str) -> str:
    """As the figures ask it: for each unit and each bar again, of few ways to stand."""
    return urlencode(stand)


_OPENS: dict[str, tuple[str, dict[str, str]]] = {
    "before": ("Chưa nộp tự đánh giá", {"stage": "before"}),
    "review": ("Đang xem xét", {"stage": "open"}),
    "decided": ("Đã quyết định", {"stage": "after"}),
    **{
        f"decided_{rating.value}": (rating.short, {"rating": rating.value, "level": "decided"})
        for rating in Rating
    },
    "late": ("Nộp muộn", {"late": "any"}),
    "missing": ("Quá hạn chưa nộp tự đánh giá", {"late": "missing"}),
}
UNIT_HEADS = tuple(label for label, _ in _OPENS.values())


@cache
def _counted_in(stage: str, decided: str, late: bool, missing: bool) -> tuple[str, ...]:
    """In which counts of a line of the table of units, and of the cards, a dossier stands."""
    early = stage in GROUPS["before"]
    conditions = {
        "before": early,
        "review": not (early or stage in AFTER_DECISION or stage in SET_ASIDE),
        "decided": stage in AFTER_DECISION,
        f"decided_{decided}": bool(decided),
        "late": late,
        "missing": missing,
    }
    return ("total", *(name for name, holds in conditions.items() if holds))


def _sums(alike: Iterable[Alike]) -> Counter[str]:
    sums = Counter[str]()
    for row in alike:
        for name in _counted_in(row.stage, row.decided, row.late, row.missing):
            sums[name] += row.number
    return sums


def _by_place(alike: Iterable[Alike]) -> Counted:
    """By unit, in their order."""
    at: dict[int, list[Alike]] = defaultdict(list)
    for row in alike:
        at[row.place].append(row)
    units = Unit.objects.without_tree_fields().filter(pk__in=at).order_by("order", "pk")
    return [
        {"code": code, "name": name, "counts": _sums(at[pk])}
        for pk, code, name in units.values_list("pk", "code", "name")
    ]


def _levels(rows: DossierQuerySet, reader: User) -> Counter[str]:
    """By level, as the list of names counts them: without how the reader themself is being rated."""
    levels = {
        level: column for level, (column, _) in LEVELS.items() if level != "decided"
    }  # decided: with the units
    told = rows.order_by().annotate(known=_true(reviews_seen(reader)))
    sums = Counter[str]()
    for *ratings, known, number in told.values_list(*levels.values(), "known").annotate(n=Count("pk")):
        for level, rating in zip(levels, ratings, strict=True):
            if rating and (known or level == "self"):
                sums[f"{level}_{rating}"] += number
    return sums


def _true(condition: Q) -> Coalesce:
    """Whether it holds: a row in which it can not be told does not count."""
    return Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), Value(False))


def _ratings(totals: Mapping[str, int], level: str, names: Names) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            rating.short,
            totals[f"{level}_{rating.value}"],
            names.who(rating=rating.value, level=level),
            SHAPES[rating],
        )
        for rating in Rating
    )


def _cards(totals: Mapping[str, int], names: Names) -> tuple[Figure, ...]:
    told = ((name, *_OPENS[name]) for name in ("before", "review", "decided", "late", "missing"))
    figures = (Figure(label, totals[name], names.who(**stand)) for name, label, stand in told)
    return (Figure("Hồ sơ", totals["total"], names.everybody), *figures)
