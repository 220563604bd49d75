"""The score as a tree: every printed figure opens to the figures it is made of, down to the pocket calculator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog.models import CatalogItem
from evaluation.core.facts import newest
from evaluation.core.models import Dossier
from evaluation.marks.models import CriterionMark
from regulation.criteria import Criterion, CriterionGroup
from regulation.facts import AxisFacts, Facts, TaskFacts
from regulation.numbers import HUNDRED
from regulation.scoring import AxisScore, TaskScore, coefficient
from regulation.vocabulary import Layer

DIRECT_STANDARD = Decimal(100)  # Bước 2: where tasks are listed directly, 100 points are one standard product


@dataclass(frozen=True)
class TaskLine:
    """A task of an axis; `points` ÷ `standard` is its coefficient, None where the row no longer divides to it."""

    number: int
    task: TaskFacts
    score: TaskScore
    points: Decimal | None = None
    standard: Decimal | None = None


@dataclass(frozen=True)
class Term:
    """A task's part in one ratio: coefficient × counted quantity × factor, and what that comes to."""

    number: int
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
    rows: tuple[TaskLine, ...]
    ratios: tuple[Ratio, ...]

    @property
    def capped(self) -> Decimal:
        return min(self.score.kpi, HUNDRED)

    @property
    def lines(self) -> list[tuple[TaskLine, tuple[Term, ...]]]:
        """Each task with its four terms, as one row of a table."""
        return list(zip(self.rows, zip(*(ratio.terms for ratio in self.ratios), strict=True), strict=True))


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
class GroupLines:
    """One of the three groups of general criteria; its points are the sum of its lines."""

    group: CriterionGroup
    lines: tuple[CriterionLine, ...]

    @property
    def points(self) -> Decimal:
        return sum((line.points for line in self.lines), Decimal(0))


_LETTERS = (
    ("A", "Số lượng", "quantity", ""),
    ("B", "Chất lượng", "quality", "quality"),
    ("C", "Tiến độ", "timeliness", "timeliness"),
    ("D", "Lãnh đạo, chỉ đạo, điều hành", "leadership", "leadership"),
)


def criteria_of(dossier: Dossier, facts: Facts, layer: Layer) -> tuple[GroupLines, ...]:
    """Group A: each criterion its maximum or nothing."""
    marks: dict[str, list[CriterionMark]] = {}
    for mark in dossier.criterion_marks.all():
        marks.setdefault(mark.code, []).append(mark)
    lines = [
        CriterionLine(criterion, facts.ensured[criterion.code], _reason(marks.get(criterion.code, ()), layer))
        for criterion in facts.edition.criteria
    ]
    return tuple(
        GroupLines(group, tuple(line for line in lines if line.criterion.group == group.number))
        for group in facts.edition.criterion_groups
    )


def _reason(marks: Iterable[CriterionMark], layer: Layer) -> str:
    mark = newest(marks, layer)
    return mark.reason if mark else ""


def axes_of(dossier: Dossier, facts: Facts) -> tuple[AxisTree, ...]:
    """Group B: the axes that count, each with its tasks and ratios."""
    worth = _worth(dossier)
    axes = zip(facts.counted, facts.scored.axes, strict=True)
    return tuple(_axis(axis, scored, facts, worth) for axis, scored in axes)


def _axis(
    axis: AxisFacts, scored: AxisScore, facts: Facts, worth: Mapping[str, tuple[Decimal, Decimal]]
) -> AxisTree:
    pairs = zip(axis.tasks, scored.tasks, strict=True)
    rows = tuple(
        TaskLine(number, task, score, *worth.get(task.key, ()))
        for number, (task, score) in enumerate(pairs, start=1)
    )
    title = facts.edition.axis(axis.number).form_title
    return AxisTree(title, axis, scored, rows, tuple(_ratio(letter, scored, rows) for letter in _LETTERS))


def _ratio(letter: tuple[str, str, str, str], scored: AxisScore, rows: Iterable[TaskLine]) -> Ratio:
    name, label, column, factor = letter
    terms = tuple(
        Term(
            row.number,
            row.task,
            getattr(row.task.result, factor) if factor else None,
            getattr(row.score, column),
        )
        for row in rows
    )
    return Ratio(name, label, terms, getattr(scored, column), getattr(scored, name.lower()))


def _worth(dossier: Dossier) -> dict[str, tuple[Decimal, Decimal]]:
    """Task → its points and its catalog's standard points, where they still divide to the task's coefficient."""
    tasks = dossier.plan.active_tasks
    standards = _standards(dossier)
    pairs = {str(task.pk): (task, standards.get(task.item_id)) for task in tasks}
    return {
        key: (task.points, standard)
        for key, (task, standard) in pairs.items()
        if standard and coefficient(task.points, standard) == task.coefficient
    }


def _standards(dossier: Dossier) -> dict[int | None, Decimal]:
    """Catalog item → points of its catalog's standard item (Phụ lục 1, Bước 3), in one query."""
    if dossier.period.direct_entry:
        return {None: DIRECT_STANDARD}
    items = CatalogItem.objects.filter(tasks__plan=dossier.plan.pk).with_standard_points()
    return {item.pk: item.standard_points for item in items if item.standard_points}
