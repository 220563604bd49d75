"""Taking tasks of the quarter before into a new plan: whole ones again, what is left of them, results that still count."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cadres.models import User
from cadres.vietnamese import plain
from catalog.models import CatalogItem
from evaluation.plans.actions.drafting import STANDARD, of_item, undertake
from evaluation.plans.models import Carried, Plan, PlanTask
from evaluation.plans.moves import PLANS
from regulation.scoring import coefficient

Find = Callable[[PlanTask], CatalogItem | None]
# How a title says that the task is not a whole one: what was not done of it; what was reached and not rated (7.d).
TOLD = {Carried.REST: "{} (còn lại của {})", Carried.REACHED: "{} (kết quả {}, Mục 7.d)"}


@dataclass(frozen=True)
class Taken:
    """A task of an earlier quarter, how many of it are taken over, and why."""

    task: PlanTask
    quantity: Decimal
    why: Carried = Carried.WHOLE


def take_over(
    plan: Plan,
    tasks: Iterable[Taken],
    *,
    due_date: date | None = None,
    by: User | None,
    seen: int | None,
    held: bool = False,
) -> Plan:
    """Take over tasks of an earlier quarter; coefficients come from the catalog now in force, days are new or left open.

    A title that names the quarter it was done in names the new one, except of what is left or was reached there. What
    that catalog no longer has comes without an item, and the plan waits until one is chosen (`unmapped-task`).
    """
    with PLANS.edit(plan, by=by, seen=seen, held=held) as plan:
        find = _counterparts(plan)
        undertake(plan, [_carried(taken, plan, find, due_date) for taken in tasks])
    return plan


def _carried(taken: Taken, plan: Plan, find: Find, due_date: date | None) -> PlanTask:
    old, item = taken.task, find(taken.task)
    if item:
        task = PlanTask(**of_item(item))
    else:
        task = PlanTask(product=old.product, points=old.points, coefficient=coefficient(old.points, STANDARD))
    task.axis, task.is_key, task.due_date = old.axis, old.is_key, due_date
    task.title, task.quantity = _titled(taken, plan), taken.quantity
    task.origin, task.carried_as = old, taken.why
    return task


def _titled(taken: Taken, plan: Plan) -> str:
    if taken.why in TOLD:
        return TOLD[taken.why].format(taken.task.title, taken.task.plan.dossier.period.quarter.label)
    return taken.task.titled_in(plan.dossier.period.quarter)


def _counterparts(plan: Plan) -> Find:
    """Finds for an earlier task its product in the catalog now in force: the same row, else the row of the same name."""
    dossier = plan.dossier
    items = list(CatalogItem.objects.for_planning(dossier.unit, dossier.period.year))
    by_pk = {item.pk: item for item in items}
    by_name = {plain(item.name): item for item in reversed(items)}

    def find(old: PlanTask) -> CatalogItem | None:
        same = by_pk.get(old.item_id) if old.item_id else None
        return same or by_name.get(plain(old.item.name if old.item else old.title))

    return find
