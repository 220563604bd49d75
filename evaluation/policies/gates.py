"""What must be there before the rules of a round change."""

from collections.abc import Iterable

from evaluation.core.gates.owed import owed
from evaluation.core.models import Policy
from regulation.findings import Finding


def round_not_begun(policy: Policy) -> Iterable[Finding]:
    """Nobody is judged by rules that changed while the round was on: they hold from the first Mẫu 03 handed in."""
    dossiers = policy.period.dossiers.all()
    if policy.unit_id:
        dossiers = dossiers.filter(managing_unit=policy.unit_id)
    if dossiers.exclude(arrived_at=None).exists():
        whose = policy.unit.in_sentence if policy.unit else "tỉnh"
        yield owed(
            "round-begun",
            "B2",
            f"{policy.period} đã có bản tự đánh giá của {whose} được nộp: quy định của kỳ không sửa được nữa.",
        )
