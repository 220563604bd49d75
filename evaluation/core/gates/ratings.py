"""What must be there before a rating is proposed or decided: Bước 3, Bước 4, Mục 6 and 7."""

from collections.abc import Iterable
from typing import Any

from evaluation.core.facts import cases_for, facts_of, gather
from evaluation.core.gates.owed import Gate, owed
from evaluation.core.stages import BEFORE_DECISION, RequestStage
from regulation.assessment import assess
from regulation.checks import review, special
from regulation.findings import Finding
from regulation.vocabulary import Rating


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
    """7.a–c: what the special case asks for is there before the decision."""
    facts = facts_of(dossier)
    yield from special.promoted(facts)
    yield from special.transferred(facts)
    yield from special.reorganised(facts)


def cases_settled(dossier: Any) -> Iterable[Finding]:
    """Mục 7: posts and absences recorded since the appraisal are read before anybody is rated."""
    if cases_for(dossier.cadre, dossier.period.quarter) != dossier.cases:
        yield owed(
            "cases-changed",
            "7.e",
            f"{dossier.cadre.full_name}: bổ nhiệm hoặc thời gian vắng mặt đã thay đổi từ khi thẩm định.",
            lifted_by="Xác định lại trường hợp ở trang Tình tiết, do cơ quan tham mưu về công tác tổ chức cán bộ.",
        )
