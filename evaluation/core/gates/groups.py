"""What must be there before somebody is moved among the groups of tier 3.1."""

from collections.abc import Iterable

from evaluation.core.case import Case
from evaluation.core.gates.owed import owed
from evaluation.core.stages import ListKind, ListStage
from regulation.findings import Finding


def not_yet_listed(case: Case) -> Iterable[Finding]:
    """3.1, 6.1: whoever stands on a closed list of a group was counted there, though their dossier be open again."""
    dossier = case.dossier
    rows = dossier.rows.filter(
        rating_list__kind=ListKind.PROVINCE_DECISION, rating_list__stage=ListStage.CLOSED
    )
    if rows.exists():
        yield owed(
            "listed",
            "3.1",
            f"{dossier.cadre.full_name}: đã ở danh sách đã chốt của nhóm, không chuyển nhóm được.",
        )
