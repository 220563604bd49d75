"""What must be recorded before somebody is not rated this quarter (Mục 7.d, 3.3, 7.e)."""

from collections.abc import Iterable

from evaluation.core.case import Case
from evaluation.core.facts.around import cases, circumstances
from evaluation.core.gates.owed import owed
from evaluation.core.steps import BESIDE, Aside, Stage
from regulation.findings import Finding


def deferral_grounded(case: Case) -> Iterable[Finding]:
    """7.d: one of its four cases as settled from posts and absences, or a document that defers this person (7.e)."""
    if not _is_grounded(case, BESIDE[Stage.DEFERRED]):
        sentence = (
            "Chưa có trường hợp nào của Mục 7.d, 7.e để chưa đánh giá quý này. "
            "Ghi thời gian vắng mặt hoặc văn bản ở trang Tình tiết trước."
        )
        yield owed("no-deferral", "7.d", sentence)


def exemption_grounded(case: Case) -> Iterable[Finding]:
    """3.3, second dash: a committee member without professional work, or a document that exempts this person (7.e)."""
    if not _is_grounded(case, BESIDE[Stage.EXEMPT]):
        sentence = (
            "Hồ sơ không thuộc trường hợp không bắt buộc đánh giá của Mục 3.3, và chưa có văn bản theo Mục 7.e. "
            "Cập nhật chức vụ hoặc ghi văn bản ở trang Tình tiết trước."
        )
        yield owed("no-exemption", "3.3", sentence)


def _is_grounded(case: Case, aside: Aside) -> bool:
    told = any(found.treatment is aside.treatment for found in circumstances(case.dossier))
    return told or any(found.kind in aside.cases for found in cases(case.dossier))
