"""The cap on Xuất sắc as it will be met on the unit's lists, were the council's opinions followed: reckoned where lists reckon it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from evaluation.core import permissions
from evaluation.core.stages import ListKind, ListStage
from evaluation.council.tells.room import before_me
from evaluation.lists import listing
from evaluation.lists.models import RatingList, RatingRow

if TYPE_CHECKING:
    from cadres.models import Unit, User
    from evaluation.core.models import Period
    from regulation.cap import Tally

KINDS = (ListKind.UNIT_DECISION, ListKind.UNIT_PROPOSAL)


@dataclass(frozen=True)
class Ceiling:
    """Xuất sắc 2/3, 1 left: of one list of the unit; where it `hides` somebody from the reader, no figure is told."""

    label: str
    counted: Tally
    hides: bool


def ceilings(unit: Unit, period: Period, noted: Mapping[int, str], reader: User) -> list[Ceiling]:
    """One for each of the unit's lists on which somebody waits; `noted`: dossier id → the opinion as it stands now.

    Nobody is counted whose rating the reader may not know: neither their own, nor that of whom they stand in for.
    """
    prefetch_related_objects([period], "policies")
    people = list(before_me(unit, period, reader).for_rows())
    found = []
    for kind in KINDS:
        rating_list = _list_of(unit, period, kind)
        tiers = listing.move_of(kind).tiers
        rows = listing.rows_for(rating_list, [p for p in people if p.tier in tiers], kept={})
        for row in rows:
            row.rating = noted.get(row.dossier_id, "")
        rows += _heard(rating_list, reader)
        if rows:
            found.append(_ceiling(rating_list, rows, reader))
    return found


def _list_of(unit: Unit, period: Period, kind: ListKind) -> RatingList:
    """The open list of this kind, else the one that would be opened, at the rate of the last."""
    lists = listing.Place(period.pk, unit.pk, kind, None).lists().order_by("-sequence")
    last = lists.first()
    if last and last.stage == ListStage.DRAFT:
        found = last
    else:
        found = RatingList(unit=unit, period=period, kind=kind, **({"rate": last.rate} if last else {}))
    found.unit, found.period = unit, period
    return found


def _heard(rating_list: RatingList, reader: User) -> list[RatingRow]:
    """Those who wait on the list already, as they are drafted there."""
    ready = listing.ready(rating_list).exclude(permissions.INTERESTED.q(reader))
    return listing.rows_for(rating_list, ready.for_rows())


def _ceiling(rating_list: RatingList, rows: list[RatingRow], reader: User) -> Ceiling:
    heads = listing.heads_of([rating_list], rating_list.period)
    closed = listing.closed_before([rating_list]).get(listing.key_of(rating_list), [])
    for row in (*rows, *closed):
        row.heads_here = (row.dossier_id, rating_list.unit_id) in heads
    cap = listing.cap_of(rating_list, rows, closed, reader)
    return Ceiling(f"Mẫu số {listing.move_of(rating_list.kind).form}", cap["counted"], cap["hides"])
