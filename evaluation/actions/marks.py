"""The three layers of Mẫu 03: the cadre's own marks, the appraisal, the authority's; and excuses (6.1)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from cadres.machine import Refused
from config import clock
from evaluation.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.actions.figures import POINTS, refresh_figures
from evaluation.actions.lists import ensure_list_for
from evaluation.actions.receipts import accept
from evaluation.facts import FIGURES, LAYERS, Marks, ensured, facts_of, newest, result_of, upto_layers
from evaluation.gates import owed
from evaluation.models import (
    Assessment,
    CriterionMark,
    Dossier,
    KeyResponse,
    PlanTask,
    ReturnNote,
    TaskMark,
)
from evaluation.workflows import DOSSIERS
from regulation.deadlines import Window
from regulation.findings import Finding
from regulation.vocabulary import Layer

MOST_DONE = Decimal(99999)

__all__ = [
    "MOST_DONE",
    "Marks",
    "answer_excuse",
    "begin_assessment",
    "put_forward_excuse",
    "return_dossier",
    "save_appraisal",
    "save_authority",
    "save_self",
    "self_layer",
    "submit_self",
]


@transaction.atomic
def begin_assessment(dossier: Dossier, *, by: Any) -> Dossier:
    """Bước 2: from work to Mẫu 03; what was delivered during the quarter is filled in as done."""

    def write(dossier: Dossier) -> None:
        for task in dossier.plan.active_tasks:
            done = min(sum((delivery.quantity for delivery in task.deliveries.all()), Decimal(0)), MOST_DONE)
            if done:
                TaskMark.objects.get_or_create(
                    task=task,
                    layer=Layer.SELF.value,
                    defaults={"done": done, "quality": 1, "timeliness": 1, "leadership": 1},
                )

    return DOSSIERS.perform("assess", dossier, by=by, write=write)


def save_self(dossier: Dossier, marks: Marks, *, by: Any, seen: int | None) -> Dossier:
    """Keep the self-assessment as typed: a draft may be incomplete, its findings stand beside it."""

    def write(dossier: Dossier) -> None:
        dossier.self_rating = marks.rating
        _write_layer(dossier, Layer.SELF, marks, by)

    return DOSSIERS.perform("mark", dossier, by=by, seen=seen, write=write)


def submit_self(dossier: Dossier, *, by: Any, seen: int | None, late_reason: str = "") -> Dossier:
    """Hand Mẫu 03 in: complete, with its receipt; the first arrival is the one that counts."""

    def write(dossier: Dossier) -> dict[str, Any]:
        receipt = accept(dossier, Window.DOSSIER, by=by, late_reason=late_reason, first=dossier.arrived_at)
        dossier.arrived_at = dossier.arrived_at or receipt.arrived_at
        dossier.late_reason = late_reason or dossier.late_reason
        dossier.returns.filter(answered_at=None).update(answered_at=clock.now())
        ensure_list_for(dossier)
        return {"receipt": receipt.number}

    return DOSSIERS.perform("submit", dossier, by=by, seen=seen, write=write)


def save_appraisal(
    dossier: Dossier, marks: Marks, *, by: Any, seen: int | None, done: bool = False
) -> Dossier:
    """The unit's staff mark beside the cadre; `done` also ends the appraisal."""

    def write(dossier: Dossier) -> dict[str, Any]:
        dossier.appraisal_rating = marks.rating
        return _write_layer(dossier, Layer.APPRAISAL, marks, by)

    return DOSSIERS.perform("appraise" if done else "appraisal_marks", dossier, by=by, seen=seen, write=write)


def save_authority(dossier: Dossier, marks: Marks, *, by: Any, seen: int | None) -> Dossier:
    """The authority's layer (Mẫu 03, part III): the official score."""

    def write(dossier: Dossier) -> dict[str, Any]:
        return _write_layer(dossier, Layer.AUTHORITY, marks, by)

    return DOSSIERS.perform("authority_marks", dossier, by=by, seen=seen, write=write)


def return_dossier(
    dossier: Dossier, *, by: Any, reason: str, rows: Mapping[str, str], seen: int | None
) -> Dossier:
    """Back to the cadre with a reason and the rows concerned; what stood there is kept, to show what changes."""

    def write(dossier: Dossier) -> dict[str, Any]:
        ReturnNote.objects.create(
            dossier=dossier,
            at=clock.now(),
            by=by,
            came_from=dossier.stage,
            went_to=DOSSIERS.moves["return"].target,
            reason=reason,
            rows=dict(rows),
            before=self_layer(dossier),
        )
        for column in ("division_rating", "appraisal_rating", "council_rating"):
            setattr(dossier, column, "")
        return {"rows": dict(rows)}

    return DOSSIERS.perform("return", dossier, by=by, seen=seen, reason=reason, write=write)


def self_layer(dossier: Dossier) -> dict[str, Any]:
    """The self layer as plain values, its words included, for comparing before and after a return."""
    facts = facts_of(dossier, upto=Layer.SELF)
    results = {task.key: task.result for task in facts.tasks}
    return {
        "rating": dossier.self_rating,
        "criteria": dict(facts.ensured),
        "tasks": {
            key: {name: str(getattr(result, name)) for name in FIGURES} for key, result in results.items()
        },
        "total": str(facts.scored.total),
        "words": _words(dossier),
    }


