"""Báo cáo của tỉnh (Bước 5, 8.3): how many were rated how in one quarter, by tier, group and unit, against the quarter before.

What counts is the decision in force. Whoever may not know yet how they themself, or a principal, were decided (Bước 6) is left out
of every figure, and is told so (`withheld`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, FilteredRelation, Q
from django.urls import reverse

from cadres.models import Unit, User
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.permissions import reviews_seen
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Period
from regulation.numbers import percent, vn
from regulation.vocabulary import Rating, Tier

NO_GROUP = "Chưa xác định nhóm"


@dataclass(frozen=True)
class Standing:
    """Some people in one quarter: how many are rated in it, and how many of them are decided at which level."""

    people: int
    ratings: Counter[str]

    @property
    def decided(self) -> int:
        return self.ratings.total()

    @property
    def waiting(self) -> int:
        return self.people - self.decided

    def count(self, rating: Rating) -> int:
        return self.ratings[rating.value]

    def share(self, rating: Rating) -> Decimal:
        """In per cent of those decided; nothing of nobody."""
        return percent(Decimal(self.count(rating)), Decimal(self.decided), 1) if self.decided else Decimal(0)

    def told(self, rating: Rating) -> tuple[int, str]:
        """How many, and which share in words; no share of none."""
        count = self.count(rating)
        return count, f"{vn(self.share(rating))} %" if count else ""


@dataclass(frozen=True)
class ReportLine:
    """One line of a summary: now, and in the quarter before; `url` leads to the names of those who are counted now."""

    name: str
    now: Standing
    before: Standing
    url: str = ""

    @property
    def cells(self) -> list[tuple[Rating, int, str, int]]:
        """Level by level how many and which share now, and how many before."""
        return [(rating, *self.now.told(rating), self.before.count(rating)) for rating in Rating]


class Alike(NamedTuple):
    """How many people of one round stand alike: what every line is summed from."""

    period: int
    tier: str
    group: str | None
    unit: int
    rating: str | None
    number: int


@dataclass(frozen=True)
class Report:
    period: Period
    before: Period | None
    total: ReportLine
    tiers: tuple[ReportLine, ...]
    groups: tuple[ReportLine, ...]
    units: tuple[ReportLine, ...]
    deferred: int
    withheld: bool


def report_of(period: Period, reader: User) -> Report:
    """The whole of it, in a fixed number of queries."""
    before = Period.objects.of(period.quarter.previous()).first()
    rounds = [period.pk, *([before.pk] if before else [])]
    everybody = Dossier.objects.filter(period__in=rounds).rated().order_by()
    alike = _alike(everybody.filter(reviews_seen(reader)))
    lines = Lines(period, alike)
    return Report(
        period=period,
        before=before,
        total=lines.one("Toàn tỉnh", alike),
        tiers=lines.by(lambda one: one.tier, _tiers(period)),
        groups=lines.by(_group, _groups(period, alike)),
        units=lines.by(lambda one: one.unit, _units(period, alike)),
        deferred=Dossier.objects.filter(period=period, stage=Stage.DEFERRED).count(),
        withheld=everybody.exclude(reviews_seen(reader)).exists(),
    )


Named = tuple[object, str, str]  # what a line is of, its name, and where it leads


class Lines(NamedTuple):
    """How lines are made of what was counted; of this round is what is not of the one before."""

    period: Period
    alike: Sequence[Alike]

    def one(self, name: str, alike: Iterable[Alike], url: str = "") -> ReportLine:
        counted = list(alike)
        now = [one for one in counted if one.period == self.period.pk]
        before = [one for one in counted if one.period != self.period.pk]
        return ReportLine(name, _standing(now), _standing(before), url)

    def by(self, key: Callable[[Alike], object], named: Iterable[Named]) -> tuple[ReportLine, ...]:
        """A line for each of these keys for which anybody is counted, in this order."""
        found: dict[object, list[Alike]] = {}
        for one in self.alike:
            found.setdefault(key(one), []).append(one)
        return tuple(self.one(name, found[at], url) for at, name, url in named if at in found)


def _standing(alike: Sequence[Alike]) -> Standing:
    ratings = Counter[str]()
    for one in alike:
        if one.rating:
            ratings[one.rating] += one.number
    return Standing(sum(one.number for one in alike), ratings)


def _alike(rows: DossierQuerySet) -> list[Alike]:
    in_force = FilteredRelation("decisions", condition=Q(decisions__superseded_at=None))
    columns = ("period_id", "tier", "group__name", "managing_unit_id", "in_force__rating")
    told = rows.annotate(in_force=in_force).values_list(*columns)
    return [Alike(*row) for row in told.annotate(n=Count("pk"))]


def _group(one: Alike) -> str | None:
    """By its name, for groups are made anew for every round; of other tiers none."""
    return (one.group or NO_GROUP) if one.tier == Tier.PROVINCIAL.value else None


def _leading(route: str, period: Period, **asked: object) -> str:
    return f"{reverse(route)}?{urlencode({'ky': period.code, **asked})}"


def _tiers(period: Period) -> Iterator[Named]:
    return ((tier.value, tier.label, _leading("dossiers", period, tier=tier.value)) for tier in Tier)


def _groups(period: Period, alike: Iterable[Alike]) -> list[Named]:
    """This round's in their order, then whatever the round before had besides."""
    own = {name: pk for pk, name in period.groups.values_list("pk", "name")}
    names = dict.fromkeys([*own, *filter(None, map(_group, alike))])
    table = {name: _leading("province_table", period, group=pk) for name, pk in own.items()}
    return [(name, name, table.get(name, "")) for name in names]


def _units(period: Period, alike: Iterable[Alike]) -> Iterator[Named]:
    """As the province lists its units."""
    units = Unit.objects.without_tree_fields().filter(pk__in={one.unit for one in alike})
    for pk, name, code in units.order_by("order", "pk").values_list("pk", "name", "code"):
        yield pk, name, _leading("dossiers", period, managing=code)
