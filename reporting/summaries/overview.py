"""Tổng quan: how many stand where, counted by the database; each figure knows the list of names behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from cadres.models import User
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.permissions import reviews_seen
from evaluation.core.stages import PlanStage
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE, Stage
from evaluation.core.tells.ratings import SHAPES
from evaluation.home.filters import LATE_DOSSIER, LATE_PLAN, missing, planning
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


Counted = list[dict[str, Any]]  # a row of counts a unit


def overview_of(rows: DossierQuerySet, asked: dict[str, str], reader: User) -> Overview:
    """Count these dossiers; `asked` are the filters that the lists of names must keep."""
    totals = rows.aggregate(total=Count("pk"), **_columns(), **_levels(reader))
    stages = dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))
    plans = dict(planning(rows).order_by().values_list("plan__stage").annotate(n=Count("pk")))
    levels = tuple((label, _ratings(totals, level, asked)) for level, (_, label) in LEVELS.items())
    return Overview(
        cards=_cards(totals, asked),
        stages=tuple(
            Figure(label, stages.get(value, 0), names(asked, stage=value)) for value, label in Stage.choices
        ),
        plans=tuple(
            Figure(label, plans.get(value, 0), names(asked, stage=f"plan-{value}"))
            for value, label in PlanStage.choices
        ),
        decided=dict(levels)[LEVELS["decided"][1]],
        levels=levels,
    )


def units_of_overview(rows: DossierQuerySet) -> tuple[Counted, str]:
    """A line a unit with its counts, as the province lists its units; within one unit, a line a division.

    All at once: the units are a hundred or two, and to count them first the database would count everybody twice.
    Also the name of the filter that opens a line's names: `managing` or `at`.
    """
    managing = _by("managing_unit", rows)
    return (managing, "managing") if len(managing) > 1 else (_by("unit", rows), "at")


def unit_line(values: dict[str, Any], key: str, asked: dict[str, str]) -> UnitLine:
    """One unit's counts as figures with their addresses."""
    here = {name: value for name, value in asked.items() if name != "unit"} | {key: values["code"]}
    cells = [Figure(label, values[name], names(here, **params)) for name, (label, params) in _OPENS.items()]
    return UnitLine(values["name"], names(here), values["total"], cells)


def names(asked: dict[str, str], **params: str) -> str:
    """The address of the list that holds exactly the people counted."""
    query = {key: value for key, value in (asked | params).items() if value}
    return f"{reverse('dossiers')}?{urlencode(query)}" if query else reverse("dossiers")


_OPENS: dict[str, tuple[str, dict[str, str]]] = {
    "before": ("Chưa nộp", {"stage": "before"}),
    "review": ("Đang xem xét", {"stage": "open"}),
    "decided": ("Đã quyết định", {"stage": "after"}),
    **{
        f"decided_{rating.value}": (rating.short, {"rating": rating.value, "level": "decided"})
        for rating in Rating
    },
    "late": ("Nộp muộn", {"late": "any"}),
    "missing": ("Quá hạn chưa nộp", {"late": "missing"}),
}
UNIT_HEADS = tuple(label for label, _ in _OPENS.values())


def _columns() -> dict[str, Count]:
    """The counts of a line of the table of units, which the totals have as well."""
    early = (Stage.PLANNING, Stage.WORKING, Stage.SELF_ASSESSMENT)
    conditions = {
        "before": Q(stage__in=early),
        "review": ~Q(stage__in=(*early, *AFTER_DECISION, *SET_ASIDE)),
        "decided": Q(stage__in=AFTER_DECISION),
        **{f"decided_{rating.value}": Q(decided_rating=rating.value) for rating in Rating},
        "late": LATE_PLAN | LATE_DOSSIER,
        "missing": missing(),
    }
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def _levels(reader: User) -> dict[str, Count]:
    """By level, as the list of names counts them: without how the reader themself is being rated."""
    known = reviews_seen(reader)
    return {
        f"{level}_{rating.value}": Count(
            "pk", filter=Q(**{column: rating.value}) & (Q() if level == "self" else known)
        )
        for level, (column, _) in LEVELS.items()
        if level != "decided"  # counted with the units' columns
        for rating in Rating
    }


def _by(unit: str, rows: DossierQuerySet) -> Counted:
    named = {"code": F(f"{unit}__code"), "name": F(f"{unit}__name")}
    grouped = rows.order_by().values(f"{unit}_id", f"{unit}__order", **named)
    counted = grouped.annotate(total=Count("pk"), **_columns())
    return list(counted.order_by(f"{unit}__order", f"{unit}_id"))


def _ratings(totals: dict[str, int], level: str, asked: dict[str, str]) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            rating.short,
            totals[f"{level}_{rating.value}"],
            names(asked, rating=rating.value, level=level),
            SHAPES[rating],
        )
        for rating in Rating
    )


def _cards(totals: dict[str, int], asked: dict[str, str]) -> tuple[Figure, ...]:
    shown: Iterable[tuple[str, str, dict[str, str]]] = (
        ("total", "Hồ sơ", {}),
        *((name, *_OPENS[name]) for name in ("before", "review", "decided", "late", "missing")),
    )
    return tuple(Figure(label, totals[name], names(asked, **params)) for name, label, params in shown)
