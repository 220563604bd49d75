"""Drawing up a plan (Mẫu 01): tasks, their figures, the weights of the axes."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.db.models import Exists, OuterRef, Q

from cadres.machine import Refusal
from cadres.models import User
from catalog.models import CatalogItem
from evaluation.plans.models import AxisWeight, Plan, PlanTask
from evaluation.plans.moves import PLANS
from regulation.scoring import coefficient
from regulation.vocabulary import AxisRole, Layer
from regulation.weights import propose_weights

Weights = Mapping[int, tuple[str, Decimal]]  # per axis its role and how much it weighs
STANDARD = Decimal(100)  # points of one standard product, where tasks are entered directly
FROM_ITEM = ("product", "points", "coefficient")  # what a task takes over when its product is chosen anew
JUDGED = (
    Q(marks__layer__in=[layer.value for layer in Layer if layer is not Layer.SELF])
    | Q(responses__isnull=False)
    | Q(excuse__isnull=False)
)


class NoCoefficient(Refusal):
    """A catalog without its standard item gives no coefficient (Phụ lục 1, Bước 3)."""

    def __init__(self, item: CatalogItem) -> None:
        super().__init__(
            f"Danh mục có “{item.name}” chưa chọn đơn vị sản phẩm/công việc chuẩn, nên chưa có hệ số quy đổi."
        )


class TaskGone(Refusal):
    """The task was withdrawn, or removed, after the page was opened."""

    def __init__(self, task: PlanTask) -> None:
        super().__init__(f"Nhiệm vụ “{task.named}” không còn trong kế hoạch.")


class TaskJudged(Refusal):
    """In direct entry a returned task may bear another's marks, an answer or an excuse: those are never overwritten."""

    def __init__(self, task: PlanTask) -> None:
        super().__init__(
            f"Nhiệm vụ “{task.named}” đã có điểm thẩm định hoặc lý do khách quan nên không xóa được; "
            "đồng chí ghi số lượng thực hiện ở bản tự đánh giá."
        )


class OfItem(TypedDict):
    """What a task takes over from its standard product."""

    item: CatalogItem
    title: str
    product: str
    schedule: str
    quantity: Decimal
    points: Decimal
    coefficient: Decimal


def planned(plan: Plan) -> list[PlanTask]:
    """The plan's tasks as it is held, read once; each knows whether others have judged it."""
    if not hasattr(plan, "planned"):
        told = {"judged": Exists(PlanTask.objects.filter(JUDGED, pk=OuterRef("pk")))}
        plan.planned = list(plan.tasks.annotate(**told))
    return plan.planned


def add_tasks(
    plan: Plan,
    items: Iterable[CatalogItem],
    *,
    axis: int,
    due_date: date | None = None,
    quantities: Mapping[int, Decimal] | None = None,
    by: User | None,
    seen: int | None,
    held: bool = False,
) -> Plan:
    """Undertake standard products of the catalog on an axis; title, product and coefficient come from the item.

    `quantities` (by the item's pk) says how many where it is not as many as the catalog has.
    """
    given = quantities or {}
    with PLANS.edit(plan, by=by, seen=seen, held=held) as plan:
        tasks = [PlanTask(axis=axis, due_date=due_date, **of_item(item)) for item in items]
        for task in tasks:
            task.quantity = given.get(task.item_id or 0, task.quantity)
        undertake(plan, tasks)
    return plan


def add_direct_task(
    plan: Plan, values: Mapping[str, object], *, by: User | None, seen: int | None, held: bool = False
) -> Plan:
    """Bước 2, Quý II/2026: a task with its points, straight into Mẫu 03; 100 points are one standard product."""
    with PLANS.edit(plan, by=by, seen=seen, held=held) as plan:
        task = PlanTask(**values)
        task.coefficient = coefficient(task.points, STANDARD)
        undertake(plan, [task])
    return plan


def undertake(plan: Plan, tasks: list[PlanTask]) -> None:
    """Put new tasks at the plan's end, all in one write."""
    before = planned(plan)
    last = max((task.order for task in before), default=0)
    for order, task in enumerate(tasks, start=last + 1):
        task.plan, task.order, task.judged = plan, order, False
    PlanTask.objects.bulk_create(tasks)
    plan.planned = [*before, *tasks]
    settle_weights(plan, axes_of(before), axes_of(plan.planned))
    plan.tell(added=[task.named for task in tasks])


