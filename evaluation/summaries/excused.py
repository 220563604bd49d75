"""6.1: the tasks that fall short of their plan and count no longer against the rating."""

from typing import Any

from evaluation.models import Dossier
from regulation.facts import Facts, TaskFacts
from regulation.numbers import vn


def excused_tasks(dossier: Dossier, facts: Facts) -> tuple[str, ...]:
    """A sentence for each such task, with the document that confirms its reason."""
    excuses = {str(task.pk): getattr(task, "excuse", None) for task in dossier.plan.active_tasks}
    return tuple(
        _sentence(task, excuses.get(str(task.key)))
        for task in facts.tasks
        if task.excused and task.due_in_quarter and not task.result.complete
    )


def _sentence(task: TaskFacts, excuse: Any) -> str:
    document = f" (văn bản: {excuse.document})" if excuse and excuse.document else ""
    return (
        f"Nhiệm vụ “{task.name}” mới thực hiện {vn(task.result.done)}/{vn(task.result.planned)}; "
        f"lý do khách quan, bất khả kháng đã được xác nhận{document}."
    )
