"""The instants at which a quarter's windows close (workflow: Deadlines; Bước 1 and Bước 5)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regulation.editions import edition_for
from regulation.quarters import Quarter
from regulation.vocabulary import Labelled

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SATURDAY = 5  # as `weekday` counts


class Window(Labelled):
    """What is handed in before an instant."""

    PLAN = "plan", "Kế hoạch công tác của cá nhân"
    DOSSIER = "dossier", "Hồ sơ đánh giá, xếp loại"
    REPORT = "report", "Báo cáo Ban Tổ chức Trung ương"


class OwnWindow(Labelled):
    """What a unit may ask for earlier than the round does (Mẫu 06, note: "theo thời gian quy định của … đơn vị")."""

    SELF = "self", "Bản tự đánh giá"
    DIVISION = "division", "Đề xuất của phòng, ban (Mẫu số 06)"


def closes_at(quarter: Quarter, window: Window) -> datetime:
    """The instant from which on a thing is late: half-open, midnight in Vietnam."""
    day = _closing_day(quarter, window)
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def evaluation_date(quarter: Quarter) -> date:
    """The last day of the dossier window, from which Mục 7 counts back its months: the 29th."""
    return _closing_day(quarter, Window.DOSSIER) - timedelta(days=1)


def own_or_round(own: datetime | None, of_round: datetime) -> datetime:
    """Mẫu 06, note: the instant that a unit set for its own people, never later than the round's; else the round's."""
    return of_round if own is None else min(own, of_round)


def closing_after(day: date) -> datetime:
    """The instant at which a window closes whose last whole day this is: midnight after it."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def last_day(closes_at: datetime) -> date:
    """The last day, in Vietnam, on which a thing can still be handed in before the window closes."""
    return (closes_at.astimezone(VIETNAM) - timedelta(microseconds=1)).date()


def working_days_after(instant: datetime, days: int) -> datetime:
    """The instant at which so many working days close that begin on the day after.

    ASSUMPTION (open-questions 20): Monday to Friday. Public holidays are not left out: they are set anew each year, by documents
    that nothing here holds; a province that wants to allow for them sets more days.
    """
    day = instant.astimezone(VIETNAM).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return closing_after(day)


def is_late(arrived_at: datetime, closes_at: datetime) -> bool:
    """Whether a complete request came when the window had closed; both instants are aware."""
    return arrived_at >= closes_at


def _closing_day(quarter: Quarter, window: Window) -> date:
    edition = edition_for(quarter)
    if window is Window.PLAN:
        return quarter.previous().last_day.replace(day=edition.plan_last_day) + timedelta(days=1)
    if window is Window.DOSSIER:
        return quarter.last_day.replace(day=edition.dossier_before_day)
    return quarter.next().first_day.replace(day=edition.report_before_day)
