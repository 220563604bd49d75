"""The cap on Xuất sắc as it will be met on the unit's lists, were the council's opinions followed: reckoned where lists reckon it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from evaluation.core import permissions
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.lists.models import RatingList, RatingRow

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Dossier
    from evaluation.council.models import CouncilSession
    from regulation.cap import Tally

KINDS = (ListKind.UNIT_DECISION, ListKind.UNIT_PROPOSAL)


@dataclass(frozen=True)
class Ceiling:
    """Xuất sắc 2/3, 1 left: of one list of the unit; where it `hides` somebody from the reader, no figure is told."""

    label: str
    counted: Tally
    hides: bool


def ceilings(
    session: CouncilSession, people: Sequence[Dossier], noted: Mapping[int, str], reader: User
) -> list[Ceiling]:
    """One for each of the unit's lists on which somebody waits; `people`: who is before the council, as this reader sees it.

    `noted`: dossier id → the opinion as it stands now. Nobody is counted whose rating the reader may not know: neither their
    own, nor that of whom they stand in for.
    """
    prefetch_related_objects([session.period], "policies")
    lists = _lists(session)
    heads, closed = listing.heads_of(lists, session.period), listing.closed_before(lists)
    heard = listing.ready_by_place(lists, session.period)
    found = []
    for rating_list in lists:
        place = listing.key_of(rating_list)
        here, before = _before(rating_list, people, noted), closed.get(place, [])
        here += _heard(rating_list, heard[place], reader)
        for row in (*here, *before):
            row.heads_here = (row.dossier_id, session.unit_id) in heads
        if here:
            found.append(_ceiling(rating_list, here, before, reader))
    return found


def _lists(session: CouncilSession) -> list[RatingList]:
    """Of each kind the open list, else the one that would be opened, at the rate of the last."""
    alike = {"unit": session.unit, "period": session.period}
    last = {row.kind: row for row in RatingList.objects.filter(**alike, kind__in=KINDS).order_by("sequence")}
    found = []
    for kind in KINDS:
        row = last.get(kind)
        if row is None or row.stage != ListStage.DRAFT:
            row = RatingList(**alike, kind=kind, **({"rate": row.rate} if row else {}))
        row.unit, row.period = session.unit, session.period
        found.append(row)
    return found


def _before(rating_list: RatingList, people: Sequence[Dossier], noted: Mapping[int, str]) -> list[RatingRow]:
    """Those who would come to this list by the council's opinion."""
    tiers = listing.move_of(rating_list.kind).tiers
    rows = listing.rows_for(rating_list, [person for person in people if person.tier in tiers], kept={})
    for row in rows:
        row.rating = noted.get(row.dossier_id, "")
    return rows


def _heard(rating_list: RatingList, ready: Iterable[Dossier], reader: User) -> list[RatingRow]:
    """Those who wait on the list already, as they are drafted there."""
    others = [dossier for dossier in ready if not permissions.INTERESTED.allows(reader, dossier)]
    return listing.rows_for(rating_list, others)


def _ceiling(
    rating_list: RatingList, rows: Sequence[RatingRow], closed: Sequence[RatingRow], reader: User
) -> Ceiling:
    cap = listing.cap_of(rating_list, rows, closed, reader)
    return Ceiling(f"Mẫu số {listing.move_of(rating_list.kind).form}", cap["counted"], cap["hides"])
