"""The cap on Xuất sắc: which rows count at a place, and who is left out (Mục 6.1; rules: Lists and the cap)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from evaluation.core import permissions
from evaluation.core.models.dossiers import LONG
from evaluation.core.stages import ListStage
from evaluation.lists.listing.members import Place, is_deciding, key_of, move_of, still_counts
from evaluation.lists.models import RatingList, RatingRow
from regulation.cap import Tally, count_ratings
from regulation.vocabulary import Leadership, Rating, Severity

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cadres.models import User
    from evaluation.core.models import Dossier

NAMELESS = "một đồng chí chưa công bố kết quả"


def closed_before(lists: Iterable[RatingList]) -> dict[Place, list[RatingRow]]:
    """Of lists of one round, by `key_of`: what was closed there before, each person's newest row.

    Who was taken up again since is among them, and counts as decided until there is another decision (`with_before`).
    """
    return newest_closed(rows_at(lists).filter(rating_list__stage=ListStage.CLOSED))


def rows_at(lists: Iterable[RatingList]) -> QuerySet[RatingRow]:
    """All rows at the places of these lists, supplements included, in the order in which the lists followed."""
    lists = list(lists)
    rows = RatingRow.objects.filter(
        rating_list__period_id__in={rating_list.period_id for rating_list in lists},
        rating_list__unit_id__in={rating_list.unit_id for rating_list in lists},
    )
    joined = rows.select_related("rating_list", "dossier__managing_unit", "dossier__cadre", "decision")
    long = ("decision__snapshot", *(f"dossier__{name}" for name in LONG))
    return joined.defer(*long).order_by("rating_list__sequence", "order", "pk")


def newest_closed(rows: Iterable[RatingRow]) -> dict[Place, list[RatingRow]]:
    """A person who was reopened and rated again on a supplement is there with the newest row alone."""
    newest: dict[Place, dict[int, RatingRow]] = {}
    for row in rows:
        if row.rating_list.stage == ListStage.CLOSED:
            newest.setdefault(key_of(row.rating_list), {})[row.dossier_id] = row
    return {place: list(found.values()) for place, found in newest.items()}


def tally(
    rating_list: RatingList,
    rows: Sequence[RatingRow],
    closed: Sequence[RatingRow] | None = None,
    *,
    reader: User | None = None,
) -> Tally:
    """What the cap counts: these rows and those of the lists closed before, the unit's own head left out (6.1).

    It names whose Xuất sắc was given before as far as this `reader` may know of it; where nobody asks, as far as everybody may.
    """
    if closed is None:
        closed = closed_before([rating_list]).get(key_of(rating_list), [])
    counted = [row for row in with_before(rows, closed) if row.rating and not is_own_head(row, rating_list)]
    policy = rating_list.period.policy_for(None).law()  # the bases are the province's
    return Tally(
        count_ratings(Rating(row.rating) for row in counted),
        rating_list.rate,
        policy.block_base,
        policy.warn_base,
        _earlier(counted, rows, closed, reader),
        binding=is_deciding(rating_list.kind) or policy.proposal_cap is Severity.BLOCK,
    )


def hides(
    rating_list: RatingList,
    rows: Sequence[RatingRow],
    closed: Sequence[RatingRow],
    *,
    reader: User | None,
) -> bool:
    """Bước 6: whether somebody is counted whose rating this reader may not know yet, their own or a principal's.

    Then no figure of the cap is told them and no name: who can subtract would read the rating from it.
    """
    rated = [row for row in with_before(rows, closed) if row.rating and not is_own_head(row, rating_list)]
    return reader is not None and not all(permissions.sees_review(reader, row.dossier) for row in rated)


def _earlier(
    counted: Sequence[RatingRow],
    rows: Sequence[RatingRow],
    closed: Sequence[RatingRow],
    reader: User | None,
) -> tuple[str, ...]:
    """Names of those counted as Xuất sắc whose Xuất sắc was given before: it stands, or is given to them again.

    Who is not on these rows stays nameless to themself until it is made known.
    """
    held = {row.dossier_id for row in closed if row.rating == Rating.EXCELLENT and _in_force(row)}
    here = {row.dossier_id for row in rows}
    kept = (row.dossier for row in counted if row.rating == Rating.EXCELLENT and row.dossier_id in held)
    return tuple(it.cadre.full_name if it.pk in here or _may_know(reader, it) else NAMELESS for it in kept)


def _may_know(reader: User | None, dossier: Dossier) -> bool:
    return permissions.sees_review(reader, dossier) if reader else dossier.is_made_known


def _in_force(row: RatingRow) -> bool:
    """What was given once and then replaced by another decision is given anew."""
    decision = getattr(row, "decision", None)
    return decision is None or decision.superseded_at is None


def with_before(rows: Sequence[RatingRow], closed: Sequence[RatingRow]) -> list[RatingRow]:
    """These rows and those closed before that still count, each person once: here as they now stand."""
    here = {row.dossier_id for row in rows}
    return [*rows, *(row for row in closed if row.dossier_id not in here and _counts(row))]


def _counts(row: RatingRow) -> bool:
    """Who stands beyond the list; and who was reopened since, for their decision is in force until there is another."""
    kept = hasattr(row, "decision") and _in_force(row)
    return kept or still_counts(row)


def is_own_head(row: RatingRow, rating_list: RatingList) -> bool:
    """6.1: the head of the list's own unit is left out of both sides, by whichever of their posts they head it.

    Heads of lower units count like everybody; in a group made of heads they count among themselves. A closed row counts as it
    was closed: where its person sits since is no matter of what was decided then.
    """
    if row.headed is not None:
        return row.headed
    if move_of(rating_list.kind).grouped:
        return False
    if row.dossier.leadership == Leadership.HEAD and row.dossier.unit_id == rating_list.unit_id:
        return True
    brought = row.heads_here
    return _heads(row.dossier, rating_list.unit_id) if brought is None else brought


def _heads(dossier: Dossier, unit: int) -> bool:
    return any(seat.unit_id == unit and seat.leadership == Leadership.HEAD for seat in dossier.seats.all())
