"""What must hold before a window is extended, and before that is withdrawn."""

from collections.abc import Iterable

from cadres.templatetags.vietnamese import dem, han
from config import clock
from evaluation.core.gates import owed
from evaluation.core.models import Extension
from regulation.deadlines import Window, is_late, last_day
from regulation.findings import Finding


def within_reach(row: Extension) -> Iterable[Finding]:
    """It ends in the future and after the window that holds, and not after the round's next one."""
    after, latest = row.reach
    if row.until <= after:
        yield owed(
            "extension-until",
            "B1-B5",
            f"Gia hạn đến hết ngày: phải sau hôm nay và sau hạn đang áp dụng ({last_day(row.closes_at):%d/%m/%Y}).",
        )
    elif row.until > latest:
        yield owed(
            "extension-until",
            "B1-B5",
            f"Gia hạn đến hết ngày: không được sau ngày {last_day(latest):%d/%m/%Y}, hạn tiếp theo của kỳ.",
        )


def open_still(row: Extension) -> Iterable[Finding]:
    """What has run out has had its effect."""
    if is_late(clock.now(), row.until):
        yield owed("extension-until", "B1-B5", f"Gia hạn đã hết ({han(row.until)}): không còn gì để rút.")


def used_by_nobody(row: Extension) -> Iterable[Finding]:
    """Nobody who came in time becomes late."""
    if number := row.used().count():
        yield owed(
            "extension-used",
            "B1-B5",
            f"{dem(number)} đồng chí đã nộp trong thời gian gia hạn, rút gia hạn thì thành nộp muộn: không rút được nữa.",
        )


def still_owed(row: Extension) -> Iterable[Finding]:
    """Of one person: what came in time needs none, and what was decided, or is not rated, has none."""
    if row.dossier is None:
        return
    if row.dossier.is_decided or row.dossier.is_set_aside:
        yield owed(
            "extension-over",
            "B1-B5",
            "Hồ sơ đã có quyết định hoặc không đánh giá quý này: không gia hạn nữa.",
        )
    plan = row.window == Window.PLAN
    arrived = row.dossier.plan.arrived_at if plan else row.dossier.arrived_at
    if arrived and not is_late(arrived, row.closes_at):
        yield owed(
            "extension-in-time", "B1-B5", f"{Window(row.window).label} đã nộp đúng hạn: không cần gia hạn."
        )
    if plan and row.period.direct_entry:
        yield owed("direct-entry", "B2", f"{row.period} không phải nộp kế hoạch: không có hạn để gia hạn.")
