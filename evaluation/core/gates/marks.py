"""What must be there before marks are handed in or an appraisal is finished: Bước 2, Bước 3."""

from collections.abc import Iterable
from typing import Any

from evaluation.core.facts import facts_of, gather, newest
from evaluation.core.gates.owed import owed
from evaluation.core.stages import Stage
from regulation.assessment import assess
from regulation.checks import planning
from regulation.findings import Finding
from regulation.vocabulary import Layer, Rating


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
    verdict = assess(facts_of(dossier, upto=layer))
    if rating and layer is not Layer.SELF and not verdict.permits(Rating(rating)):
        return  # no reason makes up for what is not permitted (`permitted`)
    suggested = verdict.suggested
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


def has_tasks(dossier: Any) -> Iterable[Finding]:
    if not dossier.plan.active_tasks:
        yield owed("no-tasks", "B1", "Kế hoạch chưa có nhiệm vụ nào.", anchor="tasks")


def direct_entry_weights(dossier: Any) -> Iterable[Finding]:
    """In a period of direct entry `weights` is checked when Mẫu 03 is handed in."""
    if dossier.period.direct_entry:
        yield from has_tasks(dossier)
        yield from planning.weights(facts_of(dossier))
