"""Many lists, each as one line: how many are ready, and the cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from cadres.mandates import principals
from evaluation.core.stages import ListStage
from evaluation.lists.listing.boards import cap_of
from evaluation.lists.listing.counting import newest_closed, rows_at
from evaluation.lists.listing.members import key_of, ready_by_place, rows_for

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Period
    from evaluation.lists.models import RatingList, RatingRow
    from regulation.cap import Tally


@dataclass(frozen=True)
class Glance:
    """A list as one line among lists."""

    rating_list: RatingList
    ready: int
    own: int
    counted: Tally
    heads: tuple[str, ...]
    before: int


def overview(lists: Sequence[RatingList], period: Period, user: User) -> list[Glance]:
    """One line a list, in a fixed number of queries; `own`: of the ready, those about whom the reader does not judge."""
    rows = list(rows_at(lists)) if lists else []
    waiting, closed = ready_by_place(lists), newest_closed(rows)
    counting = (*waiting.values(), [row.dossier for row in rows])
    prefetch_related_objects([dossier for some in counting for dossier in some], "seats")
    glances, me, kept = [], principals(user), _by_list(rows)
    for rating_list in lists:
        rating_list.period, place = period, key_of(rating_list)
        here = waiting.get(place, []) if rating_list.stage == ListStage.DRAFT else []
        drafts = rows_for(rating_list, here, kept.get(rating_list.pk, {}))
        own = sum(dossier.cadre.user_id in me for dossier in here)
        cap = cap_of(rating_list, drafts, closed.get(place, []))
        glances.append(Glance(rating_list, len(here), own, **cap))
    return glances


def _by_list(rows: Sequence[RatingRow]) -> dict[int, dict[int, RatingRow]]:
    """Of each list the rows by dossier."""
    found: dict[int, dict[int, RatingRow]] = {}
    for row in rows:
        found.setdefault(row.rating_list_id, {})[row.dossier_id] = row
    return found
