"""The cap on Xuất sắc: which rows count at a place, and who is left out (Mục 6.1; rules: Lists and the cap)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from evaluation.core.stages import ListStage
from evaluation.lists.listing.members import Place, key_of, move_of, still_counts
from evaluation.lists.models import RatingList, RatingRow
from regulation.cap import Tally, count_ratings
from regulation.vocabulary import CapBase, Leadership, Rating

if TYPE_CHECKING:
    from django.db.models import QuerySet


def counted_before(lists: Iterable[RatingList]) -> dict[Place, list[RatingRow]]:
    """Of lists of one round, by `key_of`: what was closed there before and still counts, each person once."""
    closed = rows_at(lists).filter(rating_list__stage=ListStage.CLOSED)
    return newest_closed(closed.prefetch_related("dossier__seats"))


def rows_at(lists: Iterable[RatingList]) -> QuerySet[RatingRow]:
    """All rows at the places of these lists, supplements included, in the order in which the lists followed."""
    lists = list(lists)
    rows = RatingRow.objects.filter(
        rating_list__period_id__in={rating_list.period_id for rating_list in lists},
        rating_list__unit_id__in={rating_list.unit_id for rating_list in lists},
    )
    return rows.select_related("rating_list", "dossier__managing_unit").order_by(
        "rating_list__sequence", "order", "pk"
    )


def newest_closed(rows: Iterable[RatingRow]) -> dict[Place, list[RatingRow]]:
    """A person who was reopened and rated again on a supplement counts with the newest row alone."""
    newest: dict[Place, dict[int, RatingRow]] = {}
    for row in rows:
        if row.rating_list.stage == ListStage.CLOSED and still_counts(row):
            newest.setdefault(key_of(row.rating_list), {})[row.dossier_id] = row
    return {place: list(found.values()) for place, found in newest.items()}


def tally(
    rating_list: RatingList, rows: Sequence[RatingRow], before: Sequence[RatingRow] | None = None
) -> Tally:
    """What the cap counts: these rows and those of the lists closed before, the unit's own head left out (6.1)."""
    if before is None:
        before = counted_before([rating_list]).get(key_of(rating_list), [])
    together = with_before(rows, before)
    counted = [Rating(row.rating) for row in together if row.rating and not is_own_head(row, rating_list)]
    policy = rating_list.period.policy_for(None)  # the bases are the province's: a unit sets scales alone
    return Tally(
        count_ratings(counted), rating_list.rate, CapBase(policy.block_base), CapBase(policy.warn_base)
    )


def with_before(rows: Sequence[RatingRow], before: Sequence[RatingRow]) -> list[RatingRow]:
    """These rows and those closed before, each person once: here as they now stand."""
    here = {row.dossier_id for row in rows}
    return [*rows, *(row for row in before if row.dossier_id not in here)]


def is_own_head(row: RatingRow, rating_list: RatingList) -> bool:
    """6.1: the head of the list's own unit is left out of both sides, by whichever of their posts they head it.

    Heads of lower units count like everybody; in a group made of heads they count among themselves.
    """
    if move_of(rating_list.kind).grouped:
        return False
    main = row.dossier.unit_id if row.dossier.leadership == Leadership.HEAD else None
    headed = {seat.unit_id for seat in row.dossier.seats.all() if seat.leadership == Leadership.HEAD}
    return rating_list.unit_id in headed | {main}
