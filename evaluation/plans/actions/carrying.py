"""Taking tasks of the quarter before into a new plan: whole ones again, what is left of them, results that still count."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cadres.vietnamese import plain
from catalog.models import CatalogItem
from evaluation.plans.actions.drafting import next_order, of_item, settle_weights
from evaluation.plans.models import Plan, PlanTask
from evaluation.plans.moves import PLANS
from regulation.scoring import coefficient


@dataclass(frozen=True)
class Taken:
    """A task of an earlier quarter, and how many of it are taken over; `told` says why it is not a whole one."""

    task: PlanTask
    quantity: Decimal
    told: str = ""

    @classmethod
    def whole(cls, task: PlanTask) -> "Taken":
        """Undertaken again, as it was."""
        return cls(task, task.quantity)

    @classmethod
    def rest(cls, task: PlanTask, quantity: Decimal) -> "Taken":
        """What was not done of it."""
        return cls(task, quantity, f"còn lại của {_label(task)}")

    @classmethod
    def reached(cls, task: PlanTask, quantity: Decimal) -> "Taken":
        """7.d: what was done in a quarter that was not rated is considered in the next."""
        return cls(task, quantity, f"kết quả {_label(task)}, Mục 7.d")

    @property
    def title(self) -> str:
        """The task's own, with why it is not a whole one."""
        return f"{self.task.title} ({self.told})" if self.told else self.task.title


def copy_tasks(
    plan: Plan, tasks: Iterable[PlanTask], *, due_date: date | None = None, by: Any, seen: int | None
) -> Plan:
    """Take over whole tasks of an earlier quarter."""
    return take_over(plan, [Taken.whole(task) for task in tasks], due_date=due_date, by=by, seen=seen)


def take_over(
    plan: Plan, tasks: Iterable[Taken], *, due_date: date | None = None, by: Any, seen: int | None
) -> Plan:
    """Take over tasks of an earlier quarter; coefficients come from the catalog now in force, days are new or left open.

    A title that names the quarter it was done in names the new one, except of what is left or was reached there. What
    that catalog no longer has comes without an item, and the plan waits until one is chosen (`unmapped-task`).
    """
    tasks = list(tasks)

    def write(plan: Plan) -> dict[str, Any]:
        order, find = next_order(plan), _counterparts(plan)
        for place, taken in enumerate(tasks):
            values = _of(taken, find(taken.task)) | {"title": _titled(taken, plan), "due_date": due_date}
            PlanTask.objects.create(plan=plan, axis=taken.task.axis, order=order + place, **values)
        settle_weights(plan)
        return {"added": [_titled(taken, plan) for taken in tasks]}

    return PLANS.perform("edit", plan, by=by, seen=seen, write=write)


def _of(taken: Taken, item: CatalogItem | None) -> dict[str, Any]:
    old = taken.task
    values = of_item(item) if item else {"product": old.product, "points": old.points}
    values |= {"quantity": taken.quantity, "is_key": old.is_key}
    if item is None:
        values["coefficient"] = coefficient(old.points, Decimal(100))
    return values


def _titled(taken: Taken, plan: Plan) -> str:
    return taken.title if taken.told else _retitled(taken.task, plan)


def _retitled(old: PlanTask, plan: Plan) -> str:
    """“… quý III/2026” as “… quý IV/2026”: only the label of the quarter that the task comes from, in its own case."""
    before, now = (one.dossier.period.quarter for one in (old.plan, plan))
    label = rf"\b(quý\s+){before.roman}/{before.year}(?!\d)"
    return re.sub(label, rf"\g<1>{now.roman}/{now.year}", old.title, flags=re.IGNORECASE)


def _label(task: PlanTask) -> str:
    return task.plan.dossier.period.quarter.label


def _counterparts(plan: Plan) -> Callable[[PlanTask], CatalogItem | None]:
    """Finds for an earlier task its product in the catalog now in force: the same row, else the row of the same name."""
    dossier = plan.dossier
    items = list(CatalogItem.objects.for_planning(dossier.unit, dossier.period.year))
    by_pk = {item.pk: item for item in items}
    by_name = {plain(item.name): item for item in reversed(items)}

    def find(old: PlanTask) -> CatalogItem | None:
        return by_pk.get(old.item_id) or by_name.get(plain(old.item.name if old.item else old.title))

    return find
