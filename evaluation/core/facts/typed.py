"""The dossier as it would be read had what somebody types been saved; reads rows, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, cast

from cadres.models import beside
from evaluation.core.facts.layers import FIGURES, Marks, Row, ensured, newest, result_of, upto_layers
from evaluation.core.facts.whole import gather
from regulation.vocabulary import Layer

if TYPE_CHECKING:
    from evaluation.core.models import Dossier
    from evaluation.marks.models import Assessment, CriterionMark, KeyResponse, Outstanding, TaskMark
    from evaluation.plans.models import PlanTask

RATED = {Layer.SELF: "self_rating", Layer.APPRAISAL: "appraisal_rating"}


def laid(dossier: Dossier, marks: Marks, layer: Layer) -> Dossier:
    """The dossier with `marks` laid over its rows as this layer: a projection, beside the rows that are stored.

    A layer keeps only what it says differently from the one beneath. What it says as before is the stored row itself; what
    it says anew or otherwise is a row yet to be written.
    """
    gather(dossier)
    tasks = [task if task.withdrawn_by_id else _task(task, marks, layer) for task in dossier.plan.tasks.all()]
    return beside(
        dossier,
        plan=beside(dossier.plan, tasks=tasks),
        criterion_marks=_criteria(dossier, marks, layer),
        assessments=_words(dossier, marks, layer),
        **({RATED[layer]: marks.rating} if layer in RATED else {}),
        **({"late_reason": marks.late_reason} if layer is Layer.SELF else {}),
    )


def _criteria(dossier: Dossier, marks: Marks, layer: Layer) -> list[CriterionMark]:
    below, stored = upto_layers(layer)[:-1], list(dossier.criterion_marks.all())
    beneath = ensured(dossier, below[-1]) if below else dict.fromkeys(marks.criteria, True)
    own = {mark.code: mark for mark in stored if mark.layer == layer}
    rows = [mark for mark in stored if mark.layer != layer or mark.code not in marks.criteria]
    for code, (said, reason) in marks.criteria.items():
        if said != beneath.get(code, said):
            blank = dossier.criterion_marks.model(dossier=dossier, layer=layer.value, code=code)
            rows.append(_row(own.get(code), blank, ensured=said, reason=reason))
    return rows


def _words(dossier: Dossier, marks: Marks, layer: Layer) -> list[Assessment]:
    """Always written anew: with them goes when they were saved."""
    own, others = _parted(dossier.assessments.all(), layer)
    blank = dossier.assessments.model(dossier=dossier, layer=layer.value)
    return [*others, _anew(own, blank, {"reason": marks.reason, "remark": marks.remark})]


def _task(task: PlanTask, marks: Marks, layer: Layer) -> PlanTask:
    is_key, responses = task.is_key or task.pk in marks.keys, marks.responses or {}
    said: dict[str, object] = {"is_key": is_key}
    if task.pk in marks.tasks:
        said["marks"] = _results(task, marks.tasks[task.pk], layer)
    if task.pk in responses:
        said["responses"] = _responses(task, responses[task.pk] if is_key else "", layer)
    typed = beside(task, **said)
    if layer is Layer.SELF:
        return typed
    return beside(typed, outstanding=_outstanding(task, typed, marks, layer))


def _results(task: PlanTask, values: Mapping[str, object] | None, layer: Layer) -> list[TaskMark]:
    own, others = _parted(task.marks.all(), layer)
    below = upto_layers(layer)[:-1]
    if values is None:
        return others
    if below and _says(result_of(task, below[-1]), {name: values[name] for name in FIGURES}):
        return others
    return [*others, _row(own, task.marks.model(task=task, layer=layer.value), **values)]


def _responses(task: PlanTask, level: str, layer: Layer) -> list[KeyResponse]:
    """A key task's level stands in the layer that says it first; the authority's own where it says otherwise."""
    own, others = _parted(task.responses.all(), layer)
    below = upto_layers(layer)[:-1]
    beneath = newest(others, below[-1]) if below else None
    if not level or (beneath and beneath.level == level):
        return others
    return [*others, _row(own, task.responses.model(task=task, layer=layer.value), level=level)]


def _outstanding(task: PlanTask, typed: PlanTask, marks: Marks, layer: Layer) -> Outstanding | None:
    """2.3: what is confirmed of a claim that stands; the stored confirmation where nothing was said of it."""
    kept: Outstanding | None = getattr(task, "outstanding", None)
    stored = (True, kept.reason, kept.document) if kept else (False, "", "")
    said, reason, document = marks.outstanding.get(task.pk, stored)
    if not said or not result_of(typed, layer).claims_more:
        return None
    if kept and stored == (said, reason, document):
        return kept
    model = cast("type[Outstanding]", type(task).outstanding.related.related_model)
    return model(task=copy(task), reason=reason, document=document)


def _parted(rows: Iterable[Row], layer: Layer) -> tuple[Row | None, list[Row]]:
    """The layer's own row, if there is one, and those of the others."""
    known = list(rows)
    own = next((row for row in known if row.layer == layer), None)
    return own, [row for row in known if row is not own]


def _says(row: object, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _row(own: Row | None, blank: Row, **values: object) -> Row:
    """The stored row where it says the same, else one yet to be written."""
    return own if own is not None and _says(own, values) else _anew(own, blank, values)


def _anew(own: Row | None, blank: Row, values: Mapping[str, object]) -> Row:
    """A row yet to be written, in place of the stored one; what it does not say stays as that one has it."""
    row = copy(own) if own is not None else blank
    row.pk, row._state.adding = None, True
    for name, value in values.items():
        setattr(row, name, value)
    return row
