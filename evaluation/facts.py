"""The one bridge from rows to the law's frozen facts. It reads prefetched rows (`gather`, `with_facts`) and judges nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from evaluation.stages import RequestStage
from regulation.facts import AxisFacts, Facts, TaskFacts
from regulation.scoring import TaskResult
from regulation.vocabulary import AxisRole, Layer, Leadership, Rating, ResponseLevel, Tier

LAYERS = (Layer.SELF, Layer.APPRAISAL, Layer.AUTHORITY)
FIGURES = ("done", "quality", "timeliness", "leadership")
FACTS = (
    "period__policies",
    "plan__weights",
    "plan__tasks__marks",
    "plan__tasks__responses",
    "plan__tasks__excuse",
    "criterion_marks",
    "assessments",
    "council_opinion",
)
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Marks:
    """What one layer says: criteria as code → (ensured, reason), tasks as id → TaskMark's columns, responses as id → level.

    A task whose value is None has no result in this layer; `keys` are ids of tasks that the appraiser marks as key.
    """

    criteria: Mapping[str, tuple[bool, str]]
    tasks: Mapping[int, Mapping[str, Any] | None]
    responses: Mapping[int, str] | None = None
    keys: frozenset[int] = frozenset()
    rating: str = ""
    reason: str = ""
    remark: str = ""


def gather(dossier: Any) -> Any:
    """The dossier with everything that the law asks about, in a fixed number of queries; what is there is kept."""
    prefetch_related_objects([dossier], *FACTS)
    return dossier


def upto_layers(upto: Layer) -> tuple[Layer, ...]:
    """The layers from self to this one, in order."""
    return LAYERS[: LAYERS.index(upto) + 1]


def newest(rows: Iterable[Any], upto: Layer = Layer.AUTHORITY) -> Any | None:
    """Of rows that carry a `layer`, the one of the highest layer not above `upto`."""
    known = {row.layer: row for row in rows}
    return next((known[layer] for layer in reversed(upto_layers(upto)) if layer in known), None)


def ensured(dossier: Any, upto: Layer = Layer.AUTHORITY) -> dict[str, bool]:
    """Each of the 17 criteria as the newest layer has it; what nobody marked is ensured."""
    marks: dict[str, list[Any]] = {}
    for mark in dossier.criterion_marks.all():
        marks.setdefault(mark.code, []).append(mark)
    said = {code: newest(rows, upto) for code, rows in marks.items()}
    codes = [criterion.code for criterion in dossier.period.edition.criteria]
    return {code: said[code].ensured if said.get(code) else True for code in codes}


def result_of(task: Any, upto: Layer = Layer.AUTHORITY) -> TaskResult:
    """The task's result as the newest layer has it; not yet marked counts as not done."""
    mark = newest(task.marks.all(), upto)
    return TaskResult(
        name=task.title,
        coefficient=task.coefficient,
        planned=task.quantity,
        done=mark.done if mark else ZERO,
        quality=mark.quality if mark else ONE,
        timeliness=mark.timeliness if mark else ONE,
        leadership=mark.leadership if mark else ONE,
    )


def task_facts(task: Any, period: Any, upto: Layer) -> TaskFacts:
    """In a period of direct entry (Bước 2) tasks come with their points and need no catalog."""
    response = newest(task.responses.all(), upto)
    excuse = getattr(task, "excuse", None)
    return TaskFacts(
        key=str(task.pk),
        name=task.title,
        result=result_of(task, upto),
        due_in_quarter=task.due_date is None or task.due_date <= period.quarter.last_day,
        excused=bool(excuse and excuse.stage == RequestStage.APPROVED),
        is_key=task.is_key,
        response=ResponseLevel(response.level) if response else None,
        mapped=task.item_id is not None or period.direct_entry,
    )


def axes_of(dossier: Any, upto: Layer = Layer.AUTHORITY) -> tuple[AxisFacts, ...]:
    """The axes that weigh something or have tasks, in order."""
    plan, period = dossier.plan, dossier.period
    weights = {row.axis: row for row in plan.weights.all()}
    tasks: dict[int, list[TaskFacts]] = {}
    for task in plan.active_tasks:
        tasks.setdefault(task.axis, []).append(task_facts(task, period, upto))
    return tuple(
        AxisFacts(
            number=axis,
            role=AxisRole(weights[axis].role) if axis in weights else None,
            weight=weights[axis].weight if axis in weights else ZERO,
            tasks=tuple(tasks.get(axis, ())),
        )
        for axis in sorted(weights.keys() | tasks.keys())
    )


def reductions(plan: Any) -> tuple[str, ...]:
    """Titles of the tasks that an approved amendment withdrew or lowered (Mẫu 01, note)."""
    tasks = sorted(plan.tasks.all(), key=lambda task: (task.axis, task.order, task.pk))
    return tuple(task.title for task in tasks if task.withdrawn_by_id or task.lowered_by_id)


def facts_of(
    dossier: Any,
    *,
    upto: Layer = Layer.AUTHORITY,
    rating: str = "",
    summary: str = "",
) -> Facts:
    """Everything that the law asks about one dossier, read from the layers up to `upto`."""
    gather(dossier)
    opinion = getattr(dossier, "council_opinion", None)
    return Facts(
        edition=dossier.period.edition,
        tier=Tier(dossier.tier),
        leadership=Leadership(dossier.leadership),
        ensured=ensured(dossier, upto),
        axes=axes_of(dossier, upto),
        reduced=reductions(dossier.plan),
        rating=Rating(rating) if rating else None,
        summary=summary,
        council_recorded=bool(opinion and opinion.rating),
    )


def facts_with(dossier: Any, marks: Marks, layer: Layer, **given: Any) -> Facts:
    """The facts as they would be had `marks` been saved as this layer; reads rows, writes nothing."""
    beneath = facts_beneath(dossier, layer, **given)
    known = {task.key: task for axis in beneath.axes for task in axis.tasks} if beneath else {}
    facts = facts_of(dossier, upto=layer, **given)
    said = {code: is_ensured for code, (is_ensured, _) in marks.criteria.items()}
    axes = tuple(
        replace(axis, tasks=tuple(_as_typed(task, known.get(task.key), marks) for task in axis.tasks))
        for axis in facts.axes
    )
    return replace(facts, ensured=dict(facts.ensured) | said, axes=axes)


def facts_beneath(dossier: Any, layer: Layer, **given: Any) -> Facts | None:
    """The facts by the layers below this one; None below the self-assessment."""
    below = upto_layers(layer)[:-1]
    return facts_of(dossier, upto=below[-1], **given) if below else None


def _as_typed(task: TaskFacts, beneath: TaskFacts | None, marks: Marks) -> TaskFacts:
    """The task with what was typed of it; what was typed away falls back on the layer beneath."""
    pk = int(task.key)
    if pk in marks.tasks:
        values = marks.tasks[pk]
        figures = {name: values[name] for name in FIGURES} if values else _figures_of(beneath)
        task = replace(task, result=replace(task.result, **figures))
    if pk in (marks.responses or {}):
        level = (marks.responses or {})[pk]
        fallback = beneath.response if beneath else None
        task = replace(task, response=ResponseLevel(level) if level else fallback)
    return replace(task, is_key=True) if pk in marks.keys else task


def _figures_of(beneath: TaskFacts | None) -> dict[str, Decimal]:
    if beneath is None:
        return {"done": ZERO, "quality": ONE, "timeliness": ONE, "leadership": ONE}
    return {name: getattr(beneath.result, name) for name in FIGURES}
