"""The facts as they would be had what somebody types been saved; reads rows, writes nothing."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from evaluation.core.facts.layers import FIGURES, ONE, ZERO, Marks, is_confirmed, upto_layers
from evaluation.core.facts.whole import facts_of
from regulation.facts import Facts, TaskFacts
from regulation.vocabulary import Layer, ResponseLevel


def facts_with(dossier: Any, marks: Marks, layer: Layer, **given: Any) -> Facts:
    """The facts as they would be had `marks` been saved as this layer; reads rows, writes nothing."""
    beneath = facts_beneath(dossier, layer, **given)
    known = {task.key: task for axis in beneath.axes for task in axis.tasks} if beneath else {}
    facts = facts_of(dossier, upto=layer, **given)
    said = {code: is_ensured for code, (is_ensured, _) in marks.criteria.items()}
    confirmed = _confirmed(dossier, marks)
    axes = tuple(
        replace(
            axis,
            tasks=tuple(_as_typed(task, known.get(task.key), marks, layer, confirmed) for task in axis.tasks),
        )
        for axis in facts.axes
    )
    return replace(facts, ensured=dict(facts.ensured) | said, axes=axes)


def facts_beneath(dossier: Any, layer: Layer, **given: Any) -> Facts | None:
    """The facts by the layers below this one; None below the self-assessment."""
    below = upto_layers(layer)[:-1]
    return facts_of(dossier, upto=below[-1], **given) if below else None


def _confirmed(dossier: Any, marks: Marks) -> set[int]:
    """Ids of the tasks that the appraiser confirmed as exceeding what was asked, or does now (2.3)."""
    kept = {task.pk: is_confirmed(task) for task in dossier.plan.active_tasks}
    typed = {pk: said for pk, (said, _, _) in marks.outstanding.items()}
    return {pk for pk, said in (kept | typed).items() if said}


def _as_typed(
    task: TaskFacts, beneath: TaskFacts | None, marks: Marks, layer: Layer, confirmed: set[int]
) -> TaskFacts:
    """The task with what was typed of it; what was typed away falls back on the layer beneath.

    A claim counts as the person makes it, from the appraisal on as it is confirmed (2.3).
    """
    pk = int(task.key)
    if pk in marks.tasks:
        values = marks.tasks[pk]
        figures = {name: values[name] for name in FIGURES} if values else _figures_of(beneath)
        task = replace(task, result=replace(task.result, **figures))
    if pk in (marks.responses or {}):
        level = (marks.responses or {})[pk]
        fallback = beneath.response if beneath else None
        task = replace(task, response=ResponseLevel(level) if level else fallback)
    if pk in marks.keys:
        task = replace(task, is_key=True)
    counts = layer == Layer.SELF or pk in confirmed
    return replace(task, exceeded=task.result.claims_more and counts, confirmed=pk in confirmed)


def _figures_of(beneath: TaskFacts | None) -> dict[str, Decimal]:
    if beneath is None:
        return {"done": ZERO, "quality": ONE, "timeliness": ONE, "leadership": ONE}
    return {name: getattr(beneath.result, name) for name in FIGURES}
