"""Mẫu 03: how the people of the demonstration mark themselves, and how they are appraised."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from cadres.models import Duty
from config import clock
from evaluation.core import permissions
from evaluation.core.case import TypedCase
from evaluation.core.models import Dossier
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case
from evaluation.demonstration.days import Days, at
from evaluation.marks.actions import marks
from evaluation.marks.actions.marks import Marks
from evaluation.marks.models import TaskMark
from evaluation.plans.models import PlanTask
from regulation.vocabulary import Layer, Rating

ONE, MORE, LESS = Decimal(1), Decimal("1.2"), Decimal("0.75")
FIGURES = ("done", "quality", "timeliness", "leadership")
OWN = {  # how well they did → the level that they propose for themselves
    "strong": Rating.EXCELLENT,
    "solid": Rating.GOOD,
    "unmet": Rating.GOOD,  # as solid, but that a key task does not meet what was asked
    "good": Rating.GOOD,
    "fair": Rating.COMPLETED,
    "refused": Rating.COMPLETED,
    "weak": Rating.COMPLETED,
    "example": Rating.GOOD,
}
GIVEN = OWN | {"refused": Rating.NOT_COMPLETED, "weak": Rating.NOT_COMPLETED}
WHY = {
    "fair": "Nhiệm vụ chưa hoàn thành do nguyên nhân khách quan, đề nghị cấp có thẩm quyền xem xét, xác nhận.",
    "refused": "Nhiệm vụ còn lại đã cơ bản chuẩn bị xong, đề nghị xem xét.",
    "weak": "Nhiệm vụ còn lại đang được khẩn trương thực hiện trong tháng tới.",
    "example": "Cá nhân còn thiếu một báo cáo tháng, nhận mức Hoàn thành tốt nhiệm vụ.",
}
APPRAISED_WHY = {
    "fair": "Lý do khách quan có cơ sở, thống nhất với mức cá nhân tự nhận.",
}
PERSONAL = "Cá nhân hoàn thành nhiệm vụ được giao; kính đề nghị xem xét cùng kết quả chung của tập thể."
GENERAL = "Mức đề xuất phù hợp với kết quả thực hiện nhiệm vụ và ý kiến của nơi sử dụng cán bộ."
UNMET = {
    "good": {
        "2.2": "Chưa có nhiều cách làm mới trong lĩnh vực phụ trách.",
        "3.3": "Việc khắc phục hạn chế đã chỉ ra mới đạt khoảng 75 %.",
    },
    "refused": {"3.3": "Việc khắc phục hạn chế đã chỉ ra mới đạt khoảng 70 %."},
    "weak": {
        "1.8": "Chưa thật sự chủ động trong việc khó.",
        "3.3": "Việc khắc phục hạn chế mới đạt khoảng 60 %.",
    },
}
EXCEEDED = "Sản phẩm được cấp có thẩm quyền thông qua ngay lần trình đầu, hoàn thành trước hạn."
UNDONE = ("fair", "refused", "weak")
LEVELS = {"good": "2", "fair": "2", "refused": "2", "weak": "3", "unmet": "3"}  # of their key tasks (Bước 3)
GROUND = "Văn bản hướng dẫn của cấp trên ban hành chậm; địa bàn chịu ảnh hưởng của mưa lũ kéo dài nên chưa triển khai được."


def figures(profile: str, place: int, planned: Decimal) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Done, quality, timeliness and leadership of the task at this place of the form."""
    if profile == "strong":
        return planned, MORE if place % 2 == 0 else ONE, MORE if place % 3 == 0 else ONE, ONE
    if profile in ("solid", "unmet"):
        return planned, MORE if place == 0 else ONE, LESS if place == 1 else ONE, LESS if place == 2 else ONE
    if profile == "good":
        return planned, LESS, LESS if place % 3 else ONE, ONE if place % 2 else LESS
    if profile == "example":
        factor = {0: LESS, 4: MORE}.get(place, ONE)
        return ONE, factor, factor, factor
    if profile == "fair":
        return planned // 2 if place < 3 else planned, LESS, LESS, LESS
    return planned // 2 if place == 1 else planned, LESS, ONE, LESS


def results(case: Case, tasks: list[PlanTask]) -> dict[int, dict[str, object]]:
    """Each task's own marks, with what there is to show; due after today counts as expected by the quarter's end."""
    return {
        task.pk: dict(zip(FIGURES, figures(case.profile, place, task.quantity), strict=True))
        | {"evidence": _evidence(case, task, place), "expected": _is_ahead(task.due_date)}
        for place, task in enumerate(tasks)
    }


def _is_ahead(day: date | None) -> bool:
    return day is not None and day > clock.today()


def _evidence(case: Case, task: PlanTask, place: int) -> str:
    quarter = case.dossier.period.quarter
    month = quarter.first_day.month + place % 3
    return f"{task.product.split('/')[0]} số {case.place + 7 * place}, ngày {10 + place:02d}/{month:02d}/{quarter.year}"


def begin(case: Case, moment: str) -> None:
    with at(moment, case.place):
        marks.begin_assessment(case.dossier, by=case.user)


