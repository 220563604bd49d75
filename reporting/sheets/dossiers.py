"""Mẫu 03: part I and the KPI annex print the person's own layer, part III the authority's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluation.core.facts import facts_of, newest
from evaluation.core.steps import Stage
from evaluation.core.tells.extensions import lateness
from evaluation.models import Decision, Dossier, PlanTask, TaskMark
from regulation.assessment import assess
from regulation.deadlines import Window
from regulation.facts import Facts, TaskFacts
from regulation.numbers import vn
from regulation.vocabulary import Layer
from reporting.sheets import wording
from reporting.sheets.authority import Authority, as_decided, authority_of, decision_of, unspoken
from reporting.sheets.kpi import KpiTable, factor_wordings, kpi_tables
from reporting.sheets.layers import LayersTable, layers_table
from reporting.sheets.offices import head_of
from reporting.sheets.parts import (
    Person,
    Sheet,
    Signature,
    person_of,
    quantity,
    rating_words,
)
from reporting.sheets.plans import PlannedTask, planned_task

BEFORE_HANDING_IN = (Stage.PLANNING, Stage.WORKING, Stage.SELF_ASSESSMENT)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    code: str
    text: str
    ensured: bool
    max_points: Decimal
    points: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class CriterionGroupRows:
    number: int
    title: str
    max_points: Decimal
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task under its axis: what was undertaken, what came of it."""

    number: str
    title: str
    planned: str
    actual: str
    note: str


@dataclass(frozen=True, slots=True)
class AxisRow:
    """`kpi` and `points` are None on an axis without tasks."""

    number: int
    title: str
    tasks: tuple[TaskRow, ...]
    kpi: Decimal | None
    max_points: Decimal
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSheet(Sheet):
    person: Person
    groups: tuple[CriterionGroupRows, ...]
    general_max: Decimal
    general_points: Decimal
    axes: tuple[AxisRow, ...]
    task_max: Decimal
    task_points: Decimal
    total: Decimal
    self_rating: str
    authority: Authority
    kpi: tuple[KpiTable, ...]
    layers: LayersTable | None

    @property
    def total_max(self) -> Decimal:
        return self.general_max + self.task_max

    @property
    def closing(self) -> str:
        """The sentence with which Phụ lục 2 ends its example."""
        parts = f"{vn(self.general_points)} + {vn(self.task_points, 2)}"
        return f"Như vậy: Tổng điểm = {parts} = {vn(self.total, 2)} điểm."


def form03(
    dossier: Dossier, *, with_authority: bool = True, decision: Decision | None = None
) -> DossierSheet:
    """Mẫu 03 with its annexes; `with_authority=False` leaves open what the person may not see before it is published.

    `decision`: the one that is just being taken; else the one in force.
    """
    decision = decision or (decision_of(dossier) if with_authority else None)
    dossier = as_decided(dossier, decision)
    facts = facts_of(dossier, upto=Layer.SELF)
    score, edition = assess(facts).score, dossier.period.edition
    shown = with_authority or decision is not None
    tasks = {str(task.pk): task for task in dossier.plan.active_tasks}
    planned = {key: planned_task(task) for key, task in tasks.items()}
    axes = tuple(_axes(facts, tasks, planned))
    policy = dossier.period.policy_for(dossier.managing_unit)
    quarter = dossier.period.quarter
    return DossierSheet(
        number="03",
        subject=dossier.cadre.full_name,
        quarter=quarter,
        head=head_of(dossier.unit, dossier.arrived_at),
        title=(wording.DOSSIER_TITLE, f"Quý {quarter.roman}, Năm {quarter.year}"),
        person=person_of(dossier),
        groups=tuple(_groups(dossier, facts)),
        general_max=edition.general_max,
        general_points=score.general_points,
        axes=axes,
        task_max=sum((axis.max_points for axis in axes), Decimal(0)),
        task_points=score.task_points,
        total=score.total,
        self_rating=rating_words(dossier.self_rating),
        signature=Signature((wording.SELF_SIGNER,), wording.SIGN, name=dossier.cadre.full_name),
        authority=authority_of(dossier, decision) if shown else unspoken(dossier),
        kpi=kpi_tables(edition, facts.counted, score.axes, planned, factor_wordings(policy)),
        layers=layers_table(dossier) if shown else None,
        note=wording.TO_PROVINCE_NOTE,
        remarks=tuple(_remarks(dossier)),
        proof=decision.digest[:16] if decision else "",
    )


