"""What a year's rating needs (Mục 5; 3.3): the highest permitted, the suggestion, what is missing, whom the cap takes first.

A rule is one object: a check beneath its code, clause, level and title. What a person's quarters mean stands in `years`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from regulation.cap import Tally
from regulation.findings import Finding, Ground
from regulation.runs import QuarterResult
from regulation.vocabulary import Level, Rating
from regulation.years import YearVerdict, named

BY_QUARTERS = (
    "Mức gợi ý là mức cao nhất mà quá nửa số quý đã được xếp loại đạt tới, không vượt mức cao nhất được phép."
)
_GROUNDED = (Rating.EXCELLENT, Rating.NOT_COMPLETED)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """One person's quarters, and what a list says of their year.

    `begun`: the last quarter has. `rates_fourth`: Quý IV has a rating of its own, else its written result is `fourth`.
    `unbound`: 3.3, second dash, rated by no quarter. `ground`, `reason`, `answer`: why so, why not as suggested, what is
    said to the warnings.
    """

    verdict: YearVerdict
    begun: bool = True
    rates_fourth: bool = True
    unbound: bool = False
    rating: Rating | None = None
    ground: str = ""
    reason: str = ""
    answer: str = ""
    fourth: str = ""

    @property
    def rated(self) -> tuple[QuarterResult, ...]:
        """The quarters with a rating."""
        return tuple(result for result in self.verdict.quarters if result.rating)

    @property
    def owes_fourth(self) -> bool:
        """5.2: whether the result of Quý IV is to be written, for no rating tells of it."""
        fourth = self.verdict.quarters[-1]
        return not (self.unbound or self.rates_fourth or fourth.rating or fourth.set_aside)

    @property
    def highest_permitted(self) -> Rating:
        """The highest rating that the year may have."""
        return self.verdict.limit or Rating.EXCELLENT

    @property
    def suggested(self) -> Rating | None:
        """`BY_QUARTERS`: the guideline names the quarters as the basis and gives no formula; None where no quarter speaks."""
        ranked = sorted((result.rating for result in self.rated if result.rating), key=lambda one: one.rank)
        if self.unbound or not ranked:
            return None
        return Rating.lowest((ranked[(len(ranked) - 1) // 2], self.highest_permitted))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is to be seen and answered, whatever the list says."""
        return tuple(finding for rule in RULES for finding in rule(self) if finding.warns)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the quarters forbid and ask, then what the list owes."""
        return (*self.verdict.findings, *(finding for rule in RULES for finding in rule(self)))

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What forbids closing the row."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def is_ready(self) -> bool:
        """Whether the year can be rated at all by now."""
        return not [*not_begun(self), *awaited(self), *unrated(self)]


Check = Callable[[YearFacts], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class YearRule(Ground):
    """A check of a year's row that yields findings of its own ground."""

    check: Check

    do_not_call_in_templates: ClassVar[bool] = True

    def __call__(self, facts: YearFacts) -> Iterable[Finding]:
        return self.check(facts)


def _rule(code: str, clause: str, level: Level, title: str) -> Callable[[Check], YearRule]:
    return lambda check: YearRule(code, clause, level, title, check)


@_rule("year-begun", "5", Level.ASSUMPTION, "Quý IV của năm đã đến")
def not_begun(facts: YearFacts) -> Iterator[Finding]:
    """5.2: the year rests on the result of Quý IV too, which cannot be there before the quarter (of a half, its last one)."""
    if not facts.begun:
        yield not_begun.block("Quý cuối chưa đến: chưa xếp loại được.", "Xếp loại khi quý cuối đã đến.")


@_rule("year-awaited", "5", Level.NATIONAL, "Kết quả của từng quý")
def awaited(facts: YearFacts) -> Iterator[Finding]:
    """5.2: the year rests on the rating of each quarter; one that is still to come is waited for."""
    if facts.verdict.awaited:
        quarters = named(facts.verdict.awaited)
        yield awaited.block(f"{quarters} chưa có quyết định xếp loại.", "Quyết định xếp loại quý đó.")


@_rule("year-unrated", "5", Level.ASSUMPTION, "Không quý nào được xếp loại")
def unrated(facts: YearFacts) -> Iterator[Finding]:
    """5.2: whoever was set aside all the year (7.d) has no quarter on which a year could rest, nor a result of Quý IV."""
    if not (facts.rated or facts.verdict.awaited or facts.unbound or facts.owes_fourth):
        yield unrated.block(
            "Không quý nào trong năm được xếp loại: chưa có căn cứ xếp loại năm.",
            "Quyết định xếp loại của một quý.",
        )


@_rule("year-fourth", "5", Level.NATIONAL, "Kết quả thực hiện nhiệm vụ Quý IV")
def fourth_quarter(facts: YearFacts) -> Iterator[Finding]:
    """5.2: where Quý IV is left to the year-end rating, its result is written on the row."""
    if facts.owes_fourth and not facts.fourth.strip():
        yield fourth_quarter.block(
            "Quý IV không xếp loại riêng, chưa ghi kết quả thực hiện nhiệm vụ Quý IV.",
            "Ghi kết quả Quý IV ở dòng này.",
        )


