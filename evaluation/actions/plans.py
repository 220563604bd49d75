"""Drawing up a plan (Mẫu 01), handing it in, approving it, changing it afterwards."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from cadres.machine import Refusal
from cadres.vietnamese import plain
from catalog.models import CatalogItem
from config import clock
from evaluation.actions.receipts import accept
from evaluation.models import AxisWeight, Delivery, Plan, PlanAmendment, PlanTask
from evaluation.workflows import AMENDMENTS, DOSSIERS, PLANS
from regulation.deadlines import Window
from regulation.numbers import vn
from regulation.scoring import coefficient
from regulation.vocabulary import AxisRole
from regulation.weights import propose_weights


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


class NoCoefficient(Refusal):
    """A catalog without its standard item gives no coefficient (Phụ lục 1, Bước 3)."""

    def __init__(self, item: CatalogItem) -> None:
        super().__init__(
            f"Danh mục có “{item.name}” chưa chọn đơn vị sản phẩm/công việc chuẩn, nên chưa có hệ số quy đổi."
        )


class TaskGone(Refusal):
    """The task was withdrawn, or removed, after the page was opened."""

    def __init__(self, task: PlanTask) -> None:
        super().__init__(f"Nhiệm vụ “{task.title}” không còn trong kế hoạch.")


def add_tasks(
    plan: Plan,
    items: Iterable[CatalogItem],
    *,
    axis: int,
    due_date: date | None = None,
    quantities: Mapping[int, Decimal] | None = None,
    by: Any,
    seen: int | None,
) -> Plan:
    """Undertake standard products of the catalog on an axis; title, product and coefficient come from the item.

    `quantities` (by the item's pk) says how many where it is not as many as the catalog has.
    """
    items, quantities = list(items), quantities or {}

    def write(plan: Plan) -> dict[str, Any]:
        order = _next_order(plan)
        for place, item in enumerate(items):
            values = of_item(item) | {"quantity": quantities.get(item.pk, item.quantity)}
            PlanTask.objects.create(plan=plan, axis=axis, order=order + place, due_date=due_date, **values)
        settle_weights(plan)
        return {"added": [item.name for item in items]}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


def add_direct_task(plan: Plan, values: Mapping[str, Any], *, by: Any, seen: int | None) -> Plan:
    """Bước 2, Quý II/2026: a task with its points, straight into Mẫu 03; 100 points are one standard product."""

    def write(plan: Plan) -> dict[str, Any]:
        task = PlanTask(plan=plan, order=_next_order(plan), **values)
        task.coefficient = coefficient(task.points, Decimal(100))
        task.save()
        settle_weights(plan)
        return {"added": [task.title]}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


def change_task(task: PlanTask, values: Mapping[str, Any], *, by: Any, seen: int | None) -> Plan:
    """Change a task of a draft: title, quantity, day, axis, key mark (and points where tasks are entered directly).

    With `item` it takes over that product's points and coefficient, and keeps its own title and quantity.
    """
    if item := values.get("item"):
        taken = of_item(item)
        values = {**values, **{name: taken[name] for name in ("product", "points", "coefficient")}}

    def write(plan: Plan) -> dict[str, Any]:
        row = plan.tasks.filter(pk=task.pk).first()
        if row is None:
            raise TaskGone(task)
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        if row.item_id is None:
            row.coefficient = coefficient(row.points, Decimal(100))
        row.save()
        if before.get("axis", row.axis) != row.axis:
            settle_weights(plan)
        changed = {
            name: [str(before[name]), str(value)] for name, value in values.items() if before[name] != value
        }
        return {"task": row.title, "changed": changed}

    return PLANS.perform("edit", task.plan, by=by, seen=seen, write=write)


def remove_task(task: PlanTask, *, by: Any, seen: int | None) -> Plan:
    def write(plan: Plan) -> dict[str, Any]:
        plan.tasks.filter(pk=task.pk).delete()
        settle_weights(plan)
        return {"removed": [task.title]}

    return PLANS.perform("edit", task.plan, by=by, seen=seen, write=write)


def set_weights(plan: Plan, weights: Mapping[int, tuple[str, Decimal]], *, by: Any, seen: int | None) -> Plan:
    """Set role and weight of each axis (2.5); whether they are lawful is the gate's to say when the plan is handed in."""

    def write(plan: Plan) -> dict[str, Any]:
        plan.weights.all().delete()
        AxisWeight.objects.bulk_create(
            AxisWeight(plan=plan, axis=axis, role=role, weight=weight)
            for axis, (role, weight) in sorted(weights.items())
        )
        return {"weights": {str(axis): str(weight) for axis, (_, weight) in sorted(weights.items())}}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


def copy_tasks(
    plan: Plan, tasks: Iterable[PlanTask], *, due_date: date | None = None, by: Any, seen: int | None
) -> Plan:
    """Take over tasks of an earlier quarter; coefficients come from the catalog now in force, days are new or left open.

    What that catalog no longer has comes without an item, and the plan waits until one is chosen (`unmapped-task`).
    """
    tasks = list(tasks)

    def write(plan: Plan) -> dict[str, Any]:
        order, find = _next_order(plan), _counterparts(plan)
        for place, old in enumerate(tasks):
            item = find(old)
            values = of_item(item) if item else {"product": old.product, "points": old.points}
            values |= {
                "title": old.title,
                "quantity": old.quantity,
                "is_key": old.is_key,
                "due_date": due_date,
            }
            if item is None:
                values["coefficient"] = coefficient(old.points, Decimal(100))
            PlanTask.objects.create(plan=plan, axis=old.axis, order=order + place, **values)
        settle_weights(plan)
        return {"added": [task.title for task in tasks]}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


def submit_plan(plan: Plan, *, by: Any, seen: int | None, late_reason: str = "") -> Plan:
    """Hand the plan in (Bước 1, by the end of the 25th); the first arrival is the one that counts."""

    def write(plan: Plan) -> dict[str, Any]:
        receipt = accept(plan.dossier, Window.PLAN, by=by, late_reason=late_reason)
        plan.arrived_at = plan.arrived_at or receipt.arrived_at
        plan.late_reason = late_reason or plan.late_reason
        return {"receipt": receipt.number}

    return PLANS.perform("submit", plan, by=by, seen=seen, write=write)


def collate_plan(plan: Plan, *, by: Any, seen: int | None = None) -> Plan:
    return PLANS.perform("collate", plan, by=by, seen=seen)


def return_plan(plan: Plan, *, by: Any, reason: str, seen: int | None = None) -> Plan:
    return PLANS.perform("return", plan, by=by, seen=seen, reason=reason)


@transaction.atomic
def approve_plan(plan: Plan, *, by: Any, seen: int | None = None) -> Plan:
    """Approve the plan; its dossier goes to work."""

    def write(plan: Plan) -> None:
        plan.approved_at = clock.now()

    plan = PLANS.perform("approve", plan, by=by, seen=seen, write=write)
    DOSSIERS.perform("begin", plan.dossier, by=by)
    return plan


def record_delivery(task: PlanTask, values: Mapping[str, Any], *, by: Any) -> Delivery:
    """Note a product delivered during the quarter; it fills in the self-assessment."""
    made: list[Delivery] = []

    def write(plan: Plan) -> dict[str, Any]:
        if not plan.tasks.filter(pk=task.pk, withdrawn_by=None).exists():
            raise TaskGone(task)
        made.append(Delivery.objects.create(task=task, **values))
        return {"delivered": [task.title]}

    PLANS.perform("deliver", task.plan, by=by, write=write)
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
    """Ask for a change of an approved plan: `values` are PlanAmendment's kind, ground, and task/quantity or draft/weights."""
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
        return {"amendment": amendment.get_kind_display()}

    return AMENDMENTS.perform("approve", amendment, by=by, seen=seen, reason=answer, write=write)


def refuse_amendment(
    amendment: PlanAmendment, *, by: Any, answer: str, seen: int | None = None
) -> PlanAmendment:
    def write(amendment: PlanAmendment) -> None:
        amendment.answer = answer

    return AMENDMENTS.perform("refuse", amendment, by=by, seen=seen, reason=answer, write=write)


def of_item(item: CatalogItem) -> dict[str, Any]:
    """What a task takes over from its standard product."""
    factor = item.coefficient()
    if factor is None:
        raise NoCoefficient(item)
    return {
        "item": item,
        "title": item.name,
        "product": item.product,
        "schedule": item.schedule,
        "quantity": item.quantity,
        "points": item.points,
        "coefficient": factor,
    }


def settle_weights(plan: Plan) -> None:
    """Propose weights anew when an axis got its first task or lost its last (open-questions 23); the heaviest is main."""
    axes = set(plan.tasks.filter(withdrawn_by=None).values_list("axis", flat=True))
    if axes == set(plan.weights.values_list("axis", flat=True)):
        return
    proposed = propose_weights(axes, plan.dossier.period.edition)
    heaviest = max(proposed.values(), default=None)
    plan.weights.all().delete()
    AxisWeight.objects.bulk_create(
        AxisWeight(
            plan=plan,
            axis=axis,
            weight=weight,
            role=AxisRole.MAIN if weight == heaviest else AxisRole.SUPPORTING,
        )
        for axis, weight in proposed.items()
    )


def _next_order(plan: Plan) -> int:
    return (plan.tasks.aggregate(last=Max("order"))["last"] or 0) + 1


def _counterparts(plan: Plan) -> Callable[[PlanTask], CatalogItem | None]:
    """Finds for an earlier task its product in the catalog now in force: the same row, else the row of the same name."""
    dossier = plan.dossier
    items = list(CatalogItem.objects.for_planning(dossier.unit, dossier.period.year))
    by_pk = {item.pk: item for item in items}
    by_name = {plain(item.name): item for item in reversed(items)}

    def find(old: PlanTask) -> CatalogItem | None:
        return by_pk.get(old.item_id) or by_name.get(plain(old.item.name if old.item else old.title))

    return find


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
    values = of_item(item) | draft | {"order": _next_order(amendment.plan), "added_by": amendment}
    values["quantity"] = Decimal(values["quantity"])
    values["due_date"] = date.fromisoformat(values["due_date"])
    PlanTask.objects.create(plan=amendment.plan, **values)
    if amendment.weights:
        amendment.plan.weights.all().delete()
        AxisWeight.objects.bulk_create(
            AxisWeight(plan=amendment.plan, axis=int(axis), role=role, weight=Decimal(weight))
            for axis, (role, weight) in amendment.weights.items()
        )
    else:
        settle_weights(amendment.plan)


def _lower(amendment: PlanAmendment) -> None:
    amendment.previous_quantity = amendment.task.quantity
    amendment.task.quantity = amendment.quantity
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
