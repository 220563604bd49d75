"""What must be there before a move: the law's blocking rules, and completeness of what is handed in."""

from collections.abc import Callable, Iterable
from typing import Any

from evaluation.facts import facts_of, gather, newest
from evaluation.stages import BEFORE_DECISION, RequestStage, Stage
from regulation.assessment import assess
from regulation.checks import planning, review, special
from regulation.findings import Finding, Ground
from regulation.vocabulary import Layer, Level, Rating

Gate = Callable[[Any], Iterable[Finding]]


def owed(code: str, clause: str, sentence: str, *, anchor: str = "", lifted_by: str = "") -> Finding:
    """Something that the form itself asks for is missing."""
    return Ground(code, clause, Level.PROVINCE, code).block(sentence, lifted_by, anchor=anchor)


def still_with_subject(plan: Any) -> Iterable[Finding]:
    """A plan entered directly into Mẫu 03 can change as long as Mẫu 03 can."""
    if plan.dossier.stage not in (Stage.PLANNING, Stage.SELF_ASSESSMENT):
        yield owed("handed-in", "B2", "Bản tự đánh giá đã nộp: nhiệm vụ không sửa được nữa.")


def plan_owed(plan: Any) -> Iterable[Finding]:
    """Bước 2: in a period of direct entry no plan is handed in."""
    if plan.dossier.period.direct_entry:
        yield owed(
            "direct-entry",
            "B2",
            f"{plan.dossier.period} liệt kê nhiệm vụ thẳng vào Mẫu số 03, không phải nộp kế hoạch.",
        )


def plan_being_worked(plan: Any) -> Iterable[Finding]:
    """An approved plan lives until Mẫu 03 is handed in: afterwards what was judged stays as it was."""
    if plan.dossier.stage not in (Stage.WORKING, Stage.SELF_ASSESSMENT):
        yield owed(
            "handed-in", "B2", "Bản tự đánh giá đã nộp hoặc hồ sơ không còn ở bước thực hiện kế hoạch."
        )


def amended_plan_lawful(amendment: Any) -> Iterable[Finding]:
    """An amendment may bring an axis its first task: `weights` is asked again."""
    yield from plan_being_worked(amendment.plan)
    yield from planning.weights(facts_of(amendment.plan.dossier))


def plan_has_tasks(plan: Any) -> Iterable[Finding]:
    if not plan.active_tasks:
        yield owed("no-tasks", "B1", "Kế hoạch chưa có nhiệm vụ nào.", anchor="tasks")


def plan_tasks_complete(plan: Any) -> Iterable[Finding]:
    """Every task has its day within the quarter (Mẫu 01; workflow: due dates lie within the quarter)."""
    quarter = plan.dossier.period.quarter
    for place, task in enumerate(plan.active_tasks, start=1):
        if task.due_date is None or not quarter.first_day <= task.due_date <= quarter.last_day:
            yield owed(
                "due-date",
                "B1",
                f"Nhiệm vụ {place} chưa có hạn hoàn thành trong {quarter.label}.",
                anchor=f"task-{task.pk}",
            )


def plan_weights(plan: Any) -> Iterable[Finding]:
    return planning.weights(facts_of(plan.dossier))


def plan_mapped(plan: Any) -> Iterable[Finding]:
    return planning.unmapped_task(facts_of(plan.dossier))


def direct_entry_weights(dossier: Any) -> Iterable[Finding]:
    """In a period of direct entry `weights` is checked when Mẫu 03 is handed in."""
    if dossier.period.direct_entry:
        yield from plan_has_tasks(dossier.plan)
        yield from planning.weights(facts_of(dossier))


def marks_complete(dossier: Any) -> Iterable[Finding]:
    """Every task has its result, every criterion that is not ensured its reason, and a rating is proposed."""
    for place, task in enumerate(gather(dossier).plan.active_tasks, start=1):
        if newest(task.marks.all(), Layer.SELF) is None:
            yield owed(
                "no-result", "B2", f"Nhiệm vụ {place} chưa ghi kết quả thực hiện.", anchor=f"task-{task.pk}"
            )
    for mark in dossier.criterion_marks.all():
        if mark.layer == Layer.SELF and not mark.ensured and not mark.reason.strip():
            yield owed(
                "no-reason",
                "B2",
                f"Tiêu chí {mark.code} không đảm bảo: cần ghi lý do.",
                anchor=f"criterion-{mark.code}",
            )
    if not dossier.self_rating:
        yield owed("no-rating", "B2", "Chưa chọn mức tự đề xuất xếp loại.", anchor="rating")


