"""What the quarters of a year mean for the year (Mục 5): the bar on Xuất sắc, replacement at once, the tie-break."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from regulation.findings import Finding, Ground
from regulation.policy import Policy
from regulation.quarters import Quarter
from regulation.runs import QuarterResult, adjacent, between, deferral, nothing, of, stretches
from regulation.vocabulary import Level, Rating

__all__ = [
    "REPLACE",
    "WEIGH",
    "YEAR_BAR",
    "QuarterResult",
    "Rounds",
    "YearVerdict",
    "assess_year",
    "named",
    "replace",
    "weigh",
    "year_bar",
]

YEAR_BAR = Ground("year-bar", "5", Level.NATIONAL, "Xếp loại cả năm khi có quý Không hoàn thành nhiệm vụ")
REPLACE = Ground("replace", "5", Level.NATIONAL, "Thay thế khi không hoàn thành nhiệm vụ từ 02 quý liên tiếp")
WEIGH = Ground("replace", "5", Level.ASSUMPTION, "Giữa các quý Không hoàn thành có quý chưa đánh giá")
_BY_THE_GUIDELINE = Policy()


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
    quarters = tuple(of(Quarter(year, number), known) for number in (1, 2, 3, 4))
    reopened = {quarter for quarter, result in known.items() if result.reopened}
    runs = tuple(run for run in stretches(known, nothing) if run[-1].year == year)
    bridged = (run for run in stretches(known, deferral) if run[-1].year == year)
    apart = tuple(run for run in bridged if not adjacent(run))
    return YearVerdict(
        year,
        quarters,
        (*replace(runs, reopened), *weigh(apart, reopened), *year_bar(quarters)),
        sum(result.proposed is Rating.EXCELLENT for result in quarters),
        runs,
        apart,
        tuple(result.quarter for result in quarters if _is_awaited(result, known, rounds)),
    )


def year_bar(quarters: Iterable[QuarterResult]) -> Iterator[Finding]:
    """Mục 5, first dash: with one quarter Không hoàn thành the year is not Xuất sắc."""
    quarters = list(quarters)
    failed = [result.quarter for result in quarters if result.failed]
    if failed:
        reopened = {result.quarter for result in quarters if result.reopened}
        yield YEAR_BAR.limit(
            Rating.GOOD,
            f"{named(failed)} xếp loại “{Rating.NOT_COMPLETED.label}”: cả năm {failed[0].year} không xếp loại "
            f"“{Rating.EXCELLENT.label}”.{_taken_up(failed, reopened)}",
            "Mức xếp loại khác của quý đó, khi cấp có thẩm quyền mở lại và quyết định lại.",
        )


def replace(runs: Iterable[tuple[Quarter, ...]], reopened: Container[Quarter] = ()) -> Iterator[Finding]:
    """Mục 5, third dash: two consecutive quarters Không hoàn thành or more, replaced at once."""
    for run in runs:
        yield REPLACE.inform(
            f"Xếp loại “{Rating.NOT_COMPLETED.label}” {len(run):02} quý liên tiếp ({named(run)}): "
            f"thuộc diện thực hiện ngay việc thay thế.{_taken_up(run, reopened)}"
        )


def weigh(runs: Iterable[tuple[Quarter, ...]], reopened: Container[Quarter] = ()) -> Iterator[Finding]:
    """Mục 5 and 7.d: no clause says whether a quarter that was deferred parts two failed ones; whoever is competent does."""
    for run in runs:
        deferred = [quarter for earlier, later in pairwise(run) for quarter in between(earlier, later)]
        yield WEIGH.inform(
            f"Xếp loại “{Rating.NOT_COMPLETED.label}” {named(run)}; giữa các quý đó, {named(deferred)} chưa đánh giá "
            "(Mục 7.d). Hướng dẫn không nêu như vậy có phải là 02 quý liên tiếp hay không: cấp có thẩm quyền xem xét, "
            f"quyết định việc thay thế.{_taken_up(run, reopened)}"
        )


def _is_awaited(result: QuarterResult, known: Mapping[Quarter, QuarterResult], rounds: Rounds) -> bool:
    """Whether a rating may still come: the dossier is open, or there is none and the round has not passed."""
    if result.rating or result.set_aside or not rounds.rates(result.quarter):
        return False
    return result.quarter in known or result.quarter >= rounds.running


def _taken_up(quarters: Iterable[Quarter], reopened: Container[Quarter]) -> str:
    """What is said of those among the quarters whose decision may yet be another one."""
    found = [quarter for quarter in quarters if quarter in reopened]
    if not found:
        return ""
    return f" {named(found)} đang được mở lại để xem xét: quyết định trước còn hiệu lực đến khi có quyết định mới."


def named(quarters: Sequence[Quarter]) -> str:
    """Quý II/2026, Quý III/2026 và Quý IV/2026."""
    *first, last = [quarter.label for quarter in quarters]
    return f"{', '.join(first)} và {last}" if first else last
