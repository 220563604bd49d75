"""The lists of a year that somebody sees, those that they may draw up, and those that wait for them to be closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Value, When

from cadres.mandates import NOBODY
from config import clock
from evaluation.core.permissions import INTERESTED, UNITS_OWN
from evaluation.core.tells.names import lines_to
from evaluation.years import listing
from evaluation.years.models import YearList, YearRow
from evaluation.years.permissions import CLOSE, DRAWS_UP_AT_PROVINCE, DRAWS_UP_AT_UNIT
from evaluation.years.stages import YearKind, YearSpan, YearStage
from regulation.quarters import Quarter
from regulation.vocabulary import Tier

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models.dossiers import DossierQuerySet
    from evaluation.years.models import YearListQuerySet, YearRowQuerySet

_KINDS = {Tier.PROVINCIAL.value: YearKind.UNIT_PROPOSAL} | dict.fromkeys(UNITS_OWN, YearKind.UNIT_DECISION)


@dataclass(frozen=True)
class Offer:
    """A list that may be drawn up: where, of how many people."""

    place: listing.Place
    unit: str
    people: int

    @property
    def key(self) -> str:
        return "|".join(map(str, self.place))

    @property
    def label(self) -> str:
        kind, span = YearKind(self.place.kind).label, YearSpan(self.place.span).label
        whose = f"{self.unit}, nhóm {self.place.group}" if self.place.group else self.unit
        return f"{span} · {kind} · {whose}: {self.people} đồng chí"


def lists_of(year: int, user: User) -> YearListQuerySet:
    """Drafts first, then by unit, each with how many rows."""
    lists = YearList.objects.visible_to(user).filter(year=year).select_related("unit")
    drafts_first = Case(When(stage=YearStage.DRAFT, then=0), default=1)
    order = ("span", "unit__order", "unit_id", "kind", "group", "sequence")
    return lists.annotate(people=Count("rows")).order_by(drafts_first, *order)


def offers_of(year: int, user: User) -> list[Offer]:
    """What this person may draw up: where somebody is still to be rated and no list is open."""
    found: dict[listing.Place, int] = {}
    for place, people in _counted(year, user):
        found[place] = found.get(place, 0) + people
    open_now = set(map(listing.place_of, YearList.objects.filter(year=year, stage=YearStage.DRAFT)))
    names = lines_to(place.unit_id for place in found) if found else {}
    return [
        Offer(place, names[place.unit_id][-1]["name"], people)
        for place, people in found.items()
        if place not in open_now
    ]


def _counted(year: int, user: User) -> Iterator[tuple[listing.Place, int]]:
    for span in YearSpan:
        people, rows = listing.last_of(year, span), _rated(year, span).values("dossier__cadre")
        here = people.filter(DRAWS_UP_AT_UNIT.q(user)).exclude(cadre__in=rows)
        for unit, tier, number in _by(here, "managing_unit", "tier"):
            if tier in _KINDS:
                yield listing.Place(year, span.value, unit, _KINDS[tier].value), number
        proposed = listing.proposals(year, span).values("dossier__cadre")
        decided = _rated(year, span, YearKind.PROVINCE_DECISION).values("dossier__cadre")
        there = people.filter(DRAWS_UP_AT_PROVINCE.q(user), tier=Tier.PROVINCIAL, cadre__in=proposed)
        for unit, group, number in _by(there.exclude(cadre__in=decided), "deciding_unit", "group__name"):
            yield listing.Place(year, span.value, unit, YearKind.PROVINCE_DECISION.value, group or ""), number


def _rated(year: int, span: str, *kinds: YearKind) -> YearRowQuerySet:
    rows = YearRow.objects.standing().filter(year_list__year=year, year_list__span=span)
    told = kinds or (YearKind.UNIT_PROPOSAL, YearKind.UNIT_DECISION)
    return rows.filter(year_list__kind__in=told).order_by()


def _by(people: DossierQuerySet, unit: str, other: str) -> Iterable[tuple[int, str, int]]:
    return people.order_by().values_list(unit, other).annotate(Count("pk")).order_by(unit, other)


def to_close(user: User) -> list[YearList]:
    """Open lists, the newest year first, whose last quarter has come, with somebody to rate but for the closer themself."""
    if (right := CLOSE.q(user)) is NOBODY:
        return []
    drafts = YearList.objects.filter(right, stage=YearStage.DRAFT).select_related("unit")
    due = [row for row in drafts if row.all_quarters[-1] <= Quarter.of(clock.today())]
    occupied = _occupied(due, user)
    return [row for row in due if row.pk in occupied]


def _occupied(lists: Iterable[YearList], reader: User) -> set[int]:
    """On which of these lists somebody waits whom this reader may rate: in one query, however many they are."""
    waiting = [
        listing.members(listing.place_of(row))
        .exclude(INTERESTED.q(reader))
        .order_by()
        .annotate(stands_on=Value(row.pk))
        .values_list("stands_on", flat=True)
        .distinct()
        for row in lists
    ]
    return set(waiting[0].union(*waiting[1:])) if waiting else set()
