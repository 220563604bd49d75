"""A list as a page shows it: its rows judged, its cap with the sum behind it, and who has still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.stages import ListStage
from evaluation.lists.listing.carrying import carry_answers, carry_summaries
from evaluation.lists.listing.counting import (
    closed_before,
    hides,
    is_own_head,
    tally,
    with_before,
)
from evaluation.lists.listing.judging import Line, judge, over, standing
from evaluation.lists.listing.members import (
    is_elsewhere,
    key_of,
    mine,
    not_ready,
    ready,
    rows_for,
    still_counts,
)
from evaluation.lists.models import RatingList, RatingRow
from regulation.cap import Tally
from regulation.findings import Finding
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from cadres.models import User


class Cap(TypedDict):
    """The cap with the sum behind it: what it counts, who is left out (6.1), how many rows of other lists count too.

    `hides`: somebody is counted whose rating the reader may not know yet, their own or a principal's: no figure is told.
    """

    counted: Tally
    heads: tuple[str, ...]
    before: int
    hides: bool


@dataclass(frozen=True)
class Board:
    """A draft as one person sees it: rows about themself are left out."""

    rating_list: RatingList
    lines: tuple[Line, ...]
    counted: Tally
    heads: tuple[str, ...]
    before: int
    hides: bool

    @cached_property
    def own(self) -> int:
        """How many more are ready: about whom the reader does not judge."""
        return ready(self.rating_list).count() - len(self.lines)

    @property
    def blocking(self) -> list[Finding]:
        return standing(self.lines, self.counted, hidden=self.hides)

    @property
    def over(self) -> list[Finding]:
        """What the cap forbids, or asks a reason for."""
        return over(self.counted, hidden=self.hides)

    @property
    def to_answer(self) -> bool:
        """Whether the list is over the narrower base, and so owes a reason when it is closed."""
        return any(not finding.blocks for finding in self.over)

    @property
    def to_mend(self) -> list[Finding]:
        """What rows owe; the cap is told beside its figures."""
        return [finding for line in self.lines for finding in line.owed]

    @property
    def queue(self) -> list[tuple[RatingRow, bool]]:
        """Those rated Xuất sắc in the order in which ties are offered, each with whether the cap reaches them."""
        rated = by_points(
            line.row for line in self.lines if line.row.rating == Rating.EXCELLENT and _counts(line)
        )
        elsewhere = self.counted.blocking.used - len(rated)
        room = self.counted.blocking.allowed - elsewhere
        return [(row, place <= room) for place, row in enumerate(rated, start=1)]


def named_rows(rating_list: RatingList, user: User) -> list[RatingRow]:
    """Those whom this person may rate, for whoever asks neither what was drafted of them nor what the law says."""
    return rows_for(rating_list, mine(rating_list, user).for_rows().in_order(), kept={})


def draft_rows(rating_list: RatingList, user: User, *, closer: bool) -> list[RatingRow]:
    """The rows that this person may rate (or look at), each with the facts of its dossier."""
    own = ~permissions.INTERESTED.q(user)
    waiting = mine(rating_list, user) if closer else ready(rating_list).filter(own)
    rows = rows_for(rating_list, waiting.in_order().with_facts_in(rating_list.period))
    carry_summaries(rows)
    carry_answers(rows)
    return rows


def board_of(rating_list: RatingList, rows: Sequence[RatingRow], reader: User) -> Board:
    """The rows, with whatever was typed into them, judged and counted."""
    closed = closed_before([rating_list]).get(key_of(rating_list), [])
    return counted_board(rating_list, [judge(row) for row in rows], closed, reader)


def counted_board(
    rating_list: RatingList, lines: Sequence[Line], closed: Sequence[RatingRow], reader: User
) -> Board:
    """Lines already judged, with the cap over them and those closed before."""
    cap = cap_of(rating_list, [line.row for line in lines], closed, reader)
    return Board(
        rating_list,
        tuple(lines if cap["hides"] else _placed(lines, cap["counted"])),
        cap["counted"],
        cap["heads"],
        cap["before"],
        cap["hides"],
    )


def cap_of(
    rating_list: RatingList, rows: Sequence[RatingRow], closed: Sequence[RatingRow], reader: User
) -> Cap:
    """The cap over these rows and those closed before, for this reader."""
    together = with_before(rows, closed)
    left_out = [row for row in together if is_own_head(row, rating_list)]
    elsewhere = [row for row in together if row.rating_list.pk != rating_list.pk]
    return {
        "counted": tally(rating_list, rows, closed, reader=reader),
        "heads": tuple(row.name or row.dossier.cadre.full_name for row in left_out),
        "before": len(elsewhere),
        "hides": hides(rating_list, rows, closed, reader=reader),
    }


def awaited(rating_list: RatingList) -> list[Dossier]:
    """Those of this level who have still to come, with what tells for whom they wait."""
    return list(not_ready(rating_list).for_rows().select_related("plan").in_order())


def by_points(rows: Iterable[RatingRow]) -> list[RatingRow]:
    """Ties are offered in the order of the uncapped total, then of the total."""
    return sorted(rows, key=_points, reverse=True)


def _placed(lines: Sequence[Line], counted: Tally) -> Iterator[Line]:
    """Where more people could be rated Xuất sắc than may be: each with their place by points, the same for equal points."""
    able = [_points(line.row) for line in lines if line.verdict.permits(Rating.EXCELLENT) and _counts(line)]
    for line in lines:
        asked = len(able) > counted.blocking.allowed and line.verdict.permits(Rating.EXCELLENT)
        place = 1 + sum(points > _points(line.row) for points in able) if asked and _counts(line) else 0
        yield replace(line, place=place)


def _counts(line: Line) -> bool:
    return not is_own_head(line.row, line.row.rating_list)


def _points(row: RatingRow) -> tuple[Decimal, Decimal]:
    dossier = row.dossier
    return dossier.uncapped_total or Decimal(0), dossier.total or Decimal(0)


def closed_rows(rating_list: RatingList, user: User) -> list[RatingRow]:
    """The frozen rows but for one about the reader that is not decided yet; `moved` where a dossier was taken up again or left."""
    kept = rating_list.rows.select_related("dossier__cadre", "decision")
    rows = [row for row in kept if permissions.sees_review(user, row.dossier)]
    later = key_of(rating_list).lists().filter(sequence__gt=rating_list.sequence, stage=ListStage.CLOSED)
    again = set(RatingRow.objects.filter(rating_list__in=later).values_list("dossier_id", flat=True))
    for row in rows:
        row.rating_list = rating_list
        row.moved = row.dossier_id in again or not still_counts(row)
        row.elsewhere = is_elsewhere(row)
    return rows