@_rule("year-unbound", "3.3", Level.NATIONAL, "Đánh giá theo 6 tháng hoặc cuối năm")
def unbound(facts: YearFacts) -> Iterator[Finding]:
    """3.3, second dash: who is bound to no quarter is rated by what is written of the time."""
    if facts.unbound and not facts.ground.strip():
        yield unbound.block(
            "Không đánh giá hằng quý, chưa ghi căn cứ xếp loại của thời gian này.", "Ghi căn cứ ở dòng này."
        )


@_rule("year-ground", "M04-06", Level.PROVINCE, "Căn cứ của mức xếp loại")
def grounded(facts: YearFacts) -> Iterator[Finding]:
    """Mẫu 04–06, column 6, of the year alike: Xuất sắc and Không hoàn thành are given with their written ground."""
    if facts.rating in _GROUNDED and not (facts.unbound or facts.ground.strip()):
        yield grounded.block(f"Mức “{facts.rating.short}” chưa ghi căn cứ.", "Ghi căn cứ ở dòng này.")


@_rule("year-rating", "5", Level.NATIONAL, "Mức xếp loại của năm")
def permitted(facts: YearFacts) -> Iterator[Finding]:
    """5.1: a rating, and none above the highest permitted."""
    if facts.rating is None:
        yield permitted.block("Chưa chọn mức xếp loại.", "Chọn một trong bốn mức ở dòng này.")
    elif facts.rating.rank > facts.highest_permitted.rank:
        yield permitted.block(
            f"“{facts.rating.short}” cao hơn mức cao nhất được phép “{facts.highest_permitted.short}”.",
            "Mức xếp loại khác của quý Không hoàn thành, khi cấp có thẩm quyền mở lại và quyết định lại.",
        )


@_rule("year-reason", "5", Level.ASSUMPTION, "Lý do khác mức gợi ý")
def reasoned(facts: YearFacts) -> Iterator[Finding]:
    """5.2: a year that is not what most of its quarters were says why."""
    given, suggested = facts.rating, facts.suggested
    if given and suggested and given is not suggested and not facts.reason.strip():
        yield reasoned.block(
            f"“{given.short}” khác mức gợi ý “{suggested.short}”, cần ghi lý do.", "Ghi lý do ở dòng này."
        )


@_rule("year-reopened", "5", Level.ASSUMPTION, "Có quý đang được xem xét lại")
def reopened(facts: YearFacts) -> Iterator[Finding]:
    """A decision taken up again stays in force until there is another: whoever rates the year meanwhile says why."""
    if found := [result.quarter for result in facts.verdict.quarters if result.reopened]:
        yield reopened.warn(
            f"{named(found)} đang được mở lại để xem xét.", "Giải trình, hoặc chờ quyết định mới."
        )


@_rule("year-answer", "5", Level.ASSUMPTION, "Giải trình cảnh báo")
def answered(facts: YearFacts) -> Iterator[Finding]:
    """Whatever warns is answered on the row."""
    warned = [finding.sentence for finding in reopened(facts)]
    if warned and not facts.answer.strip():
        told = " ".join(warned)
        yield answered.block(f"Chưa giải trình: {told}", "Ghi giải trình ở dòng này.")


RULES: tuple[YearRule, ...] = (
    not_begun,
    awaited,
    unrated,
    fourth_quarter,
    unbound,
    grounded,
    permitted,
    reasoned,
    reopened,
    answered,
)

PRIORITY = Ground(
    "year-priority", "5", Level.NATIONAL, "Ưu tiên người có nhiều quý được đề xuất Xuất sắc hơn"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whoever may be rated Xuất sắc for the year and counts in the cap, with the quarters proposed so; `given`: is rated so."""

    name: str
    proposed: int
    given: bool


def places(proposed: Sequence[int]) -> list[int]:
    """5.2, second sentence: the place of each by the number of quarters proposed Xuất sắc, the same for equal numbers."""
    return [1 + sum(other > mine for other in proposed) for mine in proposed]


def passed_over(candidates: Iterable[Candidate], tally: Tally) -> Iterator[Finding]:
    """5.2, second sentence: where no Xuất sắc is left, whoever has more such quarters and none of it is named, to be answered."""
    candidates = list(candidates)
    given = [one for one in candidates if one.given]
    if not given or tally.blocking.left:
        return
    least = min(given, key=lambda one: one.proposed)
    over = [one for one in candidates if not one.given and one.proposed > least.proposed]
    if over:
        names = "; ".join(f"{one.name} ({one.proposed} quý)" for one in over)
        yield PRIORITY.warn(
            f"Tỷ lệ Xuất sắc đã hết; {least.name} ({least.proposed} quý được đề xuất Xuất sắc) được xếp loại Xuất sắc, còn "
            f"{names} có số quý được đề xuất nhiều hơn.",
            "Lý do khi chốt, hoặc ưu tiên người có số quý nhiều hơn.",
            anchor="cap",
        )
