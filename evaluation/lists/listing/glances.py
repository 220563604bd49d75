"""Many lists, each as one line: how many are ready, and the cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadres.mandates import principals
from evaluation.core.models import Seat
from evaluation.core.stages import ListStage
from evaluation.lists.listing.boards import cap_of
from evaluation.lists.listing.counting import newest_closed, rows_at
from evaluation.lists.listing.members import key_of, ready_by_place, rows_for
from regulation.vocabulary import Leadership

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Period
    from evaluation.lists.models import RatingList, RatingRow
    from regulation.cap import Tally

# What is read of a row: of its person the name.
SHOWN = ("rating_list", "dossier__cadre", "decision")


@dataclass(frozen=True)
class Glance:
    """A list as one line among lists."""

    rating_list: RatingList
    ready: int
    own: int
    counted: Tally
    heads: tuple[str, ...]
    before: int
    hides: bool


def overview(lists: Sequence[RatingList], period: Period, user: User) -> list[Glance]:
    """One line a list, in a fixed number of queries; `own`: of the ready, those about whom the reader does not judge."""
    for rating_list in lists:
        rating_list.period = period
    rows = list(rows_at(lists).select_related(None).select_related(*SHOWN)) if lists else []
    waiting, closed = ready_by_place(lists, period), newest_closed(rows)
    heads, me, kept = heads_of(lists, period), principals(user), _by_list(rows)
    glances = []
    for rating_list in lists:
        place = key_of(rating_list)
        here = waiting.get(place, []) if rating_list.stage == ListStage.DRAFT else []
        drafts, before = rows_for(rating_list, here, kept.get(rating_list.pk, {})), closed.get(place, [])
        for row in (*drafts, *before):
            row.heads_here = (row.dossier_id, rating_list.unit_id) in heads
        own = sum(dossier.cadre.user_id in me for dossier in here)
        glances.append(Glance(rating_list, len(here), own, **cap_of(rating_list, drafts, before, user)))
    return glances


def heads_of(lists: Sequence[RatingList], period: Period) -> set[tuple[int, int]]:
    """Who heads one of the lists' units, by whichever of their posts: keys of dossier and unit (6.1)."""
    units = {rating_list.unit_id for rating_list in lists}
    seats = Seat.objects.filter(unit__in=units, leadership=Leadership.HEAD, dossier__period=period)
    return set(seats.order_by().values_list("dossier_id", "unit_id"))


def _by_list(rows: Sequence[RatingRow]) -> dict[int, dict[int, RatingRow]]:
    """Of each list the rows by dossier."""
    found: dict[int, dict[int, RatingRow]] = {}
    for row in rows:
        found.setdefault(row.rating_list_id, {})[row.dossier_id] = row
    return found
