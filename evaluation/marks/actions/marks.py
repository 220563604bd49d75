"""The three layers of Mẫu 03: the cadre's own marks, the appraisal, the authority's; and returns.

A deed on a `TypedCase` is for whoever holds the dossier already, as a page does that has read what was typed over it; the
others lock it first.
"""

from decimal import Decimal

from django.db import transaction

from cadres.models import User
from config import clock
from evaluation.core.actions.cases import renew_cases, renew_cases_of
from evaluation.core.actions.figures import write_figures
from evaluation.core.actions.receipts import accept
from evaluation.core.case import Case, TypedCase
from evaluation.core.facts import Marks, forget
from evaluation.core.models import Dossier, Receipt
from evaluation.core.road import DOSSIERS
from evaluation.marks.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.marks.actions.layers import write_layer
from evaluation.marks.actions.returns import return_dossier
from evaluation.marks.models import TaskMark
from evaluation.plans.models import PlanTask
from regulation.deadlines import Window
from regulation.vocabulary import Layer

MOST_DONE = Decimal(99999)

__all__ = [
    "MOST_DONE",
    "Marks",
    "answer_excuse",
    "begin_assessment",
    "hand_in",
    "keep_appraisal",
    "keep_authority",
    "keep_self",
    "put_forward_excuse",
    "return_dossier",
    "save_appraisal",
    "save_authority",
    "save_self",
    "submit_self",
]


def begin_assessment(dossier: Dossier, *, by: User) -> Dossier:
    """Bước 2: from work to Mẫu 03; what was delivered during the quarter is filled in as done."""
    with DOSSIERS.assess(dossier, by=by) as dossier:
        tasks = dossier.plan.tasks.filter(withdrawn_by=None).exclude(marks__layer=Layer.SELF.value)
        filled = [_delivered(task) for task in tasks.prefetch_related("deliveries")]
        TaskMark.objects.bulk_create(mark for mark in filled if mark.done)
        dossier.tell(**renew_cases(dossier))
    return dossier


def _delivered(task: PlanTask) -> TaskMark:
    done = min(sum((delivery.quantity for delivery in task.deliveries.all()), Decimal(0)), MOST_DONE)
    return TaskMark(task=task, layer=Layer.SELF.value, done=done, quality=1, timeliness=1, leadership=1)


@transaction.atomic
def save_self(dossier: Dossier, marks: Marks, *, by: User, seen: int | None) -> Dossier:
    """Keep the self-assessment as typed: a draft may be incomplete, its findings stand beside it."""
    return keep_self(_typed(dossier, marks, Layer.SELF), by=by, seen=seen)


def keep_self(case: TypedCase, *, by: User, seen: int | None) -> Dossier:
    """`save_self` of what was typed over a dossier that is held."""
    with DOSSIERS.mark(case.stored, by=by, seen=seen, held=True) as dossier:
        dossier.self_rating = case.marks.rating
        dossier.late_reason = case.marks.late_reason or dossier.late_reason
        write_layer(case, by=by)
    forget(dossier)
    return dossier


@transaction.atomic
def submit_self(dossier: Dossier, *, by: User, seen: int | None, late_reason: str = "") -> Dossier:
    """Hand Mẫu 03 in: complete, with its receipt; the first arrival is the one that counts."""
    dossier = _held(dossier)
    _submit(dossier, Case(dossier), by=by, seen=seen, late_reason=late_reason)
    return dossier


def hand_in(case: TypedCase, *, by: User, seen: int | None) -> Receipt:
    """Save what was typed and hand it in, both or neither, on one case."""
    dossier = keep_self(case, by=by, seen=seen)
    return _submit(dossier, case, by=by, seen=None, late_reason=case.marks.late_reason)


def _submit(dossier: Dossier, case: Case, *, by: User, seen: int | None, late_reason: str) -> Receipt:
    with DOSSIERS.submit(dossier, by=by, seen=seen, held=True, case=case) as dossier:
        receipt = accept(dossier, Window.DOSSIER, by=by, late_reason=late_reason, first=dossier.arrived_at)
        dossier.arrived_at = dossier.arrived_at or receipt.arrived_at
        dossier.late_reason = late_reason or dossier.late_reason
        dossier.returns.filter(answered_at=None).update(answered_at=clock.now())
        settled = renew_cases_of(dossier, case)
        if settled:
            write_figures(dossier, case)
        dossier.tell(receipt=receipt.number, **settled)
    return receipt


@transaction.atomic
def save_appraisal(
    dossier: Dossier, marks: Marks, *, by: User, seen: int | None, done: bool = False
) -> Dossier:
    """The unit's staff mark beside the cadre; `done` also ends the appraisal."""
    return keep_appraisal(_typed(dossier, marks, Layer.APPRAISAL), by=by, seen=seen, done=done)


def keep_appraisal(case: TypedCase, *, by: User, seen: int | None, done: bool = False) -> Dossier:
    """`save_appraisal` of what was typed over a dossier that is held."""
    move = DOSSIERS.appraise if done else DOSSIERS.appraisal_marks
    with move(case.stored, by=by, seen=seen, held=True, case=case) as dossier:
        dossier.appraisal_rating = case.marks.rating
        dossier.tell(**(renew_cases_of(dossier, case) if done else {}))
        dossier.tell(**write_layer(case, by=by))
    forget(dossier)
    return dossier


@transaction.atomic
def save_authority(dossier: Dossier, marks: Marks, *, by: User, seen: int | None) -> Dossier:
    """The authority's layer (Mẫu 03, part III): the official score."""
    return keep_authority(_typed(dossier, marks, Layer.AUTHORITY), by=by, seen=seen)


def keep_authority(case: TypedCase, *, by: User, seen: int | None) -> Dossier:
    """`save_authority` of what was typed over a dossier that is held."""
    with DOSSIERS.authority_marks(case.stored, by=by, seen=seen, held=True, case=case) as dossier:
        dossier.tell(**write_layer(case, by=by))
    forget(dossier)
    return dossier


def _typed(dossier: Dossier, marks: Marks, layer: Layer) -> TypedCase:
    return TypedCase(_held(dossier), marks, layer)


def _held(dossier: Dossier) -> Dossier:
    return Dossier.objects.filter(pk=dossier.pk).locked().with_facts().get()
