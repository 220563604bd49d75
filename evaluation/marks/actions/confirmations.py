"""2.3: whoever appraises confirms that a task exceeded what was asked, and may withdraw that again; so may the authority."""

from collections.abc import Iterator

from cadres.models import User
from config import clock
from evaluation.core.case import TypedCase
from evaluation.core.facts import result_of
from evaluation.core.models import Dossier
from evaluation.marks.actions.rows import Place, write_rows
from evaluation.marks.models import Outstanding
from evaluation.plans.models import PlanTask

Told = dict[str, str | int]  # as history keeps it
CONFIRMATION = Place(Outstanding, ("task_id",), ("reason", "document", "at", "by"))
FELL_AWAY = "Hệ số không còn trên 1."


def write_confirmations(case: TypedCase, *, by: User) -> dict[str, list[Told]]:
    """Keep what is confirmed, take away what is withdrawn or no longer claimed; what history tells of it.

    The person's own layer claims and confirms nothing: what was confirmed is judged anew when it is next appraised.
    """
    before, after = list(_confirmed(case.stored)), list(_confirmed(case.dossier))
    for row in after:
        if row._state.adding:
            row.at, row.by = clock.now(), by
    written, gone = write_rows(CONFIRMATION, before, after)
    return {
        "confirmed": [told(row.task, ground=row.reason, document=row.document) for row in written],
        "withdrawn": [told(row.task, ground=row.reason, why=_why(case, row)) for row in gone],
    }


def told(task: PlanTask, **said: str) -> Told:
    """What history keeps of a task: by its key, and with its title as it then was."""
    return {"task": task.named, "task_id": task.pk, **said}


def _confirmed(dossier: Dossier) -> Iterator[Outstanding]:
    for task in dossier.plan.active_tasks:
        if row := getattr(task, "outstanding", None):
            yield row


def _why(case: TypedCase, row: Outstanding) -> str:
    """Unticked, a ground that was written over says why."""
    task = next(task for task in case.dossier.plan.active_tasks if task.pk == row.task_id)
    if not result_of(task, case.layer).claims_more:
        return FELL_AWAY
    ground = case.marks.outstanding[task.pk][1]
    return ground if ground != row.reason else ""
