"""Căn cứ xếp loại: the score as a tree down to the pocket calculator, and every rule with where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evaluation.facts import facts_of, newest
from evaluation.models import Dossier
from evaluation.summaries.discretion import UNTOLD
from evaluation.summaries.excused import excused_tasks
from regulation.assessment import Verdict, assess
from regulation.checks import RULES, Rule
from regulation.criteria import Criterion
from regulation.facts import AxisFacts, Facts, TaskFacts
from regulation.findings import Finding
from regulation.numbers import HUNDRED
from regulation.scoring import AxisScore, TaskScore
from regulation.vocabulary import Layer, Severity


@dataclass(frozen=True)
class Term:
    """A task's part in one ratio: coefficient × counted quantity × factor, and what that comes to."""

    task: TaskFacts
    factor: Decimal | None
    value: Decimal


@dataclass(frozen=True)
class Ratio:
    """A, B, C or D of an axis: Σ terms ÷ planned, in %."""

    letter: str
    label: str
    terms: tuple[Term, ...]
    sum: Decimal
    percent: Decimal


@dataclass(frozen=True)
class AxisTree:
    """An axis down to its tasks: points = min(KPI, 100 %) × maximum; KPI = (A + B + C + D) ÷ 4."""

    title: str
    facts: AxisFacts
    score: AxisScore
    rows: tuple[tuple[TaskFacts, TaskScore], ...]
    ratios: tuple[Ratio, ...]

    @property
    def capped(self) -> Decimal:
        return min(self.score.kpi, HUNDRED)


@dataclass(frozen=True)
class CriterionLine:
    """A general criterion with the points given, and why where they were not."""

    criterion: Criterion
    ensured: bool
    reason: str

    @property
    def points(self) -> Decimal:
        return self.criterion.max_points if self.ensured else Decimal(0)


@dataclass(frozen=True)
class RuleState:
    """A rule and how it stands: passed, limited, blocked, warned, told, or judged later with the list."""

    rule: Rule
    state: str
    label: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grounds:
    """The whole page."""

    layer: Layer
    verdict: Verdict
    criteria: tuple[tuple[str, tuple[CriterionLine, ...]], ...]
    axes: tuple[AxisTree, ...]
    rules: tuple[RuleState, ...]


_LETTERS = (
    ("A", "Số lượng", "quantity", ""),
    ("B", "Chất lượng", "quality", "quality"),
    ("C", "Tiến độ", "timeliness", "timeliness"),
    ("D", "Lãnh đạo, chỉ đạo, điều hành", "leadership", "leadership"),
)
_STATES = (
    (Severity.BLOCK, "blocked", "Chưa thể chuyển bước"),
    (Severity.LIMIT, "limited", "Giới hạn mức xếp loại"),
    (Severity.WARN, "warned", "Cần giải trình"),
    (Severity.INFO, "passed", "Đạt"),
)


def layers_of(dossier: Dossier) -> list[Layer]:
    """The layers of marks that have been written, the person's own always among them."""
    written = {row.layer for row in dossier.assessments.all()}
    return [layer for layer in Layer if layer is Layer.SELF or layer.value in written]


def grounds_of(dossier: Dossier, layer: Layer) -> Grounds:
    """Everything on which the rating of this dossier rests, read from the layers up to this one."""
    facts = facts_of(dossier, upto=layer, rating=dossier.decided_rating, summary=_summary(dossier))
    axes = zip(facts.axes, facts.scored.axes, strict=True)
    untold = UNTOLD if dossier.withheld else ()
    return Grounds(
        layer=layer,
        verdict=assess(facts),
        criteria=_criteria(dossier, facts, layer),
        axes=tuple(_axis(axis, scored, facts) for axis, scored in axes),
        rules=tuple(_noted(_state(rule, facts), dossier, facts) for rule in RULES if rule.code not in untold),
    )


def _summary(dossier: Dossier) -> str:
    """The written ground of the decision in force."""
    decision = (
        dossier.decisions.filter(superseded_at=None).only("ground").first() if dossier.is_decided else None
    )
    return decision.ground if decision else ""


def _criteria(dossier: Dossier, facts: Facts, layer: Layer) -> Any:
    marks: dict[str, list[Any]] = {}
    for mark in dossier.criterion_marks.all():
        marks.setdefault(mark.code, []).append(mark)
    lines = [
        CriterionLine(criterion, facts.ensured[criterion.code], _reason(marks.get(criterion.code, ()), layer))
        for criterion in facts.edition.criteria
    ]
    return tuple(
        (group, tuple(line for line in lines if line.criterion.group == group.number))
        for group in facts.edition.criterion_groups
    )


def _reason(marks: Iterable[Any], layer: Layer) -> str:
    mark = newest(marks, layer)
    return mark.reason if mark else ""


def _axis(axis: AxisFacts, scored: AxisScore, facts: Facts) -> AxisTree:
    rows = tuple(zip(axis.tasks, scored.tasks, strict=True))
    ratios = tuple(
        Ratio(
            letter,
            label,
            tuple(Term(task, _factor(task, factor), getattr(row, column)) for task, row in rows),
            getattr(scored, column),
            getattr(scored, letter.lower()),
        )
        for letter, label, column, factor in _LETTERS
    )
    return AxisTree(facts.edition.axis(axis.number).form_title, axis, scored, rows, ratios)


def _factor(task: TaskFacts, name: str) -> Decimal | None:
    return getattr(task.result, name) if name else None


def _state(rule: Rule, facts: Facts) -> RuleState:
    findings = tuple(rule.function(facts))
    found = {finding.severity for finding in findings}
    for severity, state, label in _STATES:
        if severity in found:
            return RuleState(rule, state, label, findings)
    if _is_later(rule, facts):
        return RuleState(rule, "later", "Xét khi chốt danh sách", ())
    return RuleState(rule, "passed", "Không vướng", ())


def _noted(state: RuleState, dossier: Dossier, facts: Facts) -> RuleState:
    """6.1: a task that falls short and is excused is named, else the rule would seem never to have been touched."""
    return replace(state, notes=excused_tasks(dossier, facts)) if state.rule.code == "incomplete" else state


def _is_later(rule: Rule, facts: Facts) -> bool:
    """The cap and the written ground belong to the list on which the rating is given."""
    return (rule.code == "cap" and facts.tally is None) or (rule.code == "summary" and facts.rating is None)
