"""What must be there before the rules of a round change."""

from collections.abc import Iterable
from datetime import datetime, time

from config import clock
from evaluation.core.gates.owed import owed
from evaluation.core.models import Period, Policy
from regulation.deadlines import OwnWindow, last_day
from regulation.findings import Finding

BEFORE_DIVISION = "Hạn của phòng, ban không được trước hạn nộp bản tự đánh giá."


def own_reach(period: Period) -> tuple[datetime, datetime]:
    """Between which instants a unit's own windows may close: from the quarter's last month on, when people may begin."""
    first = datetime.combine(period.quarter.last_day.replace(day=1), time(), clock.HERE)
    return first, period.dossier_closes_at


def own_windows_within(policy: Policy) -> Iterable[Finding]:
    """Mẫu 06, note: a unit may ask earlier than the round, not later; its divisions speak when its people have."""
    self_, division = (policy.own_window(window) for window in OwnWindow)
    first, last = own_reach(policy.period)
    for window, instant in zip(OwnWindow, (self_, division), strict=True):
        if instant and not first < instant <= last:
            yield owed(
                "own-window",
                "M06",
                f"{window.label}: hạn riêng phải từ ngày {first:%d/%m/%Y} đến hết hạn hồ sơ của kỳ, "
                f"ngày {last_day(last):%d/%m/%Y}.",
            )
    if self_ and division and division < self_:
        yield owed("own-window", "M06", BEFORE_DIVISION)


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