def self_rating_reasoned(dossier: Any) -> Iterable[Finding]:
    """A proposed rating that differs from the suggestion owes a reason."""
    yield from _reasoned(dossier, dossier.self_rating, Layer.SELF, "Mức tự đề xuất", "B2")


def _reasoned(dossier: Any, rating: str, layer: Layer, what: str, clause: str) -> Iterable[Finding]:
    suggested = assess(facts_of(dossier, upto=layer)).suggested
    said = next((row for row in dossier.assessments.all() if row.layer == layer), None)
    if rating and rating != suggested and not (said and said.reason.strip()):
        yield owed(
            "rating-reason",
            clause,
            f"{what} “{Rating(rating).short}” khác mức gợi ý “{suggested.short}”: cần ghi lý do.",
            anchor="reason",
        )


def division_spoke(dossier: Any) -> Iterable[Finding]:
    """2.2: where a division uses the person, it proposes before the unit's staff appraise."""
    if dossier.needs_division and dossier.stage == Stage.SUBMITTED:
        yield owed(
            "division-first",
            "2.2",
            f"Chờ {dossier.unit} đề xuất mức xếp loại (Mẫu số 06).",
            lifted_by="Lãnh đạo phòng, ban chốt danh sách đề xuất.",
        )


def appraisal_rated(dossier: Any) -> Iterable[Finding]:
    """The appraiser proposes a rating, with the reason where it is not the one suggested."""
    if not dossier.appraisal_rating:
        yield owed("no-appraisal", "B3", "Chưa chọn mức xếp loại khi thẩm định.", anchor="rating")
    yield from _reasoned(dossier, dossier.appraisal_rating, Layer.APPRAISAL, "Mức thẩm định", "B3")


def key_tasks_answered(dossier: Any) -> Iterable[Finding]:
    return review.key_response(facts_of(dossier))


def excuses_answered(dossier: Any) -> Iterable[Finding]:
    """6.1: an excuse put forward is confirmed or refused before the rating is proposed or decided."""
    for task in gather(dossier).plan.active_tasks:
        excuse = getattr(task, "excuse", None)
        if excuse and excuse.stage == RequestStage.PROPOSED:
            yield owed(
                "excuse-open",
                "6.1",
                f"Lý do khách quan của nhiệm vụ “{task.title}” chưa được xác nhận hay từ chối.",
                anchor=f"task-{task.pk}",
            )


def council_heard(dossier: Any) -> Iterable[Finding]:
    return review.no_council(facts_of(dossier))


def before_decision(excuse: Any) -> Iterable[Finding]:
    """From the decision on nothing changes but by reopening it."""
    if excuse.matter.stage not in BEFORE_DECISION:
        yield owed("decided", "6.1", "Hồ sơ đã có quyết định: lý do khách quan không xem xét được nữa.")


def permitted(column: str) -> Gate:
    """No button overrides a gate: whatever path a rating came by, it is at or below the highest permitted."""

    def gate(dossier: Any) -> Iterable[Finding]:
        rating = getattr(dossier, column)
        verdict = assess(facts_of(dossier, rating=rating))
        if rating and not verdict.permits(Rating(rating)):
            highest = verdict.highest_permitted.short
            yield owed(
                "above-permitted",
                "366.11",
                f"{dossier.cadre.full_name}: “{Rating(rating).short}” cao hơn mức cao nhất được phép “{highest}”.",
                lifted_by="Xem Căn cứ xếp loại của hồ sơ.",
            )

    return gate


def special_papers(dossier: Any) -> Iterable[Finding]:
    """7.a, 7.b: what the special case asks for is there before the decision."""
    facts = facts_of(dossier)
    yield from special.promoted(facts)
    yield from special.transferred(facts)
