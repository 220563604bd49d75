"""Plans (Mẫu 01): drawn up from the catalog, handed in, collated, approved, changed; products delivered."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from cadres.models import Duty, User
from catalog.models import CatalogItem
from evaluation.core import permissions
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case
from evaluation.demonstration.catalogs import products_of
from evaluation.demonstration.days import at
from evaluation.demonstration.scans import scan
from evaluation.demonstration.tables import Row
from evaluation.files.actions import attach
from evaluation.plans import actions as plans
from evaluation.plans.models import Plan, PlanAmendment
from regulation.quarters import Quarter
from regulation.vocabulary import AxisRole

Items = dict[str, CatalogItem]

OWN_WEIGHTS = {  # Ban Tổ chức: building the Party is the main axis, whatever Mẫu 03's maxima propose
    "TU-BTC": {4: (AxisRole.MAIN.value, Decimal(50)), 2: (AxisRole.SUPPORTING.value, Decimal(20))}
}
EXAMPLE_PRODUCTS = (
    "Báo cáo kết quả thực hiện nhiệm vụ hằng tháng",
    "Báo cáo kết quả thực hiện nhiệm vụ hằng quý",
    "Báo cáo về tình hình tổ chức cơ sở đảng, đảng viên hằng quý",
    "Tờ trình về sinh hoạt đảng trực tuyến",
    "Tờ trình về xây dựng, chỉnh đốn Đảng",
)
BEFORE_END = {
    1: 5,
    2: 30,
    3: 15,
    4: 10,
    5: 15,
    6: 5,
}  # axis → days between its tasks' due date and the quarter's end
MONTHS = {1: "1, 2, 3", 2: "4, 5, 6", 3: "7, 8, 9", 4: "10, 11, 12"}


def picks(case: Case) -> list[Row]:
    """What this person undertakes: the standard product, and some of the others, turning with the person's number."""
    standard, *others = products_of(case.managing)
    count = min(3 + case.place % 4, len(others))
    start = case.place * 3 % len(others)
    chosen = (others + others)[start : start + count]
    return [standard, *sorted(chosen, key=others.index)]


def example_picks() -> list[Row]:
    """Phụ lục 2's five tasks as the catalog has them, on Trục 4 with two monthly reports: open to be tried."""
    known = {row["name"]: row for row in products_of("TU-BTC")}
    planned = [(name, "2" if place == 0 else "1") for place, name in enumerate(EXAMPLE_PRODUCTS)]
    return [known[name] | {"axis": "4", "planned": quantity} for name, quantity in planned]


def title_in(row: Row, quarter: Quarter) -> str:
    """The table's title for the second quarter, told of another one."""
    return (
        row["direct"]
        .replace("4, 5, 6/2026", f"{MONTHS[quarter.number]}/{quarter.year}")
        .replace("quý III/2026", f"quý {quarter.next().roman}/{quarter.next().year}")
        .replace("quý II/2026", f"quý {quarter.roman}/{quarter.year}")
    )


def due(quarter: Quarter, axis: int) -> date:
    return quarter.last_day - timedelta(days=BEFORE_END[axis])


def draw_up(case: Case, items: Items, *, rows: Iterable[Row] | None = None) -> Plan:
    """Tasks axis by axis as the cadre picks them, the two weightiest marked as key, with titles of their own."""
    rows = list(rows or picks(case))
    quarter, plan = case.dossier.period.quarter, case.dossier.plan
    for axis in sorted({int(row["axis"]) for row in rows}):
        chosen = [row for row in rows if int(row["axis"]) == axis]
        quantities = {items[row["name"]].pk: Decimal(row["planned"]) for row in chosen}
        plan = plans.add_tasks(
            plan,
            [items[row["name"]] for row in chosen],
            axis=axis,
            due_date=due(quarter, axis),
            quantities=quantities,
            by=case.user,
            seen=None,
        )
    _mark_key(case, plan, rows)
    weigh(case, plan, {int(row["axis"]) for row in rows})
    return plan


def _mark_key(case: Case, plan: Plan, rows: list[Row]) -> None:
    heaviest = sorted(rows, key=lambda row: -int(row["points"]))[: 1 + case.place % 2]
    tasks = {task.title: task for task in plan.tasks.all()}
    for row in heaviest:
        values = {"is_key": True, "title": title_in(row, case.dossier.period.quarter)}
        plans.change_task(tasks[row["name"]], values, by=case.user, seen=None)


def weigh(case: Case, plan: Plan, axes: set[int]) -> None:
    """Own weights where the unit has a view of its own; else those that were proposed stay."""
    own = OWN_WEIGHTS.get(case.managing, {})
    if own.keys() == axes:
        plans.set_weights(plan, own, by=case.user, seen=None)


def hand_in(case: Case, moment: str, late_reason: str = "") -> None:
    with at(moment, case.place):
        plans.submit_plan(case.dossier.plan, by=case.user, seen=None, late_reason=late_reason)


def collate(case: Case, moment: str, actors: Actors) -> None:
    staff = actors.first(Duty.ORGANISATION_STAFF, permissions.COLLATE, case.dossier)
    with at(moment, case.place):
        plans.collate_plan(case.dossier.plan, by=staff)


def give_back(case: Case, moment: str, reason: str, actors: Actors) -> None:
    staff = actors.first(Duty.ORGANISATION_STAFF, permissions.COLLATE, case.dossier)
    with at(moment):
        plans.return_plan(case.dossier.plan, by=staff, reason=reason)


def approve(case: Case, moment: str, actors: Actors, *, by: User | None = None) -> None:
    leader = by or actors.first(Duty.LEADERSHIP, permissions.APPROVE_PLAN, case.dossier)
    with at(moment, case.place):
        plans.approve_plan(case.dossier.plan, by=leader)


def deliver(case: Case) -> None:
    """The products of the quarter's first two months, each with the number of its document, in the order of their days.

    The first product comes with its document as a scan (Minh chứng).
    """
    tasks = [task for task in case.dossier.plan.tasks.all() if task.quantity > 1 or task.is_key]
    first = case.dossier.period.quarter.first_day + timedelta(days=18)
    delivered = [
        (first + timedelta(days=31 * month + place), task)
        for place, task in enumerate(tasks)
        for month in range(min(int(task.quantity), 2))
    ]
    for number, (day, task) in enumerate(sorted(delivered, key=lambda pair: pair[0]), start=10 * case.place):
        document = f"{task.product.split('/')[0]} số {number}, ngày {day:%d/%m/%Y}"
        with at(f"{day} 16:00"):
            delivery = plans.record_delivery(task, {"delivered_on": day, "document": document}, by=case.user)
            if number == 10 * case.place:
                paper = scan(
                    f"{document.replace('/', '-')}.pdf", f"San pham so {number} (ban quet, trinh dien)"
                )
                attach(case.dossier, [paper], by=case.user, task=task, delivery=delivery)


def amend(case: Case, moment: str, **values: object) -> PlanAmendment:
    with at(moment):
        return plans.ask_amendment(case.dossier.plan, values, by=case.user)


def answer(case: Case, amendment: PlanAmendment, moment: str, actors: Actors, *, refused: str = "") -> None:
    leader = actors.first(Duty.LEADERSHIP, permissions.APPROVE_PLAN, case.dossier)
    with at(moment):
        if refused:
            plans.refuse_amendment(amendment, by=leader, answer=refused)
        else:
            plans.approve_amendment(amendment, by=leader)
