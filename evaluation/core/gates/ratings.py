"""What must be there before a rating is proposed or decided: Bước 3, Bước 4, Mục 6 and 7."""

from collections.abc import Iterable

from evaluation.core.case import Case
from evaluation.core.gates.owed import Gate, owed
from evaluation.core.stages import UNANSWERED, ExcuseStage
from evaluation.core.steps import BEFORE_DECISION, stages
from regulation.checks import moved, review, special
from regulation.findings import Finding
from regulation.vocabulary import Rating


def key_tasks_answered(case: Case) -> Iterable[Finding]:
    return review.key_response(case.facts())


def excuses_answered(case: Case) -> Iterable[Finding]:
    """6.1: an excuse put forward is answered before the rating is proposed, and by the province before it decides (3.1)."""
    case.facts()  # gathers the rows that are read here
    at_province = case.dossier.stage in stages("province")
    waiting = UNANSWERED if at_province else (ExcuseStage.PROPOSED,)
    for task in case.dossier.plan.active_tasks:
        excuse = getattr(task, "excuse", None)
        if excuse and excuse.stage in waiting:
            yield owed(
                "excuse-open",
                "6.1",
                f"Lý do khách quan của nhiệm vụ “{task.named}” chưa được xác nhận hay từ chối.",
                anchor=f"task-{task.pk}",
            )


def council_heard(case: Case) -> Iterable[Finding]:
    return review.no_council(case.facts())


def before_decision(case: Case) -> Iterable[Finding]:
    """From the decision on nothing changes but by reopening it."""
    if case.dossier.stage not in BEFORE_DECISION:
        yield owed("decided", "6.1", "Hồ sơ đã có quyết định: lý do khách quan không xem xét được nữa.")


def permitted(column: str) -> Gate:
    """No button overrides a gate: whatever path a rating came by, it is at or below the highest permitted."""

    def gate(case: Case) -> Iterable[Finding]:
        rating = getattr(case.dossier, column)
        if rating and not case.verdict(rating).permits(Rating(rating)):
            highest = case.verdict(rating).highest_permitted.short
            name = case.dossier.cadre.full_name
            yield owed(
                "above-permitted",
                "366.11",
                f"{name}: “{Rating(rating).short}” cao hơn mức cao nhất được phép “{highest}”.",
                lifted_by="Xem Căn cứ xếp loại của hồ sơ.",
            )

    return gate


def special_papers(case: Case) -> Iterable[Finding]:
    """7.a–c: what the special case asks for is there before the decision."""
    facts = case.facts()
    for rule in (special.promoted, special.transferred, special.reorganised):
        yield from rule(facts)


def posts_followed(case: Case) -> Iterable[Finding]:
    """2.2, 7.a, 7.b: nobody is rated under posts that they no longer held on the evaluation date."""
    return moved.moved_since(case.facts())


def cases_settled(case: Case) -> Iterable[Finding]:
    """Mục 7: posts and absences recorded since the appraisal are read before anybody is rated."""
    if case.cases != case.dossier.cases:
        yield owed(
            "cases-changed",
            "7.e",
            f"{case.dossier.cadre.full_name}: bổ nhiệm hoặc thời gian vắng mặt đã thay đổi từ khi thẩm định.",
            lifted_by="Xác định lại trường hợp ở trang Tình tiết, do cơ quan tham mưu về công tác tổ chức cán bộ.",
        )
