"""Who stands on which list of a year: everybody by their last dossier in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef

from evaluation.core.models import Dossier
from evaluation.core.steps import Stage
from evaluation.lists.listing import move_of
from evaluation.years.models import YearList, YearRow
from evaluation.years.stages import QUARTERS, YearKind, YearSpan

if TYPE_CHECKING:
    from evaluation.core.models.dossiers import DossierQuerySet
    from evaluation.years.models import YearListQuerySet, YearRowQuerySet


class Place(NamedTuple):
    """Where a list stands, whichever supplement it is; also what to ask for the lists that stand there."""

    year: int
    span: str
    unit_id: int
    kind: str
    group: str = ""

    def lists(self) -> YearListQuerySet:
        return YearList.objects.filter(**self._asdict())

    def rows(self) -> YearRowQuerySet:
        """What was closed here and stands."""
        return YearRow.objects.standing().filter(year_list__in=self.lists().order_by())


def place_of(year_list: YearList) -> Place:
    row = year_list
    return Place(row.year, row.span, row.unit_id, row.kind, row.group)


def last_of(year: int, span: str) -> DossierQuerySet:
    """Of everybody the last dossier of the time: by it a year's list tells of them. Of a half those alone whom 3.3 binds to no quarter.

    Whoever has ended (7.e) is rated by none.
    """
    within = Dossier.objects.filter(period__year=year, period__number__in=QUARTERS[YearSpan(span)])
    later = within.filter(cadre=OuterRef("cadre"), period__number__gt=OuterRef("period__number"))
    last = within.exclude(Exists(later.order_by())).exclude(stage=Stage.ENDED)
    return last if span == YearSpan.YEAR else last.filter(stage=Stage.EXEMPT)


def everybody(place: Place) -> DossierQuerySet:
    """Whom this level rates, closed or not; of the province such as their units have proposed."""
    move = move_of(place.kind)
    here = {move.over: place.unit_id, "tier__in": move.tiers}
    people = last_of(place.year, place.span).filter(**here)
    if not move.grouped:
        return people
    among = people.filter(group__name=place.group) if place.group else people.filter(group=None)
    return among.filter(cadre__in=proposals(place.year, place.span).values("dossier__cadre"))


def proposals(year: int, span: str) -> YearRowQuerySet:
    """3.1: what units have put forward, and nobody sent back."""
    rows = YearRow.objects.standing().filter(year_list__year=year, year_list__span=span)
    return rows.filter(year_list__kind=YearKind.UNIT_PROPOSAL).order_by()


def members(place: Place) -> DossierQuerySet:
    """Whom this level has still to rate: nobody whom a list of that time has rated already, in whichever unit or group they stood."""
    rated = YearRow.objects.standing().filter(
        year_list__year=place.year, year_list__span=place.span, year_list__kind=place.kind
    )
    return everybody(place).exclude(cadre__in=rated.order_by().values("dossier__cadre"))