def _groups(dossier: Dossier, facts: Facts) -> Iterable[CriterionGroupRows]:
    reasons = {mark.code: mark.reason for mark in dossier.criterion_marks.all() if mark.layer == Layer.SELF}
    for group in facts.edition.criterion_groups:
        rows = tuple(
            CriterionRow(
                code=criterion.code,
                text=criterion.text,
                ensured=(ensured := facts.ensured.get(criterion.code, True)),
                max_points=criterion.max_points,
                points=criterion.max_points if ensured else Decimal(0),
                note="" if ensured else reasons.get(criterion.code, ""),
            )
            for criterion in facts.edition.criteria
            if criterion.group == group.number
        )
        yield CriterionGroupRows(group.number, group.title, group.max_points, rows)


def _axes(
    facts: Facts, tasks: Mapping[str, PlanTask], planned: Mapping[str, PlannedTask]
) -> Iterable[AxisRow]:
    """Every task planned stands there; what 7.c leaves out of the count says so, and the axis has the maximum it is scored by."""
    weighed = {axis.number: axis for axis in facts.axes}
    scored = {axis.number: axis for axis in facts.scored.axes}
    counted = {task.key for task in facts.tasks}
    for axis in facts.edition.axes:
        mine, score = weighed.get(axis.number), scored.get(axis.number)
        undertaken = mine.tasks if mine else ()
        reached = score if undertaken else None
        yield AxisRow(
            number=axis.number,
            title=axis.form_title,
            tasks=tuple(
                _task(f"{axis.number}.{place}", tasks[fact.key], planned[fact.key], _notes(fact, counted))
                for place, fact in enumerate(undertaken, start=1)
            ),
            kpi=reached.kpi if reached else None,
            max_points=score.max_points if score else Decimal(0),
            points=reached.points if reached else None,
        )


def _notes(fact: TaskFacts, counted: set[str]) -> tuple[str, ...]:
    """What the law says of a task beside its result."""
    excused = "lý do khách quan, bất khả kháng được xác nhận" if fact.excused else ""
    left_out = "" if fact.key in counted else "trước thời điểm sắp xếp, không tính (Mục 7.c)"
    return excused, left_out


def _task(number: str, task: PlanTask, planned: PlannedTask, notes: tuple[str, ...]) -> TaskRow:
    mark = newest(task.marks.all(), Layer.SELF)
    return TaskRow(
        number=number,
        title=task.title,
        planned=planned.goal,
        actual=_actual(task, mark) if mark else "",
        note="; ".join(filter(None, (planned.marks, *notes))),
    )


def _actual(task: PlanTask, mark: TaskMark) -> str:
    """01/02 Báo cáo (dự kiến). Số 12-BC/VP."""
    expected = " (dự kiến)" if mark.expected else ""
    done = f"{quantity(mark.done)}/{quantity(task.quantity)} {task.product}".strip() + expected
    return f"{done}. {mark.evidence.strip()}" if mark.evidence.strip() else done


def _remarks(dossier: Dossier) -> Iterable[str]:
    if dossier.stage in BEFORE_HANDING_IN:
        yield "Bản nháp – chưa nộp."
    if dossier.is_set_aside:
        yield f"{dossier.get_stage_display()}: {dossier.side_ground}"
    arrived, why = dossier.arrived_at, dossier.late_reason
    if arrived and (late := lateness(dossier, Window.DOSSIER, arrived, why)):
        yield late
    if any(mark.expected for task in dossier.plan.active_tasks for mark in task.marks.all()):
        yield "(dự kiến): kết quả ước đến hết quý, ghi tại thời điểm nộp."
