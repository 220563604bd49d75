"""A plan as a reader sees it: axes with their weights and tasks, what stands in the way, what was changed, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from cadres.machine import Move
from cadres.models import User
from config import clock
from evaluation.core.case import Case
from evaluation.core.facts import newest
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.models.dossiers import rows_at
from evaluation.core.models.periods import Lateness
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.core.tells.discretion import known_upto
from evaluation.plans.models import AxisWeight, Carried, Delivery, Plan, PlanAmendment, PlanTask
from evaluation.plans.moves import AMENDMENTS, LAWFUL, PLANS
from regulation.checks import reduced_plan
from regulation.deadlines import Window
from regulation.editions import Axis
from regulation.findings import Finding
from regulation.numbers import ZERO
from regulation.quarters import Quarter
from regulation.vocabulary import AxisRole

TAKEN = (Carried.REST, Carried.REACHED)  # what leaves nothing of the earlier task to be taken over


@dataclass(frozen=True)
class TaskLine:
    """A task: its number on the form, its converted quantity, what was delivered of it."""

    number: int
    task: PlanTask
    deliveries: tuple[Delivery, ...]

    @property
    def converted(self) -> Decimal:
        return self.task.quantity * self.task.coefficient

    @property
    def delivered(self) -> Decimal:
        return sum((delivery.quantity for delivery in self.deliveries), ZERO)


@dataclass(frozen=True)
class AxisPart:
    """An axis of the plan: what it weighs, as what, and its tasks."""

    axis: Axis
    role: AxisRole | None
    weight: Decimal | None
    lines: tuple[TaskLine, ...] = ()

    @property
    def converted(self) -> Decimal:
        return sum((line.converted for line in self.lines), ZERO)


@dataclass(frozen=True)
class Sheet:
    """The whole plan, its totals, and what the law says of it now."""

    parts: tuple[AxisPart, ...]
    empty: tuple[Axis, ...]
    findings: tuple[Finding, ...] = ()
    withdrawn: tuple[PlanTask, ...] = ()
    tasks: int = 0

    @property
    def weight(self) -> Decimal:
        return sum((part.weight or ZERO for part in self.parts), ZERO)

    @property
    def converted(self) -> Decimal:
        return sum((part.converted for part in self.parts), ZERO)


def sheet(case: Case) -> Sheet:
    """The plan of a dossier that came with its facts, in a fixed number of queries."""
    dossier, plan = case.dossier, case.dossier.plan
    prefetch_related_objects([dossier], "plan__tasks__deliveries", evidence())
    lines: dict[int, list[TaskLine]] = {}
    for number, task in enumerate(plan.active_tasks, start=1):
        lines.setdefault(task.axis, []).append(TaskLine(number, task, tuple(task.deliveries.all())))
    weights = {row.axis: row for row in plan.weights.all()}
    used = [axis for axis in dossier.period.edition.axes if axis.number in lines.keys() | weights.keys()]
    return Sheet(
        parts=tuple(_part(axis, weights.get(axis.number), lines.get(axis.number, ())) for axis in used),
        empty=tuple(axis for axis in dossier.period.edition.axes if axis not in used),
        findings=tuple(standing_in_the_way(case)),
        withdrawn=tuple(task for task in plan.tasks.all() if task.withdrawn_by_id),
        tasks=len(plan.active_tasks),
    )


def evidence() -> "Prefetch[str]":
    """The files of every task, with who brought them and of which product they are: one query for a dossier."""
    path = "plan__tasks__evidence"
    return Prefetch(path, rows_at(path).for_rows())


def _part(axis: Axis, weight: AxisWeight | None, lines: Iterable[TaskLine]) -> AxisPart:
    role = AxisRole(weight.role) if weight else None
    return AxisPart(axis, role, weight.weight if weight else None, tuple(lines))


def standing_in_the_way(case: Case) -> list[Finding]:
    """What the gates of handing in (of direct entry: of Mẫu 03's own) would refuse now."""
    asked = PLANS.submit.gates if not case.dossier.period.direct_entry else LAWFUL
    return [finding for gate in asked for finding in gate(case) if finding.blocks]


@dataclass(frozen=True)
class Asked:
    """A request for a change, and how this reader may answer it."""

    change: PlanAmendment
    moves: dict[str, Move]


def amendments(plan: Plan, user: User) -> list[Asked]:
    """Every request for a change, newest first, with its task at hand."""
    rows = list(plan.amendments.select_related("task").order_by("-pk"))
    for row in rows:
        row.plan = plan
        if row.task:
            row.task.plan = plan
    return [Asked(row, AMENDMENTS.available(row, user)) for row in rows]


def reduced(case: Case) -> Finding | None:
    """The law's word on a plan that was reduced after approval; every later level is shown it too."""
    return next(iter(reduced_plan(case.facts())), None)


def refuses_late(plan: Plan) -> bool:
    """Whether the policy in force takes no plan after its window."""
    policy = plan.dossier.period.policy_for(plan.dossier.managing_unit)
    return policy.plan_lateness == Lateness.REFUSE


def closes_at(plan: Plan) -> datetime:
    return plan.dossier.closes_at(Window.PLAN)


@dataclass(frozen=True)
class Earlier:
    """A task of the quarter before: how much of it was done; `planned` where the new plan has taken it over.

    `stands`: a task of its product, titled as it would be there, is in the new plan, from wherever it came.
    """

    task: PlanTask
    done: Decimal
    planned: bool = False
    stands: bool = False

    @property
    def unfinished(self) -> bool:
        return self.done < self.task.quantity

    @property
    def rest(self) -> Decimal:
        """What is left of it."""
        return max(self.task.quantity - self.done, ZERO)

    @property
    def reached(self) -> Decimal:
        """7.d: what was done of it, where that quarter was not rated and its results are considered in the next."""
        deferred = self.task.plan.dossier.stage == Stage.DEFERRED
        return min(self.done, self.task.quantity) if deferred else ZERO

    @property
    def known(self) -> bool:
        """Whether what was done is more than a state of work: the quarter is over, marked or deferred."""
        dossier = self.task.plan.dossier
        begun = dossier.stage not in (Stage.PLANNING, Stage.WORKING)
        return begun or clock.today() > dossier.period.quarter.last_day


def left_over(earlier: Iterable[Earlier]) -> list[Earlier]:
    """Those of which something is left, or was reached and not rated, and which the new plan has not taken over yet."""
    return [row for row in earlier if row.known and not row.planned and (row.rest or row.reached)]


def earlier_tasks(dossier: Dossier, reader: User, quarter: Quarter | None = None) -> list[Earlier]:
    """The same person's tasks of the quarter before, or of another, with what was done by the newest marks that one may know."""
    before = quarter or dossier.period.quarter.previous()
    tasks = (
        PlanTask.objects.filter(
            plan__dossier__cadre=dossier.cadre_id,
            plan__dossier__period__year=before.year,
            plan__dossier__period__number=before.number,
            withdrawn_by=None,
        )
        .select_related("item", "plan__dossier__period", "plan__dossier__cadre")
        .prefetch_related("marks", "deliveries", "plan__tasks")
    )
    taken = {task.origin_id for task in dossier.plan.active_tasks if task.carried_as in TAKEN}
    here = {(task.title, task.product) for task in dossier.plan.active_tasks}
    return [
        Earlier(task, _done(task, reader), task.pk in taken, (title, task.product) in here)
        for task in tasks
        for title in [task.titled_in(dossier.period.quarter)]
    ]


def _done(task: PlanTask, reader: User) -> Decimal:
    mark = newest(task.marks.all(), known_upto(reader, task.plan.dossier))
    return mark.done if mark else sum((delivery.quantity for delivery in task.deliveries.all()), ZERO)


def returned(plan: Plan, history: Iterable[DossierEntry]) -> DossierEntry | None:
    """The return that a draft still answers: who, when, why."""
    handed = (PLANS.submit.name, PLANS.return_.name)
    moves = [entry for entry in history if entry.deed in handed and entry.came_from in PlanStage.values]
    last = moves[-1] if moves else None
    return last if last and last.deed == PLANS.return_.name and plan.stage == PlanStage.DRAFT else None
