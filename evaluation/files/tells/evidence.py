"""What pages say of a dossier's evidence: task by task, and how much of its room is used."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.core.models import Dossier
from evaluation.files.models import QUOTA, StoredFile
from evaluation.plans.models import PlanTask


@dataclass(frozen=True)
class OfTask:
    """The files of one task; of none where the task has left the plan."""

    task: PlanTask | None
    files: tuple[StoredFile, ...]


@dataclass(frozen=True)
class Evidence:
    """All of a dossier's, in the plan's order."""

    parts: tuple[OfTask, ...]
    used: int
    quota: int = QUOTA

    def of(self, task: PlanTask) -> tuple[StoredFile, ...]:
        return next((part.files for part in self.parts if part.task == task), ())


def evidence_of(dossier: Dossier) -> Evidence:
    files = list(dossier.files.all().for_rows())
    tasks = [task for task in dossier.plan.tasks.all() if any(file.task_id == task.pk for file in files)]
    parts = [OfTask(task, _of(files, task.pk)) for task in tasks]
    if loose := _of(files, None):
        parts.append(OfTask(None, loose))
    return Evidence(tuple(parts), sum(file.size for file in files))


def _of(files: Iterable[StoredFile], task: int | None) -> tuple[StoredFile, ...]:
    return tuple(file for file in files if file.task_id == task)
