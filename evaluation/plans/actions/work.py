"""An approved plan at work: deliveries, and changes that are approved in their turn."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cadres.machine import Refusal
from catalog.models import CatalogItem
from config import clock
from evaluation.plans.actions.drafting import TaskGone, next_order, of_item, settle_weights
from evaluation.plans.models import Delivery, Plan, PlanAmendment, PlanTask
from evaluation.plans.moves import AMENDMENTS, PLANS
from regulation.numbers import vn


class AmendmentTooLate(Refusal):
    """Withdrawing or lowering needs its approval before the task's due date (Mẫu 01, note)."""

    def __init__(self, task: PlanTask) -> None:
        super().__init__(
            f"Nhiệm vụ “{task.title}” đã đến hạn {task.due_date:%d/%m/%Y}: chỉ được rút hoặc giảm trước hạn hoàn thành."
        )


class AmendmentMoot(Refusal):
    """What is asked for is so already: the task was withdrawn, or stands no higher than the quantity asked for."""

    def __init__(self, task: PlanTask) -> None:
        how = (
            "đã được rút"
            if task.withdrawn_by_id
            else f"hiện có số lượng {vn(task.quantity)}, không cao hơn số đề nghị"
        )
        super().__init__(f"Nhiệm vụ “{task.title}” {how}: đề nghị này không còn gì để điều chỉnh.")


def record_delivery(
    task: PlanTask, values: Mapping[str, Any], *, by: Any, seen: int | None = None
) -> Delivery:
    """Note a product delivered during the quarter; it fills in the self-assessment."""
    made: list[Delivery] = []

    def write(plan: Plan) -> dict[str, Any]:
        if not plan.tasks.filter(pk=task.pk, withdrawn_by=None).exists():
            raise TaskGone(task)
        made.append(Delivery.objects.create(task=task, **values))
        return {"delivered": [task.title]}

    PLANS.perform("deliver", task.plan, by=by, seen=seen, write=write)
    return made[0]


def remove_delivery(delivery: Delivery, *, by: Any) -> Plan:
    """Take back a delivery noted by mistake; what it was stays in the history."""

    def write(plan: Plan) -> dict[str, Any]:
        told = {
            "undelivered": [delivery.task.title],
            "quantity": vn(delivery.quantity),
            "document": delivery.document,
        }
        Delivery.objects.filter(pk=delivery.pk).delete()
        return told

    return PLANS.perform("deliver", delivery.task.plan, by=by, write=write)


def ask_amendment(
    plan: Plan, values: Mapping[str, Any], *, by: Any, seen: int | None = None
) -> PlanAmendment:
    """Ask for a change of an approved plan: `values` are PlanAmendment's kind, ground, and task/quantity or draft."""
    made: list[PlanAmendment] = []

    def write(plan: Plan) -> dict[str, Any]:
        amendment = PlanAmendment(plan=plan, proposed_at=clock.now(), **values)
        _refuse_after_due(amendment)
        _refuse_moot(amendment)
        amendment.save()
        made.append(amendment)
        return {"amendment": amendment.get_kind_display()}

    PLANS.perform("ask", plan, by=by, seen=seen, write=write, reason=values["ground"])
    return made[0]


def approve_amendment(
    amendment: PlanAmendment, *, by: Any, answer: str = "", seen: int | None = None
) -> PlanAmendment:
    """Let the change take effect; what it replaced stays on the amendment."""

    def write(amendment: PlanAmendment) -> dict[str, Any]:
        _refuse_after_due(amendment)
        _refuse_moot(amendment)
        amendment.answer = answer
        _APPLY[PlanAmendment.Kind(amendment.kind)](amendment)
        amendment.plan.version += 1  # a page of the plan opened before shows what no longer stands
        amendment.plan.save(update_fields=["version"])
        return {"amendment": amendment.get_kind_display()}

    return AMENDMENTS.perform("approve", amendment, by=by, seen=seen, reason=answer, write=write)


def refuse_amendment(
    amendment: PlanAmendment, *, by: Any, answer: str, seen: int | None = None
) -> PlanAmendment:
    def write(amendment: PlanAmendment) -> None:
        amendment.answer = answer

    return AMENDMENTS.perform("refuse", amendment, by=by, seen=seen, reason=answer, write=write)


def _refuse_after_due(amendment: PlanAmendment) -> None:
    task = amendment.task
    if task and task.due_date and clock.today() >= task.due_date:
        raise AmendmentTooLate(task)


def _refuse_moot(amendment: PlanAmendment) -> None:
    task = amendment.task
    lowers = amendment.kind == PlanAmendment.Kind.LOWER
    if task and (task.withdrawn_by_id or (lowers and amendment.quantity >= task.quantity)):
        raise AmendmentMoot(task)


def _add(amendment: PlanAmendment) -> None:
    draft = dict(amendment.draft)
    item = CatalogItem.objects.select_related("catalog").get(pk=draft.pop("item"))
    values = of_item(item) | draft | {"order": next_order(amendment.plan), "added_by": amendment}
    values["quantity"] = Decimal(values["quantity"])
    values["due_date"] = date.fromisoformat(values["due_date"])
    PlanTask.objects.create(plan=amendment.plan, **values)
    settle_weights(amendment.plan)


def _lower(amendment: PlanAmendment) -> None:
    amendment.previous_quantity = amendment.task.quantity
    amendment.task.quantity, amendment.task.lowered_by = amendment.quantity, amendment
    amendment.task.save()


def _withdraw(amendment: PlanAmendment) -> None:
    amendment.previous_quantity = amendment.task.quantity
    amendment.task.withdrawn_by = amendment
    amendment.task.save()
    settle_weights(amendment.plan)


_APPLY = {
    PlanAmendment.Kind.ADD: _add,
    PlanAmendment.Kind.LOWER: _lower,
    PlanAmendment.Kind.WITHDRAW: _withdraw,
}
