"""A ward whose deputy head has an approved plan, at whichever step of Mẫu 03 a test needs."""

from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from config import clock
from evaluation.core.facts import Marks
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.marks.actions import marks
from evaluation.models import Dossier
from regulation.vocabulary import Leadership
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, a_ward

D = Decimal
FACTORS = {"quality": D(1), "timeliness": D(1), "leadership": D(1)}


def at(month: int, day: int, hour: int = 8, *, year: int = 2026) -> AbstractContextManager[None]:
    """Everything inside happens then, in An Giang's time."""
    return clock.held(datetime(year, month, day, hour, tzinfo=clock.HERE))


def a_case(
    *, tasks: int = 2, quantity: int = 2, stage: str = Stage.SELF_ASSESSMENT, **values: Any
) -> SimpleNamespace:
    """A ward's people, and the deputy's dossier with tasks of one axis; the ward itself uses this deputy.

    `division=True` leaves the deputy in the division, which then proposes first.
    """
    case = a_ward()
    unit = case.division if values.pop("division", False) else case.ward
    case.post.unit = unit
    case.post.save()
    case.dossier = DossierFactory(
        cadre=case.cadre,
        unit=unit,
        leadership=Leadership.DEPUTY.value,
        stage=stage,
        plan__stage=PlanStage.APPROVED,
        **values,
    )
    case.plan = case.dossier.plan
    case.tasks = [PlanTaskFactory(plan=case.plan, quantity=D(quantity)) for _ in range(tasks)]
    AxisWeightFactory(plan=case.plan)
    return case


def self_marks(case: SimpleNamespace, **changes: Any) -> Marks:
    """Everything ensured and done as planned, nothing beyond it: 100 points, rated Tốt (2.3)."""
    values = {
        "criteria": {c.code: (True, "") for c in case.dossier.period.edition.criteria},
        "tasks": {
            task.pk: {"done": task.quantity, **FACTORS, "evidence": "", "expected": False}
            for task in case.tasks
        },
        "rating": "good",
    }
    return Marks(**values | changes)


def done(task: Any, quantity: Any, **columns: Any) -> dict[int, dict[str, Any]]:
    """One task's columns, keyed by its id."""
    return {task.pk: {"done": D(str(quantity)), **FACTORS, **columns}}


def fresh(case: SimpleNamespace) -> Dossier:
    return Dossier.objects.with_facts().get(pk=case.dossier.pk)


def handed_in(case: SimpleNamespace, **changes: Any) -> Dossier:
    """Save and submit as the cadre, in good time."""
    with at(12, 26):
        dossier = marks.save_self(case.dossier, self_marks(case, **changes), by=case.subject, seen=None)
        case.dossier = marks.submit_self(dossier, by=case.subject, seen=dossier.version)
    return case.dossier


def typed(case: SimpleNamespace, **changes: Any) -> dict[str, str]:
    """What the browser posts from an untouched page of Mẫu 03, with changes; None takes a field away."""
    data = {"version": str(fresh(case).version), "act": "marks", "rating": "good"}
    data |= {f"criterion-{c.code}": "on" for c in case.dossier.period.edition.criteria}
    for task in case.tasks:
        data |= {f"task-{task.pk}-done": "2", f"task-{task.pk}-quality": "1"}
        data |= {f"task-{task.pk}-timeliness": "1", f"task-{task.pk}-leadership": "1"}
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}
