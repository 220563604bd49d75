"""What must be there before marks are handed in or an appraisal is finished: Bước 2, Bước 3.

Asked of a case whether its marks are stored or only typed: the form that shows each beside its field and the move that
refuses it ask the same. The anchor of what a field of Mẫu 03 lacks is the field's own id.
"""

from collections.abc import Iterable

from evaluation.core.case import Case
from evaluation.core.gates.owed import owed
from evaluation.core.steps import Stage
from regulation.checks import planning
from regulation.findings import Finding
from regulation.vocabulary import Layer, Rating


def marks_complete(case: Case) -> Iterable[Finding]:
    """Every task has its result, every criterion that is not ensured its reason, and a rating is proposed."""
    suggested = case.verdict(upto=Layer.SELF).suggested  # gathers the rows that are read here
    for place, task in enumerate(case.dossier.plan.active_tasks, start=1):
        if not any(mark.layer == Layer.SELF for mark in task.marks.all()):
            sentence = f"Nhiệm vụ {place} chưa ghi kết quả thực hiện; chưa làm được thì ghi 0."
            yield owed("no-result", "B2", sentence, anchor=f"id_task-{task.pk}-done")
    for mark in case.dossier.criterion_marks.all():
        if mark.layer == Layer.SELF and not mark.ensured and not mark.reason.strip():
            sentence = f"Tiêu chí {mark.code} không đảm bảo: cần ghi lý do."
            yield owed("no-reason", "B2", sentence, anchor=f"id_criterion-{mark.code}-reason")
    if not case.dossier.self_rating:
        yield owed("no-rating", "B2", _unrated("mức tự đề xuất xếp loại", suggested), anchor="rating")


def _unrated(what: str, suggested: Rating) -> str:
    return f"Chưa chọn {what}. Mức gợi ý: “{suggested.short}”; chọn mức khác thì ghi lý do."


def self_rating_reasoned(case: Case) -> Iterable[Finding]:
    """A proposed rating that differs from the suggestion owes a reason."""
    yield from _reasoned(case, case.dossier.self_rating, Layer.SELF, "Mức tự đề xuất", "B2")


def _reasoned(case: Case, rating: str, layer: Layer, what: str, clause: str) -> Iterable[Finding]:
    verdict = case.verdict(upto=layer)
    if rating and layer is not Layer.SELF and not verdict.permits(Rating(rating)):
        return  # no reason makes up for what is not permitted (`permitted`)
    suggested = verdict.suggested
    said = next((row for row in case.dossier.assessments.all() if row.layer == layer), None)
    if rating and rating != suggested and not (said and said.reason.strip()):
        sentence = f"{what} “{Rating(rating).short}” khác mức gợi ý “{suggested.short}”: cần ghi lý do."
        yield owed("rating-reason", clause, sentence, anchor="reason")


def division_spoke(case: Case) -> Iterable[Finding]:
    """2.2: where a division uses the person, it proposes before the unit's staff appraise."""
    if case.dossier.needs_division and case.dossier.stage == Stage.SUBMITTED:
        yield owed(
            "division-first",
            "2.2",
            f"Chờ {case.dossier.unit} đề xuất mức xếp loại (Mẫu số 06).",
            lifted_by="Lãnh đạo phòng, ban chốt danh sách đề xuất.",
        )


def appraisal_rated(case: Case) -> Iterable[Finding]:
    """The appraiser proposes a rating, with the reason where it is not the one suggested."""
    if not case.dossier.appraisal_rating:
        suggested = case.verdict(upto=Layer.APPRAISAL).suggested
        yield owed("no-appraisal", "B3", _unrated("mức xếp loại khi thẩm định", suggested), anchor="rating")
    yield from _reasoned(case, case.dossier.appraisal_rating, Layer.APPRAISAL, "Mức thẩm định", "B3")


def has_tasks(case: Case) -> Iterable[Finding]:
    if not case.dossier.plan.active_tasks:
        yield owed("no-tasks", "B1", "Kế hoạch chưa có nhiệm vụ nào.", anchor="tasks")


def direct_entry_weights(case: Case) -> Iterable[Finding]:
    """In a period of direct entry `weights` is checked when Mẫu 03 is handed in."""
    if case.dossier.period.direct_entry:
        yield from has_tasks(case)
        yield from planning.weights(case.facts())