def mark(case: Case, moment: str, *, share: int = 100) -> None:
    """Keep the self-assessment; `share` % of the tasks are marked so far."""
    tasks = case.dossier.plan.active_tasks
    tasks = tasks[: max(1, len(tasks) * share // 100)]
    with at(moment, case.place):
        said = Marks(
            criteria={code: (False, reason) for code, reason in UNMET.get(case.profile, {}).items()},
            tasks=results(case, tasks),
        )
        if share == 100:
            said = _rated(case, said, OWN[case.profile], Layer.SELF, WHY.get(case.profile, PERSONAL))
        marks.save_self(case.dossier, said, by=case.user, seen=None)


def _rated(case: Case, said: Marks, rating: Rating, layer: Layer, why: str) -> Marks:
    """With the level, and why where it is not the one suggested."""
    suggested = TypedCase(case.dossier, said, layer).verdict(upto=layer).suggested
    return replace(said, rating=rating.value, reason="" if rating is suggested else why)


def hand_in(case: Case, days: Days, late_reason: str = "") -> None:
    """What lacks is put forward as excused where there is a reason; then Mẫu 03 is handed in."""
    mark(case, days.marked)
    with at(days.marked, case.place):
        if case.profile in ("fair", "refused", "example"):
            put_forward(case)
        marks.submit_self(case.dossier, by=case.user, seen=None, late_reason=late_reason)


def put_forward(case: Case, ground: str = GROUND) -> None:
    for task in short_of_plan(case.dossier):
        marks.put_forward_excuse(task, by=case.user, ground=ground)


def short_of_plan(dossier: Dossier) -> list[PlanTask]:
    done = {
        row.task_id: row.done
        for row in TaskMark.objects.filter(task__plan__dossier=dossier, layer=Layer.SELF)
    }
    return [task for task in dossier.plan.active_tasks if done.get(task.pk, task.quantity) < task.quantity]


def answer_excuses(case: Case, moment: str, actors: Actors, *, confirmed: bool, document: str = "") -> None:
    leader = actors.first(Duty.LEADERSHIP, permissions.ANSWER_EXCUSE, case.dossier)
    answer = (
        "" if confirmed else "Việc chuẩn bị chậm thuộc trách nhiệm của cá nhân, không phải lý do khách quan."
    )
    with at(moment, case.place):
        for task in case.dossier.plan.active_tasks:
            if excuse := getattr(task, "excuse", None):
                marks.answer_excuse(excuse, by=leader, confirmed=confirmed, answer=answer, document=document)


def appraise(case: Case, days: Days, actors: Actors) -> None:
    """The staff's layer: response levels of key tasks, here and there a mark changed, the rating."""
    staff = actors.first(Duty.ORGANISATION_STAFF, permissions.APPRAISE, case.dossier)
    tasks = case.dossier.plan.active_tasks
    level = LEVELS.get(case.profile, "1")
    said = Marks(
        criteria={},
        tasks=_corrected(case, tasks),
        responses={task.pk: level for task in tasks if task.is_key},
        outstanding=_confirmed(tasks),
        remark="Đã đối chiếu kết quả với minh chứng của từng nhiệm vụ." if case.place % 2 else "",
    )
    with at(days.appraised, case.place):
        highest = (
            TypedCase(case.dossier, said, Layer.APPRAISAL).verdict(upto=Layer.APPRAISAL).highest_permitted
        )
        rating = Rating.lowest([GIVEN[case.profile], highest])
        said = _rated(case, said, rating, Layer.APPRAISAL, APPRAISED_WHY.get(case.profile, GENERAL))
        marks.save_appraisal(case.dossier, said, by=staff, seen=None, done=True)


def _confirmed(tasks: list[PlanTask]) -> dict[int, tuple[bool, str, str]]:
    """2.3: of every task marked above what was asked the appraiser says on what grounds."""
    claims = TaskMark.objects.filter(task__in=tasks, layer=Layer.SELF).filter(
        Q(quality__gt=ONE) | Q(timeliness__gt=ONE)
    )
    return {claim.task_id: (True, EXCEEDED, "") for claim in claims}


def _corrected(case: Case, tasks: list[PlanTask]) -> dict[int, dict[str, object]]:
    """Of every fourth solid person the staff find one quality factor without its proof."""
    if case.profile != "solid" or case.place % 4 != 1:
        return {}
    done, _, timeliness, leadership = figures(case.profile, 0, tasks[0].quantity)
    values = dict(zip(FIGURES, (done, ONE, timeliness, leadership), strict=True))
    return {tasks[0].pk: values | {"reason": "Chưa có minh chứng về phần vượt yêu cầu chất lượng."}}


def send_back(case: Case, moment: str, actors: Actors) -> None:
    """Returned with the rows that want another look."""
    staff = actors.first(Duty.ORGANISATION_STAFF, permissions.RETURN, case.dossier)
    first = case.dossier.plan.active_tasks[0]
    notes = {
        f"task-{first.pk}": "Bổ sung số, ngày của từng báo cáo; làm rõ phần vượt yêu cầu.",
        "criterion-3.3": "Nêu kết quả khắc phục hạn chế đã chỉ ra ở quý trước.",
    }
    reason = "Minh chứng của nhiệm vụ thường xuyên chưa đủ để thẩm định."
    with at(moment, case.place):
        marks.return_dossier(case.dossier, by=staff, reason=reason, rows=notes, seen=None)
