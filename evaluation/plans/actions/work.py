"""An approved plan at work: deliveries, and changes that are approved in their turn."""

from collections.abc import Mapping

from cadres.machine import Refusal
from cadres.models import User
from catalog.models import CatalogItem
from config import clock
from evaluation.plans.actions.drafting import TaskGone, axes_of, of_item, settle_weights
from evaluation.plans.models import Delivery, Plan, PlanAmendment, PlanTask
from evaluation.plans.moves import AMENDMENTS, PLANS
from regulation.numbers import vn


class AmendmentTooLate(Refusal):
    """Withdrawing or lowering is asked for before the task's due date (Mẫu 01), whenever it is answered (open-questions 28)."""

    def __init__(self, task: PlanTask) -> None:
        super().__init__(
            f"Nhiệm vụ “{task.named}” đã đến hạn {task.due_date:%d/%m/%Y}: chỉ được đề nghị rút hoặc giảm trước hạn hoàn thành."
        )


class AmendmentMoot(Refusal):
    """What is asked for is so already: the task was withdrawn, or stands no higher than the quantity asked for."""

    def __init__(self, task: PlanTask) -> None:
        how = (
            "đã được rút"
            if task.withdrawn_by_id
            else f"hiện có số lượng {vn(task.quantity)}, không cao hơn số đề nghị"
        )
        super().__init__(f"Nhiệm vụ “{task.named}” {how}: đề nghị này không còn gì để điều chỉnh.")


def record_delivery(
    task: PlanTask, values: Mapping[str, object], *, by: User | None, seen: int | None = None
) -> Delivery:
    """Note a product delivered during the quarter; it fills in the self-assessment."""
    with PLANS.deliver(task.plan, by=by, seen=seen) as plan:
        if not plan.tasks.filter(pk=task.pk, withdrawn_by=None).exists():
            raise TaskGone(task)
        delivery = Delivery.objects.create(task=task, **values)
        plan.tell(delivered=[task.named])
    return delivery


def remove_delivery(delivery: Delivery, *, by: User | None) -> Plan:
    """Take back a delivery noted by mistake; what it was stays in the history."""
    with PLANS.deliver(delivery.task.plan, by=by) as plan:
        Delivery.objects.filter(pk=delivery.pk).delete()
        what = {"quantity": vn(delivery.quantity), "document": delivery.document}
        plan.tell(undelivered=[delivery.task.named], **what)
    return plan


def ask_amendment(
    plan: Plan, values: Mapping[str, object], *, by: User | None, seen: int | None = None
) -> PlanAmendment:
    """Ask for a change of an approved plan: `values` are PlanAmendment's kind, ground, and task/quantity or draft."""
    amendment = PlanAmendment(proposed_at=clock.now(), **values)
    with PLANS.ask(plan, by=by, seen=seen, reason=amendment.ground) as plan:
        amendment.plan = plan
        _refuse_after_due(amendment.task)
        _refuse_moot(amendment)
        amendment.save()
        plan.tell(amendment=amendment.get_kind_display())
    return amendment


def approve_amendment(
    amendment: PlanAmendment, *, by: User | None, answer: str = "", seen: int | None = None
) -> PlanAmendment:
    """Let the change take effect; what it replaced stays on the amendment."""
    with AMENDMENTS.approve(amendment, by=by, seen=seen, reason=answer) as amendment:
        _refuse_moot(amendment)
        amendment.answer = answer
        before = axes_of(amendment.plan.tasks.all())
        _apply(amendment)
        settle_weights(amendment.plan, before, axes_of(amendment.plan.tasks.all()))
        amendment.plan.version += 1  # a page of the plan opened before shows what no longer stands
        amendment.plan.save(update_fields=["version"])
        amendment.tell(amendment=amendment.get_kind_display())
    return amendment


def refuse_amendment(
    amendment: PlanAmendment, *, by: User | None, answer: str, seen: int | None = None
) -> PlanAmendment:
    """Leave the plan as it is, and say why."""
    with AMENDMENTS.refuse(amendment, by=by, seen=seen, reason=answer) as amendment:
        amendment.answer = answer
    return amendment


def _refuse_after_due(task: PlanTask | None) -> None:
    if task and not task.is_ahead:
        raise AmendmentTooLate(task)


def _refuse_moot(amendment: PlanAmendment) -> None:
    task = amendment.task
    asked = amendment.quantity if amendment.kind == PlanAmendment.Kind.LOWER else None
    if task and (task.withdrawn_by_id or (asked is not None and asked >= task.quantity)):
        raise AmendmentMoot(task)


def _apply(amendment: PlanAmendment) -> None:
    if amendment.task is None:
        _add(amendment)
    else:
        _TO_TASK[PlanAmendment.Kind(amendment.kind)](amendment, amendment.task)


def _add(amendment: PlanAmendment) -> None:
    draft = dict(amendment.draft)
    item = CatalogItem.objects.select_related("catalog").get(pk=draft.pop("item"))
    task = PlanTask(plan=amendment.plan, added_by=amendment, **{**of_item(item), **draft})
    task.order = max((row.order for row in amendment.plan.tasks.all()), default=0) + 1
    task.quantity, task.due_date = amendment.draft_quantity, amendment.draft_due
    task.save()


def _lower(amendment: PlanAmendment, task: PlanTask) -> None:
    amendment.previous_quantity = task.quantity
    task.quantity, task.lowered_by = amendment.quantity or task.quantity, amendment
    task.save(update_fields=["quantity", "lowered_by"])


def _withdraw(amendment: PlanAmendment, task: PlanTask) -> None:
    amendment.previous_quantity = task.quantity
    task.withdrawn_by = amendment
    task.save(update_fields=["withdrawn_by"])


_TO_TASK = {PlanAmendment.Kind.LOWER: _lower, PlanAmendment.Kind.WITHDRAW: _withdraw}
