"""A month as weeks of days, with what falls due for one person."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cadres.models import User
from config import clock
from evaluation.boards.tells.dues import Due, dues_of
from regulation.deadlines import last_day

YEARS = range(2020, 2100)


@dataclass(frozen=True)
class Day:
    """A day of the grid; `dues` have it as their last one."""

    on: date
    dues: tuple[Due, ...]
    outside: bool  # of the month before, or of the next one
    is_today: bool


@dataclass(frozen=True)
class Month:
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    dues: tuple[Due, ...]

    @property
    def before(self) -> str:
        return _code(self.first - timedelta(days=1))

    @property
    def after(self) -> str:
        return _code(_next(self.first))


def month_of(user: User, code: str) -> Month:
    """The month of a code such as 2026-09; the present one for anything else."""
    first = _first(code)
    begins, ends = (datetime.combine(day, time(), clock.HERE) for day in (first, _next(first)))
    # What closes at midnight is due on the day before.
    found = dues_of(user, begins + timedelta(microseconds=1), ends + timedelta(microseconds=1))
    on = defaultdict(list)
    for due in found:
        on[last_day(due.closes_at)].append(due)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    days = (
        tuple(Day(day, tuple(on[day]), day.month != first.month, day == clock.today()) for day in week)
        for week in weeks
    )
    return Month(first, tuple(days), tuple(found))


def _first(code: str) -> date:
    try:
        found = datetime.strptime(code, "%Y-%m").date()
    except ValueError:
        return clock.today().replace(day=1)
    return found if found.year in YEARS else clock.today().replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _code(day: date) -> str:
    return f"{day:%Y-%m}"
