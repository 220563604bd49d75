"""The lists of a year that somebody sees, and those that they may draw up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from evaluation.core.permissions import UNITS_OWN
from evaluation.core.tells.names import lines_to
from evaluation.years import listing
from evaluation.years.models import YearList, YearRow
from evaluation.years.permissions import DRAWS_UP_AT_PROVINCE, DRAWS_UP_AT_UNIT
from evaluation.years.stages import YearKind, YearSpan, YearStage
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
    order = ("-stage", "span", "unit__order", "unit_id", "kind", "group", "sequence")
    return lists.annotate(people=Count("rows")).order_by(*order)


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
