"""The cap on "Hoàn thành xuất sắc nhiệm vụ" in one list (Mục 6.1; open-questions 22).

Who counts is the caller's to say: the list's own head, and the deferred, exempt and unrated, are
left out before anything is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from regulation.numbers import HUNDRED, half_up
from regulation.vocabulary import CapBase, Rating

_BELOW = (Rating.GOOD, Rating.COMPLETED, Rating.NOT_COMPLETED)
_IN_BASE = {
    CapBase.GOOD_OR_BETTER: (Rating.EXCELLENT, Rating.GOOD),
    CapBase.GOOD_ONLY: (Rating.GOOD,),
    CapBase.ALL_RATED: tuple(Rating),
}


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many Xuất sắc a list holds, may hold, and how many more could still be raised."""

    used: int
    allowed: int
    base_count: int
    left: int
    over: bool


def allowance(counts: Mapping[Rating, int], base: CapBase, rate: Decimal) -> Allowance:
    """Used, allowed and left for a list's ratings; `rate` in % (20, or 25 with a document).

    `left` is the largest number that could be raised to Xuất sắc with the cap kept after raising
    them. Those rated Tốt are raised first, then Hoàn thành, then Không hoàn thành: nobody is
    supposed to jump over a better one so that the base grows.
    """
    if not 1 <= rate <= HUNDRED:
        raise ValueError("Tỷ lệ phải từ 1 đến 100 %")
    used = counts.get(Rating.EXCELLENT, 0)
    allowed = _allowed(counts, base, rate)
    return Allowance(used, allowed, _base(counts, base), _left(counts, base, rate), used > allowed)


@dataclass(frozen=True, slots=True)
class Tally:
    """The ratings of one list, and by which share and bases its closing is stopped or warned.

    `earlier` names those whose Xuất sắc was given before and stands without this list; `binding`: a list of this kind is
    stopped by its cap, and not warned alone (open-questions 30).
    """

    counts: Mapping[Rating, int]
    rate: Decimal
    block_base: CapBase = CapBase.GOOD_OR_BETTER
    warn_base: CapBase = CapBase.GOOD_ONLY
    earlier: tuple[str, ...] = ()
    binding: bool = True

    @property
    def blocking(self) -> Allowance:
        """The allowance that stops the closing of the list."""
        return allowance(self.counts, self.block_base, self.rate)

    @property
    def warning(self) -> Allowance:
        """The allowance beyond which the list must say why."""
        return allowance(self.counts, self.warn_base, self.rate)

    @property
    def gives_none(self) -> bool:
        """Whether the list gives nobody an Xuất sắc that was not theirs before: it lowers, or leaves things as they are."""
        return self.blocking.used == len(self.earlier)

    @property
    def stops(self) -> bool:
        """Whether the list may not be closed so."""
        return self.binding and self.blocking.over and not self.gives_none

    @property
    def spares(self) -> bool:
        """Whether the cap would stop the list, and does not: over it are only those who were Xuất sắc before."""
        return self.binding and self.blocking.over and self.gives_none


def count_ratings(ratings: Iterable[Rating | None]) -> dict[Rating, int]:
    """How often each rating occurs; rows not yet rated are left out."""
    counted = Counter(rating for rating in ratings if rating is not None)
    return {rating: counted[rating] for rating in Rating}


def _base(counts: Mapping[Rating, int], base: CapBase) -> int:
    return sum(counts.get(rating, 0) for rating in _IN_BASE[base])


def _allowed(counts: Mapping[Rating, int], base: CapBase, rate: Decimal) -> int:
    return int(half_up(rate * _base(counts, base) / HUNDRED, 0))


def _left(counts: Mapping[Rating, int], base: CapBase, rate: Decimal) -> int:
    """Each one raised adds 1 to the used and at most 1 to the allowed: after one failure, only failures."""
    candidates = sum(counts.get(rating, 0) for rating in _BELOW)
    possible = (_raise(counts, number) for number in range(1, candidates + 1))
    return sum(1 for _ in takewhile(lambda raised: _kept(raised, base, rate), possible))


def _kept(counts: Mapping[Rating, int], base: CapBase, rate: Decimal) -> bool:
    return counts.get(Rating.EXCELLENT, 0) <= _allowed(counts, base, rate)


def _raise(counts: Mapping[Rating, int], number: int) -> dict[Rating, int]:
    """The counts after raising so many, the best rated first."""
    raised = {Rating.EXCELLENT: counts.get(Rating.EXCELLENT, 0) + number}
    for rating in _BELOW:
        taken = min(number, counts.get(rating, 0))
        raised[rating] = counts.get(rating, 0) - taken
        number -= taken
    return raised
