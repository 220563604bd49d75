"""The three layers of Mẫu 03: the cadre's own marks, the appraisal, the authority's; and excuses (6.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from cadres.machine import Refused
from config import clock
from evaluation.actions.lists import ensure_list_for
from evaluation.actions.receipts import accept
from evaluation.facts import LAYERS, ensured, facts_of, result_of
from evaluation.gates import owed
from evaluation.models import (
    Assessment,
    CriterionMark,
    Dossier,
    Excuse,
    KeyResponse,
    PlanTask,
    ReturnNote,
    TaskMark,
)
from evaluation.stages import RequestStage
from evaluation.workflows import DOSSIERS, EXCUSES
from regulation.deadlines import Window
from regulation.findings import Finding
from regulation.vocabulary import Layer


@dataclass(frozen=True)
class Marks:
    """What one layer says: criteria as code → (ensured, reason), tasks as id → TaskMark's columns, key responses as id → level."""

    criteria: Mapping[str, tuple[bool, str]]
    tasks: Mapping[int, Mapping[str, Any]]
    responses: Mapping[int, str] | None = None
    rating: str = ""
    reason: str = ""
    remark: str = ""


FIGURES = ("done", "quality", "timeliness", "leadership")


@transaction.atomic
def begin_assessment(dossier: Dossier, *, by: Any) -> Dossier:
    """Bước 2: from work to Mẫu 03; what was delivered during the quarter is filled in as done."""

    def write(dossier: Dossier) -> None:
        for task in dossier.plan.active_tasks:
            done = sum((delivery.quantity for delivery in task.deliveries.all()), Decimal(0))
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
        receipt = accept(dossier, Window.DOSSIER, by=by, late_reason=late_reason)
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
    """The self layer as plain values, for comparing before and after a return."""
    facts = facts_of(dossier, upto=Layer.SELF)
    results = {task.key: task.result for task in facts.tasks}
    return {
        "rating": dossier.self_rating,
        "criteria": dict(facts.ensured),
        "tasks": {
            key: {name: str(getattr(result, name)) for name in FIGURES} for key, result in results.items()
        },
        "total": str(facts.scored.total),
    }


def put_forward_excuse(task: PlanTask, *, by: Any, ground: str, document: str = "") -> Excuse:
    """6.1: say why a task falls short for an objective reason; the authority answers."""

    def write(dossier: Dossier) -> dict[str, Any]:
        Excuse.objects.update_or_create(
            task=task,
            defaults={
                "stage": RequestStage.PROPOSED,
                "ground": ground,
                "document": document,
                "put_forward_at": clock.now(),
                "answer": "",
            },
        )
        return {"task": task.title}

    DOSSIERS.perform("put_forward_excuse", task.plan.dossier, by=by, reason=ground, write=write)
    return Excuse.objects.get(task=task)


def answer_excuse(
    excuse: Excuse, *, by: Any, confirmed: bool, answer: str = "", document: str = "", seen: int | None = None
) -> Excuse:
    """The authority confirms (lifting the gate of 6.1 and nothing else) or refuses, with its reason."""

    def write(excuse: Excuse) -> dict[str, Any]:
        excuse.answer, excuse.document = answer, document or excuse.document
        return {"task": excuse.task.title}

    return EXCUSES.perform(
        "confirm" if confirmed else "refuse", excuse, by=by, seen=seen, reason=answer, write=write
    )


def _write_layer(dossier: Dossier, layer: Layer, marks: Marks, by: Any) -> dict[str, Any]:
    """Keep of this layer only what differs from the one beneath, then compute its figures anew."""
    below = LAYERS[LAYERS.index(layer) - 1] if layer != Layer.SELF else None
    base = Dossier.objects.with_facts().get(pk=dossier.pk)
    differing = [*_write_criteria(base, layer, below, marks), *_write_tasks(base, layer, below, marks)]
    if below and (unreasoned := [finding for finding in differing if finding is not None]):
        raise Refused(unreasoned)
    _write_responses(base, layer, marks)
    _write_figures(dossier, layer, marks, by)
    return {"layer": layer.value}


def _write_criteria(
    base: Dossier, layer: Layer, below: Layer | None, marks: Marks
) -> Iterable[Finding | None]:
    beneath = ensured(base, below) if below else dict.fromkeys(ensured(base), True)
    for code, (is_ensured, reason) in marks.criteria.items():
        same = is_ensured == beneath[code]
        if same:
            CriterionMark.objects.filter(dossier=base, layer=layer, code=code).delete()
            continue
        CriterionMark.objects.update_or_create(
            dossier=base, layer=layer, code=code, defaults={"ensured": is_ensured, "reason": reason}
        )
        yield None if reason.strip() else _reason_owed(f"Tiêu chí {code}", f"criterion-{code}")


def _write_tasks(base: Dossier, layer: Layer, below: Layer | None, marks: Marks) -> Iterable[Finding | None]:
    tasks = {task.pk: task for task in base.plan.active_tasks}
    for pk, values in marks.tasks.items():
        task = tasks[pk]
        if below and all(values[name] == getattr(result_of(task, below), name) for name in FIGURES):
            TaskMark.objects.filter(task=task, layer=layer).delete()
            continue
        TaskMark.objects.update_or_create(task=task, layer=layer, defaults=dict(values))
        if below:
            reason = str(values.get("reason", ""))
            yield None if reason.strip() else _reason_owed(f"Nhiệm vụ “{task.title}”", f"task-{pk}")


def _reason_owed(what: str, anchor: str) -> Finding:
    return owed("mark-reason", "B3", f"{what}: chấm khác lớp trước, cần ghi lý do.", anchor=anchor)


def _write_responses(base: Dossier, layer: Layer, marks: Marks) -> None:
    key_tasks = {task.pk: task for task in base.plan.active_tasks if task.is_key}
    for pk, level in (marks.responses or {}).items():
        if pk in key_tasks and level:
            KeyResponse.objects.update_or_create(task=key_tasks[pk], layer=layer, defaults={"level": level})
        else:
            KeyResponse.objects.filter(task_id=pk, layer=layer).delete()


def _write_figures(dossier: Dossier, layer: Layer, marks: Marks, by: Any) -> None:
    fresh = Dossier.objects.with_facts().get(pk=dossier.pk)
    scored = facts_of(fresh, upto=layer).scored
    Assessment.objects.update_or_create(
        dossier=dossier,
        layer=layer,
        defaults={
            "reason": marks.reason,
            "remark": marks.remark,
            "general_points": scored.general_points,
            "task_points": scored.task_points,
            "total": scored.total,
            "uncapped_total": scored.uncapped_total,
            "saved_at": clock.now(),
            "by": by,
        },
    )
    dossier.total, dossier.uncapped_total = scored.total, scored.uncapped_total
