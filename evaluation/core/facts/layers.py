"""Three layers of marks as the law reads them: criteria, tasks and axes by the newest layer up to a given one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from evaluation.core.stages import ExcuseStage
from evaluation.core.steps import Stage, from_on
from regulation.facts import AxisFacts, TaskFacts
from regulation.scoring import TaskResult
from regulation.vocabulary import AxisRole, Layer, ResponseLevel

if TYPE_CHECKING:
    from datetime import date

    from evaluation.core.models import Dossier, Period
    from evaluation.marks.models import Assessment, CriterionMark, KeyResponse, TaskMark
    from evaluation.plans.models import PlanTask

Row = TypeVar(
    "Row", "Assessment", "CriterionMark", "KeyResponse", "TaskMark"
)  # what a layer says of something
LAYERS = (Layer.SELF, Layer.APPRAISAL, Layer.AUTHORITY)
FIGURES = ("done", "quality", "timeliness", "leadership")
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Marks:
    """What one layer says: criteria as code → (ensured, reason), tasks as id → TaskMark's columns, responses as id → level.

    A task whose value is None has no result in this layer; `keys` are ids of tasks that the appraiser marks as key.
    `outstanding` is task id → (confirmed as exceeding, ground, document), of the appraiser alone (2.3); `late_reason` the
    person's own.
    """

    criteria: Mapping[str, tuple[bool, str]]
    tasks: Mapping[int, Mapping[str, object] | None]
    responses: Mapping[int, str] | None = None
    keys: frozenset[int] = frozenset()
    outstanding: Mapping[int, tuple[bool, str, str]] = field(default_factory=dict)
    rating: str = ""
    reason: str = ""
    remark: str = ""
    late_reason: str = ""


def upto_layers(upto: Layer) -> tuple[Layer, ...]:
    """The layers from self to this one, in order."""
    return LAYERS[: LAYERS.index(upto) + 1]


def newest(rows: Iterable[Row], upto: Layer = Layer.AUTHORITY) -> Row | None:
    """Of rows that carry a `layer`, the one of the highest layer not above `upto`."""
    known = {row.layer: row for row in rows}
    return next((known[layer] for layer in reversed(upto_layers(upto)) if layer in known), None)


def ensured(dossier: Dossier, upto: Layer = Layer.AUTHORITY) -> dict[str, bool]:
    """Each of the 17 criteria as the newest layer has it; what nobody marked is ensured."""
    marks: dict[str, list[CriterionMark]] = {}
    for mark in dossier.criterion_marks.all():
        marks.setdefault(mark.code, []).append(mark)
    said = {code: newest(rows, upto) for code, rows in marks.items()}
    codes = [criterion.code for criterion in dossier.period.edition.criteria]
    return {code: found.ensured if (found := said.get(code)) else True for code in codes}


def result_of(task: PlanTask, upto: Layer = Layer.AUTHORITY) -> TaskResult:
    """The task's result as the newest layer has it; not yet marked counts as not done."""
    mark = newest(task.marks.all(), upto)
    return TaskResult(
        name=task.named,
        coefficient=task.coefficient,
        planned=task.quantity,
        done=mark.done if mark else ZERO,
        quality=mark.quality if mark else ONE,
        timeliness=mark.timeliness if mark else ONE,
        leadership=mark.leadership if mark else ONE,
    )


def task_facts(
    task: PlanTask,
    period: Period,
    upto: Layer,
    *,
    appraised: bool,
    last_day: date,
    on_condition: bool = False,
) -> TaskFacts:
    """In a period of direct entry (Bước 2) tasks come with their points and need no catalog; `last_day` is the quarter's.

    `on_condition`: an excuse that the unit supports counts, until the province confirms it (6.1, tier 3.1).
    """
    result = result_of(task, upto)
    response = newest(task.responses.all(), upto)
    excuse = getattr(task, "excuse", None)
    return TaskFacts(
        key=str(task.pk),
        name=result.name,
        result=result,
        due_in_quarter=task.due_date is None or task.due_date <= last_day,
        excused=bool(excuse and excuse.stage == ExcuseStage.APPROVED),
        on_condition=bool(on_condition and excuse and excuse.stage == ExcuseStage.SUPPORTED),
        is_key=task.is_key,
        response=ResponseLevel(response.level) if response else None,
        mapped=task.item_id is not None or period.direct_entry,
        exceeded=result.claims_more and (not appraised or is_confirmed(task)),
        due=task.due_date,
        confirmed=is_confirmed(task),
        excuse=excuse.get_stage_display().lower() if excuse else "",
    )


def is_confirmed(task: PlanTask) -> bool:
    return getattr(task, "outstanding", None) is not None


def is_appraised(dossier: Dossier, upto: Layer) -> bool:
    """Whether an appraiser has spoken in the layers read."""
    above = set(upto_layers(upto)) - {Layer.SELF}
    return any(row.layer in above for row in dossier.assessments.all())


def axes_of(dossier: Dossier, upto: Layer = Layer.AUTHORITY) -> tuple[AxisFacts, ...]:
    """The axes that weigh something or have tasks, in order."""
    plan, period = dossier.plan, dossier.period
    weights = {row.axis: row for row in plan.weights.all()}
    tasks: dict[int, list[TaskFacts]] = {}
    appraised, last_day = is_appraised(dossier, upto), period.quarter.last_day
    proposing = dossier.is_provincial and dossier.stage not in from_on(Stage.PROPOSED)
    for task in plan.active_tasks:
        facts = task_facts(task, period, upto, appraised=appraised, last_day=last_day, on_condition=proposing)
        tasks.setdefault(task.axis, []).append(facts)
    return tuple(
        AxisFacts(
            number=axis,
            role=AxisRole(weights[axis].role) if axis in weights else None,
            weight=weights[axis].weight if axis in weights else ZERO,
            tasks=tuple(tasks.get(axis, ())),
        )
        for axis in sorted(weights.keys() | tasks.keys())
    )
