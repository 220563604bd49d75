"""Some people of a draft, chosen to be closed before the others: who of them can be, and why the others cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.lists.listing.boards import Board, board_of
from evaluation.lists.listing.carrying import carry_answers
from evaluation.lists.listing.judging import Line, judge
from evaluation.lists.listing.members import mine, rows_for

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.lists.models import RatingList

OWN = "hồ sơ của chính đồng chí, hoặc của người đồng chí thay mặt."


@dataclass(frozen=True)
class Part:
    """The chosen who can be closed, judged and counted together; each of the others with what stands in the way."""

    board: Board
    left: tuple[tuple[Dossier, tuple[str, ...]], ...]


def part_of(rating_list: RatingList, chosen: Collection[int], user: User) -> Part:
    """As drafted: whoever is not ready, owes something or is the reader's own does not hold up the others."""
    waiting = mine(rating_list, user).filter(pk__in=chosen).in_order()
    rows = rows_for(rating_list, waiting.with_facts_in(rating_list.period))
    carry_answers(rating_list, rows)
    lines = [judge(row) for row in rows]
    able = [line.row for line in lines if not line.owed]
    owing = [(line.row.dossier, tuple(_owed(line))) for line in lines if line.owed]
    elsewhere = _elsewhere(rating_list, set(chosen) - {row.dossier_id for row in rows}, user)
    return Part(board_of(rating_list, able, user), (*owing, *elsewhere))


def _owed(line: Line) -> Iterator[str]:
    """What the row owes, to be said behind the person's name."""
    name = f"{line.row.dossier.cadre.full_name}: "
    return (finding.sentence.removeprefix(name) for finding in line.owed)


def _elsewhere(
    rating_list: RatingList, chosen: Collection[int], user: User
) -> Iterator[tuple[Dossier, tuple[str, ...]]]:
    """Those who do not wait here for this person, as far as they may see them."""
    for dossier in Dossier.objects.visible_to(user).filter(pk__in=chosen).for_rows().in_order():
        yield dossier, (why_not(dossier, user, rating_list),)


def why_not(dossier: Dossier, user: User, rating_list: RatingList | None = None) -> str:
    """In a sentence that follows the name."""
    if permissions.INTERESTED.allows(user, dossier):
        return OWN
    if rating_list and dossier.group_id != rating_list.group_id:
        return "không thuộc nhóm của danh sách này."
    return f"đang ở bước “{dossier.get_stage_display()}”."
