"""One person's quarters in a row, and the stretches of failed ones that follow on each other (Mục 5, third dash)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regulation.quarters import Quarter
from regulation.vocabulary import Rating


@dataclass(frozen=True, slots=True)
class QuarterResult:
    """What a quarter was for one person: the rating decided, the one proposed before, or set aside (7.d, 7.e, 3.3).

    `deferred` is one set aside whose results go on into the next quarter (7.d); `reopened`: the decision is taken up again,
    and stays in force until a new one replaces it (open-questions 29).
    """

    quarter: Quarter
    rating: Rating | None = None
    proposed: Rating | None = None
    set_aside: bool = False
    deferred: bool = False
    reopened: bool = False

    @property
    def failed(self) -> bool:
        """Whether it was decided as Không hoàn thành nhiệm vụ."""
        return self.rating is Rating.NOT_COMPLETED


def stretches(
    known: Mapping[Quarter, QuarterResult], goes_on: Callable[[QuarterResult], bool]
) -> Iterator[tuple[Quarter, ...]]:
    """The stretches of two failed quarters and more, each as long as it goes, over the turn of the year.

    Consecutive is what the calendar says: any other quarter ends the stretch, rated, awaited or without a dossier, but
    for one over which it `goes_on`.
    """
    run: list[Quarter] = []
    for result in _in_a_row(known):
        if result.failed:
            run.append(result.quarter)
        elif not goes_on(result):
            yield from _long(run)
            run = []
    yield from _long(run)


def nothing(result: QuarterResult) -> bool:
    """Goes on over no other quarter: two consecutive ones stand next to each other."""
    return False


def deferral(result: QuarterResult) -> bool:
    """Goes on over a quarter whose results the next one took over (7.d)."""
    return result.deferred


def adjacent(run: Sequence[Quarter]) -> bool:
    """Whether each quarter is the calendar's next after the one before."""
    return all(earlier.next() == later for earlier, later in pairwise(run))


def between(earlier: Quarter, later: Quarter) -> Iterator[Quarter]:
    """The quarters after the one and before the other."""
    quarter = earlier.next()
    while quarter < later:
        yield quarter
        quarter = quarter.next()


def _in_a_row(known: Mapping[Quarter, QuarterResult]) -> Iterator[QuarterResult]:
    """From the first failed quarter to the last, none left out: most people have none."""
    failed = [quarter for quarter, result in known.items() if result.failed]
    if failed:
        yield of(min(failed), known)
        for quarter in between(min(failed), max(failed).next()):
            yield of(quarter, known)


def of(quarter: Quarter, known: Mapping[Quarter, QuarterResult]) -> QuarterResult:
    """What is known of the quarter, else that there is nothing."""
    return known.get(quarter) or QuarterResult(quarter)


def _long(run: list[Quarter]) -> Iterator[tuple[Quarter, ...]]:
    if len(run) > 1:
        yield tuple(run)
