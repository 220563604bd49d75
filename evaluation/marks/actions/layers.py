"""Writing one layer of marks: only what its author says differently from the layer beneath is kept."""

from collections.abc import Iterable

from cadres.models import User
from config import clock
from evaluation.core.actions.figures import FIGURES, figured
from evaluation.core.case import TypedCase
from evaluation.core.facts import FIGURES as RESULT_FIGURES
from evaluation.marks.actions.confirmations import Told, told, write_confirmations
from evaluation.marks.actions.rows import Place, write_rows
from evaluation.marks.models import Assessment, CriterionMark, KeyResponse, TaskMark
from evaluation.plans.models import PlanTask

CRITERION = Place(CriterionMark, ("dossier_id", "layer", "code"), ("ensured", "reason"))
RESULT = Place(TaskMark, ("task_id", "layer"), (*RESULT_FIGURES, "evidence", "expected", "reason"))
LEVEL = Place(KeyResponse, ("task_id", "layer"), ("level",))
WORDS = ("reason", "remark", "saved_at", "by", *FIGURES)


def write_layer(case: TypedCase, *, by: User) -> dict[str, str | list[Told]]:
    """Write the rows of this layer that are not as stored, and every layer's figures; what history tells of it."""
    criteria = case.stored.criterion_marks.all(), case.dossier.criterion_marks.all()
    before, after = case.stored.plan.active_tasks, case.dossier.plan.active_tasks
    write_rows(CRITERION, *criteria)
    write_rows(RESULT, _results(before), _results(after))
    write_rows(LEVEL, _levels(before), _levels(after))
    said = {"key": _write_keys(before, after)} | write_confirmations(case, by=by)
    _write_words(case, by)
    return {"layer": case.layer.value} | {what: rows for what, rows in said.items() if rows}


def _results(tasks: Iterable[PlanTask]) -> list[TaskMark]:
    return [row for task in tasks for row in task.marks.all()]


def _levels(tasks: Iterable[PlanTask]) -> list[KeyResponse]:
    return [row for task in tasks for row in task.responses.all()]


def _write_keys(before: Iterable[PlanTask], after: Iterable[PlanTask]) -> list[Told]:
    """Mark tasks as key; what the plan or an appraiser marked stays so."""
    known = {task.pk for task in before if task.is_key}
    marked = [task for task in after if task.is_key and task.pk not in known]
    if marked:
        PlanTask.objects.filter(pk__in=[task.pk for task in marked]).update(is_key=True)
    return [told(task) for task in marked]


def _write_words(case: TypedCase, by: User) -> None:
    """The layer as a whole, and the figures of the layers over it: they show through where those say nothing."""
    layers = figured(case.stored, case)
    own = next(row for row in layers if row.layer == case.layer)
    own.saved_at, own.by = clock.now(), by
    Assessment.objects.bulk_create(
        [own], update_conflicts=True, unique_fields=("dossier_id", "layer"), update_fields=WORDS
    )
    if others := [row for row in layers if row is not own]:
        Assessment.objects.bulk_update(others, FIGURES)
