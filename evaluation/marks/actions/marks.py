"""The three layers of Mẫu 03: the cadre's own marks, the appraisal, the authority's; and excuses (6.1)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from config import clock
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.receipts import accept
from evaluation.core.facts import FIGURES, Marks, facts_of, newest
from evaluation.core.models import Dossier, ReturnNote
from evaluation.core.road import DOSSIERS
from evaluation.marks.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.marks.actions.layers import write_layer
from evaluation.marks.models import TaskMark
from regulation.deadlines import Window
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

    def write(dossier: Dossier) -> dict[str, Any]:
        for task in dossier.plan.active_tasks:
            done = min(sum((delivery.quantity for delivery in task.deliveries.all()), Decimal(0)), MOST_DONE)
            if done:
                TaskMark.objects.get_or_create(
                    task=task,
                    layer=Layer.SELF.value,
                    defaults={"done": done, "quality": 1, "timeliness": 1, "leadership": 1},
                )
        return renew_cases(dossier)

    return DOSSIERS.perform("assess", dossier, by=by, write=write)


def save_self(dossier: Dossier, marks: Marks, *, by: Any, seen: int | None, late_reason: str = "") -> Dossier:
    """Keep the self-assessment as typed: a draft may be incomplete, its findings stand beside it."""

    def write(dossier: Dossier) -> None:
        dossier.self_rating = marks.rating
        dossier.late_reason = late_reason or dossier.late_reason
        write_layer(dossier, Layer.SELF, marks, by)

    return DOSSIERS.perform("mark", dossier, by=by, seen=seen, write=write)


def submit_self(dossier: Dossier, *, by: Any, seen: int | None, late_reason: str = "") -> Dossier:
    """Hand Mẫu 03 in: complete, with its receipt; the first arrival is the one that counts."""

    def write(dossier: Dossier) -> dict[str, Any]:
        receipt = accept(dossier, Window.DOSSIER, by=by, late_reason=late_reason, first=dossier.arrived_at)
        dossier.arrived_at = dossier.arrived_at or receipt.arrived_at
        dossier.late_reason = late_reason or dossier.late_reason
        dossier.returns.filter(answered_at=None).update(answered_at=clock.now())
        return {"receipt": receipt.number} | renew_cases(dossier)

    return DOSSIERS.perform("submit", dossier, by=by, seen=seen, write=write)


def save_appraisal(
    dossier: Dossier, marks: Marks, *, by: Any, seen: int | None, done: bool = False
) -> Dossier:
    """The unit's staff mark beside the cadre; `done` also ends the appraisal."""

    def write(dossier: Dossier) -> dict[str, Any]:
        dossier.appraisal_rating = marks.rating
        settled = renew_cases(dossier) if done else {}
        return settled | write_layer(dossier, Layer.APPRAISAL, marks, by)

    return DOSSIERS.perform("appraise" if done else "appraisal_marks", dossier, by=by, seen=seen, write=write)


def save_authority(dossier: Dossier, marks: Marks, *, by: Any, seen: int | None) -> Dossier:
    """The authority's layer (Mẫu 03, part III): the official score."""

    def write(dossier: Dossier) -> dict[str, Any]:
        return write_layer(dossier, Layer.AUTHORITY, marks, by)

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
