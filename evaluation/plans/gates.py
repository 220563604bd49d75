"""What must be there before a plan moves: Bước 1, Mẫu 01."""

from collections.abc import Iterable

from cadres.machine import During
from evaluation.core.case import Case
from evaluation.core.gates import owed
from evaluation.core.steps import Stage
from regulation.checks import planning
from regulation.findings import Finding

# A plan entered directly into Mẫu 03 can change as long as Mẫu 03 can.
WITH_SUBJECT = During(
    (Stage.PLANNING, Stage.SELF_ASSESSMENT),
    owed("handed-in", "B2", "Bản tự đánh giá đã nộp: nhiệm vụ không sửa được nữa."),
)
# An approved plan lives until Mẫu 03 is handed in: afterwards what was judged stays as it was.
AT_WORK = During(
    (Stage.WORKING, Stage.SELF_ASSESSMENT),
    owed("handed-in", "B2", "Bản tự đánh giá đã nộp hoặc hồ sơ không còn ở bước thực hiện kế hoạch."),
)


def plan_owed(case: Case) -> Iterable[Finding]:
    """Bước 2: in a period of direct entry no plan is handed in."""
    if case.dossier.period.direct_entry:
        yield owed(
            "direct-entry",
            "B2",
            f"{case.dossier.period} liệt kê nhiệm vụ thẳng vào Mẫu số 03, không phải nộp kế hoạch.",
        )


def plan_tasks_complete(case: Case) -> Iterable[Finding]:
    """Every task has its day within the quarter (Mẫu 01; workflow: due dates lie within the quarter)."""
    quarter = case.dossier.period.quarter
    for place, task in enumerate(case.dossier.plan.active_tasks, start=1):
        if task.due_date is None or not quarter.first_day <= task.due_date <= quarter.last_day:
            yield owed(
                "due-date",
                "B1",
                f"Nhiệm vụ {place} chưa có hạn hoàn thành trong {quarter.label}.",
                anchor=f"task-{task.pk}",
            )


def plan_weights(case: Case) -> Iterable[Finding]:
    return planning.weights(case.facts())


def plan_mapped(case: Case) -> Iterable[Finding]:
    return planning.unmapped_task(case.facts())