def _words(dossier: Dossier) -> dict[str, str]:
    """What the cadre wrote: row's anchor → evidence or reason."""
    marks = {task.pk: newest(task.marks.all(), Layer.SELF) for task in dossier.plan.active_tasks}
    criteria = [mark for mark in dossier.criterion_marks.all() if mark.layer == Layer.SELF]
    return {f"task-{pk}": mark.evidence for pk, mark in marks.items() if mark} | {
        f"criterion-{mark.code}": mark.reason for mark in criteria
    }


def _write_layer(dossier: Dossier, layer: Layer, marks: Marks, by: Any) -> dict[str, Any]:
    """Keep of this layer only what differs from the one beneath, then compute its figures anew."""
    below = LAYERS[LAYERS.index(layer) - 1] if layer != Layer.SELF else None
    marked = _write_keys(dossier, marks)
    base = Dossier.objects.with_facts().get(pk=dossier.pk)
    differing = [*_write_criteria(base, layer, below, marks), *_write_tasks(base, layer, below, marks)]
    if below and (unreasoned := [finding for finding in differing if finding is not None]):
        raise Refused(unreasoned)
    _write_responses(base, layer, marks)
    _write_words(dossier, layer, marks, by)
    return {"layer": layer.value} | ({"key": marked} if marked else {})


def _write_keys(dossier: Dossier, marks: Marks) -> list[str]:
    """Mark tasks as key; what the plan or an appraiser marked stays so. Returns their titles."""
    tasks = PlanTask.objects.filter(plan__dossier=dossier, pk__in=marks.keys, is_key=False, withdrawn_by=None)
    titles = [task.title for task in tasks]
    if titles:
        tasks.update(is_key=True)
    return titles


def _write_criteria(
    base: Dossier, layer: Layer, below: Layer | None, marks: Marks
) -> Iterable[Finding | None]:
    beneath = ensured(base, below) if below else dict.fromkeys(ensured(base), True)
    for code, (is_ensured, reason) in marks.criteria.items():
        if is_ensured == beneath[code]:
            CriterionMark.objects.filter(dossier=base, layer=layer, code=code).delete()
            continue
        CriterionMark.objects.update_or_create(
            dossier=base, layer=layer, code=code, defaults={"ensured": is_ensured, "reason": reason}
        )
        yield None if reason.strip() else _reason_owed(f"Tiêu chí {code}", f"criterion-{code}")


def _write_tasks(base: Dossier, layer: Layer, below: Layer | None, marks: Marks) -> Iterable[Finding | None]:
    tasks = {task.pk: task for task in base.plan.active_tasks}
    numbers = {task.pk: number for number, task in enumerate(base.plan.active_tasks, start=1)}
    for pk in marks.tasks.keys() & tasks.keys():
        task, values = tasks[pk], marks.tasks[pk]
        if values is None or (below and _same(values, result_of(task, below))):
            TaskMark.objects.filter(task=task, layer=layer).delete()
            continue
        TaskMark.objects.update_or_create(task=task, layer=layer, defaults=dict(values))
        if below:
            reason = str(values.get("reason", ""))
            yield (
                None
                if reason.strip()
                else _reason_owed(f"Nhiệm vụ {numbers[pk]} “{task.title}”", f"task-{pk}")
            )


def _same(values: Mapping[str, Any], result: Any) -> bool:
    return all(values[name] == getattr(result, name) for name in FIGURES)


def _reason_owed(what: str, anchor: str) -> Finding:
    return owed("mark-reason", "B3", f"{what}: chấm khác lớp trước, cần ghi lý do.", anchor=anchor)


def _write_responses(base: Dossier, layer: Layer, marks: Marks) -> None:
    """A key task's level stands in the layer that says it first; the authority's own where it says otherwise."""
    below = upto_layers(layer)[:-1]
    key_tasks = {task.pk: task for task in base.plan.active_tasks if task.is_key}
    for pk in (marks.responses or {}).keys() & key_tasks.keys():
        level, task = (marks.responses or {})[pk], key_tasks[pk]
        beneath = newest(task.responses.all(), below[-1]) if below else None
        if level and not (beneath and beneath.level == level):
            KeyResponse.objects.update_or_create(task=task, layer=layer, defaults={"level": level})
        else:
            KeyResponse.objects.filter(task=task, layer=layer).delete()


def _write_words(dossier: Dossier, layer: Layer, marks: Marks, by: Any) -> None:
    Assessment.objects.update_or_create(
        dossier=dossier,
        layer=layer,
        defaults={"reason": marks.reason, "remark": marks.remark, "saved_at": clock.now(), "by": by},
        create_defaults={
            "reason": marks.reason,
            "remark": marks.remark,
            "saved_at": clock.now(),
            "by": by,
            **dict.fromkeys(POINTS, Decimal(0)),
        },
    )
    refresh_figures(dossier)
