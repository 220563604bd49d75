"""What the quarters of a year mean for the year (Mục 5): the bar on Xuất sắc, replacement at once, the tie-break."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from regulation.findings import Finding, Ground
from regulation.policy import Policy
from regulation.quarters import Quarter
from regulation.vocabulary import Level, Rating

YEAR_BAR = Ground("year-bar", "5", Level.NATIONAL, "Xếp loại cả năm khi có quý Không hoàn thành nhiệm vụ")
REPLACE = Ground("replace", "5", Level.NATIONAL, "Thay thế khi không hoàn thành nhiệm vụ từ 02 quý liên tiếp")
WEIGH = Ground("replace", "5", Level.ASSUMPTION, "Giữa các quý Không hoàn thành có quý chưa đánh giá")
_BY_THE_GUIDELINE = Policy()


@dataclass(frozen=True, slots=True)
class QuarterResult:
    """What a quarter was for one person: the rating decided, the one proposed before, or set aside (7.d, 7.e, 3.3).

    `deferred` is one set aside whose results go on into the next quarter (7.d).
    """

    quarter: Quarter
    rating: Rating | None = None
    proposed: Rating | None = None
    set_aside: bool = False
    deferred: bool = False

    @property
    def failed(self) -> bool:
        """Whether it was decided as Không hoàn thành nhiệm vụ."""
        return self.rating is Rating.NOT_COMPLETED


@dataclass(frozen=True, slots=True)
class Rounds:
    """The round that is running, and by year the policy that says whether Quý IV is rated by itself.

    A year without a policy goes by the guideline ("hằng quý").
    """

    running: Quarter
    policies: Mapping[int, Policy] = field(default_factory=dict)

    def rates(self, quarter: Quarter) -> bool:
        """Whether the quarter has a rating of its own, or is left to the year-end rating."""
        return quarter.number < 4 or self.policies.get(quarter.year, _BY_THE_GUIDELINE).rates_fourth_quarter


@dataclass(frozen=True, slots=True)
class YearVerdict:
    """The year's four quarters, what they forbid and ask, and how often Xuất sắc was proposed.

    `runs` are the stretches of two or more failed quarters that end in the year, `apart` those of which only deferred
    quarters part the failed ones; `awaited` are the quarters that are still to be rated: not yet decided, or without a
    dossier while their round has not passed.
    """

    year: int
    quarters: tuple[QuarterResult, ...]
    findings: tuple[Finding, ...]
    proposed_excellent: int
    runs: tuple[tuple[Quarter, ...], ...]
    apart: tuple[tuple[Quarter, ...], ...]
    awaited: tuple[Quarter, ...]

    @property
    def limit(self) -> Rating | None:
        """The highest rating that the year may still have, where something bars a higher one."""
        limits = [finding.limit for finding in self.findings if finding.limit is not None]
        return Rating.lowest(limits) if limits else None

    @property
    def to_replace(self) -> bool:
        """Whether the person is listed for replacement at once."""
        return bool(self.runs)

    @property
    def to_weigh(self) -> bool:
        """Whether it is for the competent level to say if the person is to be replaced."""
        return bool(self.apart) and not self.runs


def assess_year(year: int, results: Iterable[QuarterResult], rounds: Rounds) -> YearVerdict:
    """Read one person's quarters for the year; those of the years before it tell what the first ones follow on.

    A rating once decided counts. Where the year's policy leaves Quý IV to the year-end rating, an unrated one is awaited
    by nobody.
    """
    known = {result.quarter: result for result in results if result.quarter.year <= year}
    quarters = tuple(_of(Quarter(year, number), known) for number in (1, 2, 3, 4))
    runs = tuple(run for run in _stretches(known, _nothing) if run[-1].year == year)
    bridged = (run for run in _stretches(known, _deferral) if run[-1].year == year)
    apart = tuple(run for run in bridged if not _adjacent(run))
    return YearVerdict(
        year,
        quarters,
        (*replace(runs), *weigh(apart), *year_bar(quarters)),
        sum(result.proposed is Rating.EXCELLENT for result in quarters),
        runs,
        apart,
        tuple(result.quarter for result in quarters if _is_awaited(result, known, rounds)),
    )


def year_bar(quarters: Iterable[QuarterResult]) -> Iterator[Finding]:
    """Mục 5, first dash: with one quarter Không hoàn thành the year is not Xuất sắc."""
    failed = [result.quarter for result in quarters if result.failed]
    if failed:
        yield YEAR_BAR.limit(
            Rating.GOOD,
            f"{_named(failed)} xếp loại “{Rating.NOT_COMPLETED.label}”: cả năm {failed[0].year} không xếp loại "
            f"“{Rating.EXCELLENT.label}”.",
            "Mức xếp loại khác của quý đó, khi cấp có thẩm quyền mở lại và quyết định lại.",
        )


def replace(runs: Iterable[tuple[Quarter, ...]]) -> Iterator[Finding]:
    """Mục 5, third dash: two consecutive quarters Không hoàn thành or more, replaced at once."""
    for run in runs:
        yield REPLACE.inform(
            f"Xếp loại “{Rating.NOT_COMPLETED.label}” {len(run):02} quý liên tiếp ({_named(run)}): "
            "thuộc diện thực hiện ngay việc thay thế."
        )


def weigh(stretches: Iterable[tuple[Quarter, ...]]) -> Iterator[Finding]:
    """Mục 5 and 7.d: no clause says whether a quarter that was deferred parts two failed ones; whoever is competent does."""
    for run in stretches:
        between = [quarter for earlier, later in pairwise(run) for quarter in _between(earlier, later)]
        yield WEIGH.inform(
            f"Xếp loại “{Rating.NOT_COMPLETED.label}” {_named(run)}; giữa các quý đó, {_named(between)} chưa đánh giá "
            "(Mục 7.d). Hướng dẫn không nêu như vậy có phải là 02 quý liên tiếp hay không: cấp có thẩm quyền xem xét, "
            "quyết định việc thay thế."
        )


def _stretches(
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


def _nothing(result: QuarterResult) -> bool:
    return False


def _deferral(result: QuarterResult) -> bool:
    return result.deferred


def _adjacent(run: Sequence[Quarter]) -> bool:
    return all(earlier.next() == later for earlier, later in pairwise(run))


def _between(earlier: Quarter, later: Quarter) -> Iterator[Quarter]:
    """The quarters after the one and before the other."""
    quarter = earlier.next()
    while quarter < later:
        yield quarter
        quarter = quarter.next()


def _in_a_row(known: Mapping[Quarter, QuarterResult]) -> Iterator[QuarterResult]:
    """From the first quarter known to the last, none left out."""
    quarter = min(known, default=None)
    while quarter and quarter <= max(known):
        yield _of(quarter, known)
        quarter = quarter.next()


def _of(quarter: Quarter, known: Mapping[Quarter, QuarterResult]) -> QuarterResult:
    return known.get(quarter) or QuarterResult(quarter)


def _long(run: list[Quarter]) -> Iterator[tuple[Quarter, ...]]:
    if len(run) > 1:
        yield tuple(run)


def _is_awaited(result: QuarterResult, known: Mapping[Quarter, QuarterResult], rounds: Rounds) -> bool:
    """Whether a rating may still come: the dossier is open, or there is none and the round has not passed."""
    if result.rating or result.set_aside or not rounds.rates(result.quarter):
        return False
    return result.quarter in known or result.quarter >= rounds.running


def _named(quarters: Sequence[Quarter]) -> str:
    """Quý II/2026, Quý III/2026 và Quý IV/2026."""
    *first, last = [quarter.label for quarter in quarters]
    return f"{', '.join(first)} và {last}" if first else last