def change_task(
    task: PlanTask,
    values: Mapping[str, object],
    *,
    by: User | None,
    seen: int | None,
    held: bool = False,
) -> Plan:
    """Change a task of a draft: title, quantity, day, axis, key mark (and points where tasks are entered directly).

    With `item` it takes over that product's points and coefficient, and keeps its own title and quantity.
    """
    with PLANS.edit(task.plan, by=by, seen=seen, held=held) as plan:
        row, before = _found(plan, task), axes_of(planned(plan))
        changed = _change(row, _with_item(values))
        if row.item_id is None:
            row.coefficient = coefficient(row.points, STANDARD)
        if changed:
            row.save(update_fields={*changed, "coefficient"})
        settle_weights(plan, before, axes_of(planned(plan)))
        plan.tell(task=row.named, changed=changed)
    return plan


def change_tasks(
    plan: Plan,
    changes: Mapping[int, Mapping[str, object]],
    *,
    by: User | None,
    seen: int | None,
    held: bool = False,
) -> Plan:
    """Change many tasks of a draft at once, by their pk: quantity, day, key mark."""
    with PLANS.edit(plan, by=by, seen=seen, held=held) as plan:
        rows = [(task, _change(task, changes[task.pk])) for task in planned(plan) if task.pk in changes]
        changed = [(task, columns) for task, columns in rows if columns]
        names = {name for _, columns in changed for name in columns}
        if names:
            PlanTask.objects.bulk_update([task for task, _ in changed], names)
        plan.tell(tasks=[{"task": task.named, "changed": columns} for task, columns in changed])
    return plan


def remove_task(task: PlanTask, *, by: User | None, seen: int | None, held: bool = False) -> Plan:
    """Take a task out of a draft; one that others have judged stays."""
    with PLANS.edit(task.plan, by=by, seen=seen, held=held) as plan:
        row, before = _found(plan, task), planned(plan)
        if row.judged:
            raise TaskJudged(row)
        name, plan.planned = row.named, [task for task in before if task is not row]
        settle_weights(plan, axes_of(before), axes_of(plan.planned))
        row.delete()
        plan.tell(removed=[name])
    return plan


def set_weights(
    plan: Plan, weights: Weights | None, *, by: User | None, seen: int | None, held: bool = False
) -> Plan:
    """Set role and weight of each axis (2.5), None as Mẫu 03 proposes them; whether they are lawful the gates say later."""
    with PLANS.edit(plan, by=by, seen=seen, held=held) as plan:
        given = _proposed(plan, axes_of(planned(plan))) if weights is None else weights
        plan.tell(weights=write_weights(plan, given))
    return plan


def of_item(item: CatalogItem) -> OfItem:
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


def axes_of(tasks: Iterable[PlanTask]) -> set[int]:
    """The axes that have a task which was not withdrawn."""
    return {task.axis for task in tasks if task.withdrawn_by_id is None}


def settle_weights(plan: Plan, before: set[int], now: set[int]) -> None:
    """Propose weights anew when an axis got its first task or lost its last (open-questions 23); the heaviest is main."""
    if before != now:
        write_weights(plan, _proposed(plan, now))


def write_weights(plan: Plan, weights: Weights) -> dict[str, str]:
    """Put these weights of the axes in the place of what was there; what history keeps of them."""
    plan.weights.all().delete()
    AxisWeight.objects.bulk_create(
        AxisWeight(plan=plan, axis=axis, role=role, weight=weight)
        for axis, (role, weight) in sorted(weights.items())
    )
    return {str(axis): str(weight) for axis, (_, weight) in sorted(weights.items())}


def _proposed(plan: Plan, axes: Iterable[int]) -> dict[int, tuple[str, Decimal]]:
    weights = propose_weights(axes, plan.dossier.period.edition)
    heaviest = max(weights.values(), default=None)
    return {
        axis: (AxisRole.MAIN if weight == heaviest else AxisRole.SUPPORTING, weight)
        for axis, weight in weights.items()
    }


def _found(plan: Plan, task: PlanTask) -> PlanTask:
    """The task as it now stands in the plan that is held."""
    for row in planned(plan):
        if row.pk == task.pk:
            return row
    raise TaskGone(task)


def _with_item(values: Mapping[str, object]) -> dict[str, object]:
    """The values, with what the chosen product brings along; without one the task keeps what it has."""
    if not isinstance(item := values.get("item"), CatalogItem):
        return {name: value for name, value in values.items() if name != "item"}
    taken: Mapping[str, object] = {**of_item(item)}
    return {**values, **{name: taken[name] for name in FROM_ITEM}}


def _change(task: PlanTask, values: Mapping[str, object]) -> dict[str, list[str]]:
    """Set the values; per column that differs, what it was and what it is."""
    before = {name: getattr(task, name) for name in values}
    for name, value in values.items():
        setattr(task, name, value)
    return {name: [str(before[name]), str(value)] for name, value in values.items() if before[name] != value}
