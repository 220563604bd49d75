"""2.3: whoever appraises confirms that a task exceeded what was asked, and may withdraw that again; so may the authority."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from config import clock
from evaluation.core.facts import Marks, result_of
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.marks.models import Outstanding
from evaluation.plans.models import PlanTask
from regulation.findings import Finding
from regulation.vocabulary import Layer

FELL_AWAY = "Hệ số không còn trên 1."
APPRAISER_ALONE = (
    "vượt yêu cầu do cơ quan thẩm định xác nhận; cấp có thẩm quyền chỉ giữ nguyên hoặc rút xác nhận."
)
NOTHING = (False, "", "")


def grounds_owed(base: Dossier, layer: Layer, marks: Marks) -> Iterable[Finding]:
    """A confirmation says on what it rests, and is the appraiser's: the authority lets it stand or withdraws it."""
    for number, task in enumerate(base.plan.active_tasks, start=1):
        said, name = marks.outstanding.get(task.pk, NOTHING), f"Nhiệm vụ {number} “{task.title}”"
        if not said[0] or not _claims(task, layer, marks):
            continue
        if layer == Layer.AUTHORITY and said != _stored(task):
            yield _owed("confirmation-appraiser", f"{name}: {APPRAISER_ALONE}", task)
        elif not said[1].strip():
            yield _owed("confirmation-ground", f"{name}: xác nhận vượt yêu cầu cần ghi căn cứ.", task)


def _owed(code: str, sentence: str, task: PlanTask) -> Finding:
    return owed(code, "2.3", sentence, anchor=f"task-{task.pk}")


def _stored(task: PlanTask) -> tuple[bool, str, str]:
    kept = getattr(task, "outstanding", None)
    return (True, kept.reason, kept.document) if kept else NOTHING


def write_confirmations(
    base: Dossier, layer: Layer, marks: Marks, by: Any
) -> dict[str, list[dict[str, str]]]:
    """Keep what is confirmed, take away what is withdrawn or no longer claimed; what history tells of it.

    The person's own layer claims and confirms nothing: what was confirmed is judged anew when it is next appraised.
    """
    told: dict[str, list[dict[str, str]]] = {"confirmed": [], "withdrawn": []}
    for task in base.plan.active_tasks if layer != Layer.SELF else ():
        kept, stored = getattr(task, "outstanding", None), _stored(task)
        said, stands = marks.outstanding.get(task.pk, stored), _claims(task, layer, marks)
        if said[0] and stands and said != stored:
            told["confirmed"].append(_confirm(task, *said[1:], by=by))
        elif kept and not (said[0] and stands):
            told["withdrawn"].append(_withdraw(kept, said[1] if stands else FELL_AWAY))
    return {deed: rows for deed, rows in told.items() if rows}


def _confirm(task: PlanTask, ground: str, document: str, *, by: Any) -> dict[str, str]:
    values = {"reason": ground, "document": document, "at": clock.now(), "by": by}
    Outstanding.objects.update_or_create(task=task, defaults=values)
    return {"task": task.title, "ground": ground, "document": document}


def _withdraw(kept: Outstanding, why: str) -> dict[str, str]:
    """Unticked; a ground that was written over says why."""
    told = {"task": kept.task.title, "ground": kept.reason, "why": why if why != kept.reason else ""}
    kept.delete()
    return told


def _claims(task: PlanTask, layer: Layer, marks: Marks) -> bool:
    """Whether a quality or timeliness factor is above 1 in the layer being written."""
    result, values = result_of(task, layer), marks.tasks.get(task.pk) or {}
    typed = {ratio: values[ratio] for ratio in ("quality", "timeliness") if ratio in values}
    return replace(result, **typed).claims_more
