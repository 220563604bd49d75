"""Some people who wait for the province, chosen to be decided before the others: who of them can be, and why the others cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists.listing.boards import Board, counted_board
from evaluation.lists.listing.carrying import carry_answers, carry_summaries
from evaluation.lists.listing.counting import closed_before
from evaluation.lists.listing.judging import Line, judge
from evaluation.lists.listing.members import Place, key_of, members_of, move_of, place_of, rows_for
from evaluation.lists.models import RatingList, RatingRow

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Period

IN_ORDER = ("group__order", "group_id", "sequence")
KIND = ListKind.PROVINCE_DECISION
OWN = "hồ sơ của chính đồng chí, hoặc của người đồng chí thay mặt."


@dataclass(frozen=True)
class Parts:
    """The chosen who can be decided, by the lists of their groups (the cap is the group's); each of the others with why not."""

    boards: tuple[Board, ...]
    left: tuple[tuple[Dossier, tuple[str, ...]], ...]


def parts_of(period: Period, chosen: Collection[int], user: User) -> Parts:
    """As drafted: whoever is not ready, owes something or is the reader's own does not hold up the others.

    In a fixed number of queries, however many groups they are of.
    """
    rows = _rows(period, chosen, user)
    carry_summaries(rows)
    carry_answers(rows)
    lines = [judge(row) for row in rows]
    boards = _boards([line for line in lines if not line.owed], user)
    owing = [(line.row.dossier, tuple(_owed(line))) for line in lines if line.owed]
    elsewhere = _elsewhere(period, set(chosen) - {row.dossier_id for row in rows}, user)
    return Parts(tuple(boards), (*owing, *elsewhere))


def _rows(period: Period, chosen: Collection[int], user: User) -> list[RatingRow]:
    """Of those who wait for this user's decision, each on the open list of their group, in the order of groups and papers."""
    waiting = members_of(KIND, period.pk).filter(move_of(KIND).by.q(user), pk__in=chosen)
    people = waiting.filter(stage__in=move_of(KIND).source).in_order().with_facts_in(period)
    by_place: dict[Place, list[Dossier]] = {}
    for dossier in people:
        by_place.setdefault(place_of(dossier, KIND), []).append(dossier)
    lists = _open_lists(period, user) if by_place else []
    return [row for one in lists for row in rows_for(one, by_place.get(key_of(one), []), _kept(one))]


def _open_lists(period: Period, user: User) -> list[RatingList]:
    lists = RatingList.objects.visible_to(user).filter(period=period, kind=KIND, stage=ListStage.DRAFT)
    found = list(lists.select_related("unit", "group").prefetch_related("rows").order_by(*IN_ORDER))
    for one in found:
        one.period = period  # one for all, with its rules
    return found


def _kept(rating_list: RatingList) -> dict[int, RatingRow]:
    return {row.dossier_id: row for row in rating_list.rows.all()}


def _boards(lines: Sequence[Line], user: User) -> Iterator[Board]:
    """One for each list on which somebody can be decided."""
    by_list: dict[RatingList, list[Line]] = {}
    for line in lines:
        by_list.setdefault(line.row.rating_list, []).append(line)
    closed = closed_before(by_list)
    for rating_list, here in by_list.items():
        yield counted_board(rating_list, here, closed.get(key_of(rating_list), []), user)


def _owed(line: Line) -> Iterator[str]:
    """What the row owes, to be said behind the person's name."""
    name = f"{line.row.dossier.cadre.full_name}: "
    return (finding.sentence.removeprefix(name) for finding in line.owed)


def _elsewhere(
    period: Period, chosen: Collection[int], user: User
) -> Iterator[tuple[Dossier, tuple[str, ...]]]:
    """Those who do not wait for this person, as far as they may see them."""
    for dossier in Dossier.objects.of(period).visible_to(user).filter(pk__in=chosen).for_rows().in_order():
        yield dossier, (why_not(dossier, user),)


def why_not(dossier: Dossier, user: User) -> str:
    """In a sentence that follows the name."""
    if permissions.INTERESTED.allows(user, dossier):
        return OWN
    return f"đang ở bước “{dossier.get_stage_display()}”."
