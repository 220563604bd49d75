"""The cap of a year's list: which rows count at a place, and who is left out (Mục 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from evaluation.core import permissions
from evaluation.core.models import Period
from evaluation.lists.listing import move_of
from evaluation.years.listing.members import place_of
from evaluation.years.models import YearRow
from evaluation.years.stages import SHUT, YearStage
from regulation.cap import Tally, count_ratings
from regulation.policy import Policy
from regulation.vocabulary import Leadership, Rating, Severity

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.years.models import YearList


@dataclass(frozen=True)
class Cap:
    """How far Xuất sắc is used up. `heads` are left out of it (6.1); `before`: how many of other lists count too.

    `hides`: somebody counts whose rating the reader may not know yet: no figure is told.
    """

    counted: Tally
    heads: tuple[str, ...]
    before: int
    hides: bool


def cap_of(year_list: YearList, rows: Sequence[YearRow], reader: User) -> Cap:
    """The cap over these rows and those closed here before, the unit's own head left out (6.1)."""
    before = _in_force(year_list)
    here = {row.dossier.cadre_id for row in rows}
    closed = [row for row in before if row.dossier.cadre_id not in here]
    held = {row.dossier.cadre_id for row in before if row.rating == Rating.EXCELLENT}
    counted = [row for row in (*rows, *closed) if row.rating and not is_head(row)]
    heads = [row for row in (*rows, *closed) if is_head(row)]
    earlier = [row for row in counted if row.rating == Rating.EXCELLENT and row.dossier.cadre_id in held]
    policy = policy_of(year_list.year)
    tally = Tally(
        count_ratings(Rating(row.rating) for row in counted),
        year_list.rate,
        policy.block_base,
        policy.warn_base,
        tuple(map(_name, earlier)),
        binding=year_list.is_deciding or policy.proposal_cap is Severity.BLOCK,
    )
    hides = any(not _may_know(reader, row) for row in counted if row in closed)
    elsewhere = [row for row in closed if row.year_list_id != year_list.pk]
    return Cap(tally, tuple(map(_name, heads)), len(elsewhere), hides)


def policy_of(year: int) -> Policy:
    """What the province's newest round of the year says."""
    newest = Period.objects.filter(year=year).order_by("-number").prefetch_related("policies").first()
    return newest.policy_for(None).law() if newest else Policy()


def is_head(row: YearRow) -> bool:
    """6.1: whether the person heads the list's own unit; in a group heads count among themselves. A closed row as it was."""
    if row.headed is not None:
        return row.headed
    if move_of(row.year_list.kind).grouped:
        return False
    unit, dossier = row.year_list.unit_id, row.dossier
    if dossier.leadership == Leadership.HEAD and dossier.unit_id == unit:
        return True
    return any(seat.unit_id == unit and seat.leadership == Leadership.HEAD for seat in dossier.seats.all())


def _in_force(year_list: YearList) -> list[YearRow]:
    """What was closed here and holds: of whoever is taken up again too, until there is another decision."""
    decided = Q(year_rating__isnull=False, year_rating__superseded_at=None)
    rows = YearRow.objects.filter(Q(reopened_at=None) | decided, year_list__stage__in=SHUT, order__gt=0)
    here = rows.filter(year_list__in=place_of(year_list).lists().order_by())
    return list(here.select_related("dossier__cadre", "year_list"))


def _name(row: YearRow) -> str:
    return row.name or row.dossier.cadre.full_name


def _may_know(reader: User, row: YearRow) -> bool:
    known = row.year_list.stage == YearStage.PUBLISHED
    return known or not permissions.INTERESTED.allows(reader, row.dossier)
