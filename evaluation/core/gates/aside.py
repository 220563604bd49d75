"""What must be recorded before somebody is not rated this quarter (Mục 7.d, 3.3, 7.e)."""

from collections.abc import Iterable

from evaluation.core.case import Case
from evaluation.core.facts.around import cases, circumstances
from evaluation.core.gates.owed import owed
from regulation.findings import Finding
from regulation.vocabulary import CaseKind, Treatment


def deferral_grounded(case: Case) -> Iterable[Finding]:
    """7.d: one of its four cases as settled from posts and absences, or a document that defers this person (7.e)."""
    if not any(found.kind.defers for found in cases(case.dossier)) and not _told_to(case, Treatment.DEFER):
        sentence = (
            "Chưa có trường hợp nào của Mục 7.d, 7.e để chưa đánh giá quý này. "
            "Ghi thời gian vắng mặt hoặc văn bản ở trang Tình tiết trước."
        )
        yield owed("no-deferral", "7.d", sentence)


def exemption_grounded(case: Case) -> Iterable[Finding]:
    """3.3, second dash: a committee member without professional work, or a document that exempts this person (7.e)."""
    optional = any(found.kind is CaseKind.OPTIONAL for found in cases(case.dossier))
    if not optional and not _told_to(case, Treatment.EXEMPT):
        sentence = (
            "Hồ sơ không thuộc trường hợp không bắt buộc đánh giá của Mục 3.3, và chưa có văn bản theo Mục 7.e. "
            "Cập nhật chức vụ hoặc ghi văn bản ở trang Tình tiết trước."
        )
        yield owed("no-exemption", "3.3", sentence)


def _told_to(case: Case, treatment: Treatment) -> bool:
    return any(found.treatment is treatment for found in circumstances(case.dossier))
