"""What must be recorded before somebody is not rated this quarter (Mục 7.d, 3.3, 7.e)."""

from collections.abc import Iterable
from typing import Any

from evaluation.core.facts.around import cases, circumstances
from evaluation.core.gates.owed import owed
from regulation.findings import Finding
from regulation.vocabulary import CaseKind, Treatment


def deferral_grounded(dossier: Any) -> Iterable[Finding]:
    """7.d: one of its four cases as settled from posts and absences, or a document that defers this person (7.e)."""
    if not any(case.kind.defers for case in cases(dossier)) and not _told_to(dossier, Treatment.DEFER):
        sentence = (
            "Chưa có trường hợp nào của Mục 7.d, 7.e để chưa đánh giá quý này. "
            "Ghi thời gian vắng mặt hoặc văn bản ở trang Tình tiết trước."
        )
        yield owed("no-deferral", "7.d", sentence)


def exemption_grounded(dossier: Any) -> Iterable[Finding]:
    """3.3, second dash: a committee member without professional work, or a document that exempts this person (7.e)."""
    optional = any(case.kind is CaseKind.OPTIONAL for case in cases(dossier))
    if not optional and not _told_to(dossier, Treatment.EXEMPT):
        sentence = (
            "Hồ sơ không thuộc trường hợp không bắt buộc đánh giá của Mục 3.3, và chưa có văn bản theo Mục 7.e. "
            "Cập nhật chức vụ hoặc ghi văn bản ở trang Tình tiết trước."
        )
        yield owed("no-exemption", "3.3", sentence)


def _told_to(dossier: Any, treatment: Treatment) -> bool:
    return any(found.treatment is treatment for found in circumstances(dossier))
