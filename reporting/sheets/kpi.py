"""The annex to Mẫu 03: the KPI table of Phụ lục 2 for every axis, so that a reader can recompute the score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cadres.vietnamese import lowfirst
from evaluation.models import Policy
from regulation.editions import Edition
from regulation.facts import AxisFacts, TaskFacts
from regulation.numbers import HUNDRED, vn
from regulation.scoring import AxisScore, TaskScore
from reporting.sheets.plans import PlannedTask

Wordings = Mapping[str, Mapping[Decimal, str]]  # ratio → factor → words

RATIOS = ("quality", "timeliness", "leadership")


@dataclass(frozen=True, slots=True)
class Pair:
    """One of the four KPI columns: what was marked, with its words, and the converted figure."""

    value: Decimal
    words: str
    converted: Decimal

    @property
    def shown(self) -> str:
        return f"{vn(self.value)} ({self.words})" if self.words else vn(self.value)


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A task's row; `pairs` are quantity, quality, timeliness, leadership (column D printed multiplied)."""

    number: int
    title: str
    product: str
    planned: Decimal
    when: str
    coefficient: Decimal
    planned_converted: Decimal
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class KpiTable:
    """An axis's table with its totals and the sums that lead to its points."""

    number: int
    title: str
    rows: tuple[KpiRow, ...]
    score: AxisScore

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The row "Tổng": converted quantity, quality, timeliness, leadership."""
        return (self.score.quantity, self.score.quality, self.score.timeliness, self.score.leadership)

    @property
    def ratios(self) -> tuple[tuple[str, Decimal, Decimal], ...]:
        """(letter, converted total, ratio in %) of A, B, C and D."""
        letters, shares = "ABCD", (self.score.a, self.score.b, self.score.c, self.score.d)
        return tuple(zip(letters, self.totals, shares, strict=True))

    @property
    def sums(self) -> tuple[str, ...]:
        """A = 6,7/7,7 = 87,01%, and so on."""
        planned = vn(self.score.planned)
        return tuple(
            f"{letter} = {vn(part)}/{planned} = {vn(share, 2)}%" for letter, part, share in self.ratios
        )

    @property
    def result(self) -> str:
        """The KPI, and the points that never pass the axis's maximum."""
        kpi, points = vn(self.score.kpi, 2), vn(self.score.points, 2)
        counted = f"{kpi}%" if self.score.kpi <= HUNDRED else f"100% (KPI {kpi}% vượt 100%)"
        return f"KPI = (A+B+C+D)/4 = {kpi}%; điểm đạt = {counted} x {vn(self.score.max_points)} = {points}"


def kpi_tables(
    edition: Edition,
    axes: Iterable[AxisFacts],
    scores: Iterable[AxisScore],
    tasks: Mapping[str, PlannedTask],
    wordings: Wordings,
) -> tuple[KpiTable, ...]:
    """One table an axis that has tasks; `tasks` maps a fact's key to its planned task."""
    return tuple(
        KpiTable(
            number=axis.number,
            title=edition.axis(axis.number).form_title,
            rows=tuple(
                _row(number, fact, part, tasks[fact.key], wordings)
                for number, (fact, part) in enumerate(zip(axis.tasks, score.tasks, strict=True), start=1)
            ),
            score=score,
        )
        for axis, score in zip(axes, scores, strict=True)
        if axis.tasks
    )


def factor_wordings(policy: Policy) -> dict[str, dict[Decimal, str]]:
    """The words of every factor other than 1, from the scale in force."""
    return {
        ratio: {factor: lowfirst(words) for factor, words in policy.scale(ratio) if factor != 1}
        for ratio in RATIOS
    }


def _row(number: int, fact: TaskFacts, part: TaskScore, planned: PlannedTask, wordings: Wordings) -> KpiRow:
    result = fact.result
    return KpiRow(
        number=number,
        title=fact.name,
        product=planned.product,
        planned=result.planned,
        when=planned.schedule or planned.when,
        coefficient=result.coefficient,
        planned_converted=part.planned_converted,
        pairs=(
            Pair(result.done, "" if result.complete else "thiếu", part.quantity),
            *(
                Pair(factor, wordings[ratio].get(factor, ""), getattr(part, ratio))
                for ratio, factor in zip(RATIOS, result.factors, strict=True)
            ),
        ),
    )
