"""Mẫu 01: the quarter's plan of one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cadres.templatetags.vietnamese import ngay
from evaluation.core.facts import gather
from evaluation.core.stages import PlanStage
from evaluation.core.tells.extensions import lateness
from evaluation.models import Decision, Dossier, Plan, PlanTask
from regulation.criteria import Criterion
from regulation.deadlines import Window
from regulation.editions import Edition
from regulation.numbers import vn
from regulation.vocabulary import AxisRole
from reporting.sheets import wording
from reporting.sheets.authority import as_decided, decision_of
from reporting.sheets.offices import head_of
from reporting.sheets.parts import Person, Sheet, Signature, person_of, quantity


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task as undertaken."""

    title: str
    product: str
    quantity: Decimal
    schedule: str
    due_date: date | None
    coefficient: Decimal
    marks: str

    @property
    def when(self) -> str:
        """Tiến độ: the words of the catalog, then the day."""
        day = f"chậm nhất ngày {ngay(self.due_date)}" if self.due_date else ""
        return ", ".join(filter(None, (self.schedule, day)))

    @property
    def goal(self) -> str:
        """What and how many by when, on one line."""
        product = f"{quantity(self.quantity)} {self.product}".strip()
        return f"{product}; tiến độ: {self.when}" if self.when else product


@dataclass(frozen=True, slots=True)
class PlannedAxis:
    """An axis with what is undertaken on it; `weight` None where the plan leaves it out."""

    number: int
    title: str
    role: str
    weight: Decimal | None
    tasks: tuple[PlannedTask, ...]


@dataclass(frozen=True, slots=True)
class PlannedCriteria:
    number: int
    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet(Sheet):
    person: Person
    groups: tuple[PlannedCriteria, ...]
    axes: tuple[PlannedAxis, ...]


def form01(dossier: Dossier, *, decision: Decision | None = None) -> PlanSheet:
    """Mẫu 01: the common part in the guideline's words, then the tasks under their axes.

    `decision`: the one that is just being taken; else the one in force.
    """
    dossier = as_decided(dossier, decision or decision_of(dossier))
    plan, period = gather(dossier).plan, dossier.period
    head = head_of(dossier.unit, plan.arrived_at)
    return PlanSheet(
        number="01",
        subject=dossier.cadre.full_name,
        quarter=period.quarter,
        head=head,
        title=(*wording.PLAN_TITLE, f"Quý {period.quarter.roman} Năm {period.year}"),
        person=person_of(dossier),
        groups=tuple(criteria_groups(period.edition)),
        axes=tuple(_axes(plan, period.edition)),
        signature=Signature(
            (wording.PLAN_SIGNER,), wording.SIGN, dated=head.dated, name=dossier.cadre.full_name
        ),
        note=wording.PLAN_NOTE,
        remarks=tuple(_remarks(plan)),
    )


def criteria_groups(edition: Edition) -> Iterable[PlannedCriteria]:
    for group in edition.criterion_groups:
        criteria = tuple(criterion for criterion in edition.criteria if criterion.group == group.number)
        yield PlannedCriteria(group.number, group.title, criteria)


def planned_task(task: PlanTask) -> PlannedTask:
    added = "bổ sung" if task.added_by_id else ""
    key = "trọng tâm, then chốt" if task.is_key else ""
    return PlannedTask(
        title=task.title,
        product=task.product,
        quantity=task.quantity,
        schedule=task.schedule,
        due_date=task.due_date,
        coefficient=task.coefficient,
        marks="; ".join(filter(None, (key, added))),
    )


def _axes(plan: Plan, edition: Edition) -> Iterable[PlannedAxis]:
    weights = {row.axis: row for row in plan.weights.all()}
    for axis in edition.axes:
        row = weights.get(axis.number)
        yield PlannedAxis(
            number=axis.number,
            title=axis.form_title,
            role=AxisRole(row.role).label if row else "",
            weight=row.weight if row else None,
            tasks=tuple(planned_task(task) for task in plan.active_tasks if task.axis == axis.number),
        )


def _remarks(plan: Plan) -> Iterable[str]:
    if plan.stage != PlanStage.APPROVED:
        yield f"Kế hoạch chưa được phê duyệt (trạng thái: {plan.get_stage_display()})."
    if plan.arrived_at and (late := lateness(plan.dossier, Window.PLAN, plan.arrived_at, plan.late_reason)):
        yield late
    for task in plan.tasks.all():
        if task.withdrawn_by_id:
            yield f"Đã rút khỏi kế hoạch theo điều chỉnh được phê duyệt: {task.named} (số lượng {vn(task.quantity)})."
