"""Every figure of a score (Phụ lục 1, Phụ lục 2, Mẫu 03).

Every printed figure is computed from printed figures: rounded once, half up, where it is first
printed; what follows uses the rounded figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from regulation.editions import Edition
from regulation.numbers import EXACT, HUNDRED, ONE, ZERO, half_up, percent, plain

# Exact, and much faster than dividing.
QUARTER = Decimal("0.25")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What was planned and done of one task, and how."""

    name: str
    coefficient: Decimal
    planned: Decimal
    done: Decimal = ZERO
    quality: Decimal = ONE
    timeliness: Decimal = ONE
    leadership: Decimal = ONE

    @property
    def factors(self) -> tuple[Decimal, Decimal, Decimal]:
        """Quality, timeliness and leadership, in the order of B, C and D."""
        return self.quality, self.timeliness, self.leadership

    @property
    def counted(self) -> Decimal:
        """The quantity that counts: what exceeds the plan never raises A (Phụ lục 2, 2.i)."""
        return min(self.done, self.planned)

    @property
    def complete(self) -> bool:
        """Whether all that was planned is done, late or not (open-questions 10)."""
        return self.done >= self.planned

    @property
    def claims_more(self) -> bool:
        """2.3: a quality or timeliness factor above 1. It counts as claimed until it is appraised, as confirmed afterwards."""
        return self.quality > ONE or self.timeliness > ONE


@dataclass(frozen=True, slots=True)
class AxisResult:
    """One result axis: its maximum, and its tasks."""

    number: int
    max_points: Decimal
    tasks: tuple[TaskResult, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskScore:
    """A row of the KPI table, every figure converted by the task's coefficient and exact."""

    planned_converted: Decimal
    quantity: Decimal
    quality: Decimal
    timeliness: Decimal
    leadership: Decimal


@dataclass(frozen=True, slots=True)
class AxisScore:
    """An axis's converted totals, its four ratios and KPI in %, and its points.

    The KPI is uncapped; the points never pass the axis's maximum.
    """

    number: int
    max_points: Decimal
    tasks: tuple[TaskScore, ...]
    planned: Decimal
    quantity: Decimal
    quality: Decimal
    timeliness: Decimal
    leadership: Decimal
    a: Decimal
    b: Decimal
    c: Decimal
    d: Decimal
    kpi: Decimal
    points: Decimal

    @property
    def uncapped_points(self) -> Decimal:
        """KPI × maximum without the cap: what ranks, and is never printed as the score."""
        return _points(self.kpi, self.max_points)


@dataclass(frozen=True, slots=True)
class Score:
    """Group A, group B and their total out of 100; tasks assigned and completed are counted."""

    general_points: Decimal
    axes: tuple[AxisScore, ...]
    task_points: Decimal
    total: Decimal
    uncapped_total: Decimal
    assigned: int
    completed: int


def coefficient(points: Decimal, standard_points: Decimal) -> Decimal:
    """Item points ÷ points of the standard item, at most 4 decimals (Phụ lục 1, Bước 3)."""
    if points < 0 or standard_points <= 0:
        raise ValueError("Điểm của sản phẩm/công việc chuẩn phải lớn hơn 0")
    return plain(percent(points, standard_points).scaleb(-2))


def score(ensured: Mapping[str, bool], axes: Sequence[AxisResult], edition: Edition) -> Score:
    """The whole score of Mẫu 03; a criterion left out of `ensured` counts as ensured."""
    with localcontext(EXACT):
        general = general_points(ensured, edition)
        scored = tuple(score_axis(axis) for axis in axes)
        task_points = half_up(sum((axis.points for axis in scored), ZERO))
        uncapped = sum((axis.uncapped_points for axis in scored), ZERO)
        tasks = [task for axis in axes for task in axis.tasks]
        return Score(
            general_points=general,
            axes=scored,
            task_points=task_points,
            total=half_up(general + task_points),
            uncapped_total=half_up(general + uncapped),
            assigned=len(tasks),
            completed=sum(task.complete for task in tasks),
        )


def general_points(ensured: Mapping[str, bool], edition: Edition) -> Decimal:
    """Group A: each criterion's maximum if ensured, nothing if not (Mẫu 03, part I.A)."""
    return sum((c.max_points for c in edition.criteria if ensured.get(c.code, True)), ZERO)


def score_axis(axis: AxisResult) -> AxisScore:
    """An axis's KPI and points; zeros where it has no task (Phụ lục 2)."""
    tasks = tuple(score_task(task) for task in axis.tasks)
    planned = sum((task.planned_converted for task in tasks), ZERO)
    quantity = sum((task.quantity for task in tasks), ZERO)
    quality = sum((task.quality for task in tasks), ZERO)
    timeliness = sum((task.timeliness for task in tasks), ZERO)
    leadership = sum((task.leadership for task in tasks), ZERO)
    a, b, c, d = (percent(part, planned) for part in (quantity, quality, timeliness, leadership))
    kpi = half_up((a + b + c + d) * QUARTER)
    return AxisScore(
        number=axis.number,
        max_points=axis.max_points,
        tasks=tasks,
        planned=planned,
        quantity=quantity,
        quality=quality,
        timeliness=timeliness,
        leadership=leadership,
        a=a,
        b=b,
        c=c,
        d=d,
        kpi=kpi,
        points=_points(min(kpi, HUNDRED), axis.max_points),
    )


def score_task(task: TaskResult) -> TaskScore:
    """A task's row of the KPI table; column D is converted like B and C (open-questions 1)."""
    counted = task.coefficient * task.counted
    quality, timeliness, leadership = (counted * factor for factor in task.factors)
    return TaskScore(task.coefficient * task.planned, counted, quality, timeliness, leadership)


def _points(kpi: Decimal, max_points: Decimal) -> Decimal:
    return half_up(EXACT.multiply(kpi, max_points) * HUNDREDTH)
