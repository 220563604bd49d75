"""The dossier as it would be read had what somebody types been saved; reads rows, writes nothing."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from cadres.models import beside
from evaluation.core.facts.layers import FIGURES, Marks, ensured, newest, result_of, upto_layers
from evaluation.core.facts.whole import gather
from regulation.vocabulary import Layer

RATED = {Layer.SELF: "self_rating", Layer.APPRAISAL: "appraisal_rating"}


def laid(dossier: Any, marks: Marks, layer: Layer) -> Any:
    """The dossier with `marks` laid over its rows as this layer: a projection, beside the rows that are stored.

    A layer keeps only what it says differently from the one beneath. What it says as before is the stored row itself; what
    it says anew or otherwise is a row yet to be written.
    """
    gather(dossier)
    tasks = [task if task.withdrawn_by_id else _task(task, marks, layer) for task in dossier.plan.tasks.all()]
    own = _own(dossier.assessments.all(), layer)
    words = _anew(own, dossier.assessments, layer=layer.value, reason=marks.reason, remark=marks.remark)
    return beside(
        dossier,
        plan=beside(dossier.plan, tasks=tasks),
        criterion_marks=_criteria(dossier, marks, layer),
        assessments=[*_others(dossier.assessments.all(), own), words],
        **({RATED[layer]: marks.rating} if layer in RATED else {}),
        **({"late_reason": marks.late_reason} if layer is Layer.SELF else {}),
    )


def _criteria(dossier: Any, marks: Marks, layer: Layer) -> list[Any]:
    below, stored = upto_layers(layer)[:-1], list(dossier.criterion_marks.all())
    beneath = ensured(dossier, below[-1]) if below else dict.fromkeys(marks.criteria, True)
    own = {mark.code: mark for mark in stored if mark.layer == layer}
    differing = [
        _row(
            own.get(code), dossier.criterion_marks, layer=layer.value, code=code, ensured=said, reason=reason
        )
        for code, (said, reason) in marks.criteria.items()
        if said != beneath.get(code, said)
    ]
    return [*(mark for mark in stored if mark.layer != layer or mark.code not in marks.criteria), *differing]


def _task(task: Any, marks: Marks, layer: Layer) -> Any:
    said: dict[str, Any] = {"is_key": task.is_key or task.pk in marks.keys}
    if task.pk in marks.tasks:
        said["marks"] = _results(task, marks.tasks[task.pk], layer)
    if task.pk in (marks.responses or {}):
        said["responses"] = _responses(task, (marks.responses or {})[task.pk], layer, is_key=said["is_key"])
    typed = beside(task, **said)
    if layer is Layer.SELF:
        return typed
    return beside(typed, outstanding=_outstanding(task, typed, marks, layer))


def _results(task: Any, values: Mapping[str, Any] | None, layer: Layer) -> list[Any]:
    below, own = upto_layers(layer)[:-1], _own(task.marks.all(), layer)
    others = _others(task.marks.all(), own)
    if values is None or (
        below and _says(result_of(task, below[-1]), {name: values[name] for name in FIGURES})
    ):
        return others
    return [*others, _row(own, task.marks, layer=layer.value, **values)]


def _responses(task: Any, level: str, layer: Layer, *, is_key: bool) -> list[Any]:
    """A key task's level stands in the layer that says it first; the authority's own where it says otherwise."""
    below, own = upto_layers(layer)[:-1], _own(task.responses.all(), layer)
    others = _others(task.responses.all(), own)
    beneath = newest(others, below[-1]) if below else None
    if not level or not is_key or (beneath and beneath.level == level):
        return others
    return [*others, _row(own, task.responses, layer=layer.value, level=level)]


def _outstanding(task: Any, typed: Any, marks: Marks, layer: Layer) -> Any:
    """2.3: what is confirmed of a claim that stands; the stored confirmation where nothing was said of it."""
    kept = getattr(task, "outstanding", None)
    stored = (True, kept.reason, kept.document) if kept else (False, "", "")
    said, reason, document = marks.outstanding.get(task.pk, stored)
    if not said or not result_of(typed, layer).claims_more:
        return None
    if kept and stored == (said, reason, document):
        return kept
    return type(task).outstanding.related.related_model(task=copy(task), reason=reason, document=document)


def _own(rows: Iterable[Any], layer: Layer) -> Any | None:
    return next((row for row in rows if row.layer == layer), None)


def _others(rows: Iterable[Any], own: Any | None) -> list[Any]:
    return [row for row in rows if row is not own]


def _says(row: Any, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _row(own: Any | None, rows: Any, **values: Any) -> Any:
    """The stored row where it says the same, else one yet to be written."""
    return own if own is not None and _says(own, values) else _anew(own, rows, **values)


def _anew(own: Any | None, rows: Any, **values: Any) -> Any:
    """A row yet to be written, in place of the stored one; what it does not say stays as that one has it."""
    row = copy(own) if own is not None else rows.model(**{rows.field.name: rows.instance})
    row.pk, row._state.adding = None, True
    for name, value in values.items():
        setattr(row, name, value)
    return row
