"""Drawing up a plan (Mẫu 01): tasks, their figures, the weights of the axes."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from cadres.machine import Refusal
from catalog.models import CatalogItem
from evaluation.plans.models import AxisWeight, Plan, PlanTask
from evaluation.plans.moves import PLANS
from regulation.scoring import coefficient
from regulation.vocabulary import AxisRole, Layer
from regulation.weights import propose_weights


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
        order = next_order(plan)
        for place, item in enumerate(items):
            values = of_item(item) | {"quantity": quantities.get(item.pk, item.quantity)}
            PlanTask.objects.create(plan=plan, axis=axis, order=order + place, due_date=due_date, **values)
        settle_weights(plan)
        return {"added": [item.name for item in items]}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


def add_direct_task(plan: Plan, values: Mapping[str, Any], *, by: Any, seen: int | None) -> Plan:
    """Bước 2, Quý II/2026: a task with its points, straight into Mẫu 03; 100 points are one standard product."""

    def write(plan: Plan) -> dict[str, Any]:
        task = PlanTask(plan=plan, order=next_order(plan), **values)
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
        axis, changed = row.axis, _change(row, values)
        if row.item_id is None:
            row.coefficient = coefficient(row.points, Decimal(100))
        row.save()
        if row.axis != axis:
            settle_weights(plan)
        return {"task": row.title, "changed": changed}

    return PLANS.perform("edit", task.plan, by=by, seen=seen, write=write)


def change_tasks(plan: Plan, changes: Mapping[int, Mapping[str, Any]], *, by: Any, seen: int | None) -> Plan:
    """Change many tasks of a draft at once, by their pk: quantity, day, key mark."""

    def write(plan: Plan) -> dict[str, Any]:
        told = []
        for task in plan.tasks.filter(pk__in=changes):
            changed = _change(task, changes[task.pk])
            task.save()
            told += [{"task": task.title, "changed": changed}] if changed else []
        return {"tasks": told}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


class TaskJudged(Refusal):
    """In direct entry a returned task may bear another's marks, an answer or an excuse: those are never overwritten."""

    def __init__(self, task: PlanTask) -> None:
        super().__init__(
            f"Nhiệm vụ “{task.title}” đã có điểm thẩm định hoặc lý do khách quan nên không xóa được; "
            "đồng chí ghi số lượng thực hiện ở bản tự đánh giá."
        )


def remove_task(task: PlanTask, *, by: Any, seen: int | None) -> Plan:
    def write(plan: Plan) -> dict[str, Any]:
        _refuse_judged(task)
        plan.tasks.filter(pk=task.pk).delete()
        settle_weights(plan)
        return {"removed": [task.title]}

    return PLANS.perform("edit", task.plan, by=by, seen=seen, write=write)


def _refuse_judged(task: PlanTask) -> None:
    judged = task.marks.exclude(layer=Layer.SELF).exists() or task.responses.exists()
    if judged or hasattr(task, "excuse"):
        raise TaskJudged(task)


def set_weights(
    plan: Plan, weights: Mapping[int, tuple[str, Decimal]] | None, *, by: Any, seen: int | None
) -> Plan:
    """Set role and weight of each axis (2.5), None as Mẫu 03 proposes them; whether they are lawful the gates say later."""

    def write(plan: Plan) -> dict[str, Any]:
        given = _proposed(plan, {task.axis for task in plan.active_tasks}) if weights is None else weights
        write_weights(plan, given)
        return {"weights": {str(axis): str(weight) for axis, (_, weight) in sorted(given.items())}}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


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
    write_weights(plan, _proposed(plan, axes))


def write_weights(plan: Plan, weights: Mapping[int, tuple[str, Decimal]]) -> None:
    """Put these (role, weight) of the axes in the place of what was there."""
    plan.weights.all().delete()
    AxisWeight.objects.bulk_create(
        AxisWeight(plan=plan, axis=axis, role=role, weight=weight)
        for axis, (role, weight) in sorted(weights.items())
    )


def _proposed(plan: Plan, axes: Iterable[int]) -> dict[int, tuple[str, Decimal]]:
    weights = propose_weights(axes, plan.dossier.period.edition)
    heaviest = max(weights.values(), default=None)
    return {
        axis: (AxisRole.MAIN if weight == heaviest else AxisRole.SUPPORTING, weight)
        for axis, weight in weights.items()
    }


def _change(task: PlanTask, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set the values; per column that differs, what it was and what it is."""
    before = {name: getattr(task, name) for name in values}
    for name, value in values.items():
        setattr(task, name, value)
    return {name: [str(before[name]), str(value)] for name, value in values.items() if before[name] != value}


def next_order(plan: Plan) -> int:
    return (plan.tasks.aggregate(last=Max("order"))["last"] or 0) + 1
