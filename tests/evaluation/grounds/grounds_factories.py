"""The guideline's worked example (Phụ lục 2) as a dossier, and what a page of its grounds is asked."""

from decimal import Decimal
from typing import Any

from evaluation.core.stages import RequestStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Excuse
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, TaskMarkFactory

# coefficient, planned, done, factor
WORKED_EXAMPLE = (
    ("1", "2", "1", "0.75"),
    ("1", "1", "1", "1"),
    ("1.2", "1", "1", "1"),
    ("1.5", "1", "1", "1"),
    ("2", "1", "1", "1.2"),
)


def a_worked_example(**values: Any) -> Dossier:
    """Five tasks on axis 4, which weighs all 70; the first is half done, the last exceeds what was asked."""
    made = DossierFactory(**{"stage": Stage.SUBMITTED} | values)
    AxisWeightFactory(plan=made.plan, axis=4)
    for number, (coefficient, planned, done, factor) in enumerate(WORKED_EXAMPLE, start=1):
        task = PlanTaskFactory(
            plan=made.plan,
            axis=4,
            title=f"Nhiệm vụ {number}",
            quantity=Decimal(planned),
            coefficient=Decimal(coefficient),
        )
        factors = dict.fromkeys(("quality", "timeliness", "leadership"), Decimal(factor))
        TaskMarkFactory(task=task, done=Decimal(done), **factors)
    return made


def excuse_the_short_task(dossier: Dossier, stage: str = RequestStage.APPROVED) -> Excuse:
    """6.1: the objective reason of the task that falls short, confirmed unless said otherwise."""
    return Excuse.objects.create(
        task=dossier.plan.tasks.get(title="Nhiệm vụ 1"),
        stage=stage,
        ground="Bão số 5",
        document="Công văn số 12-CV/TU",
        put_forward_at="2026-12-20T00:00Z",
    )


def with_facts(dossier: Dossier) -> Dossier:
    return Dossier.objects.with_facts().get(pk=dossier.pk)
