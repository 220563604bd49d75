"""Months as the calendar has them; where a month lacks the day, its last day stands for it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day so many months later, earlier where `months` is negative: 31/01 and one month is 28/02 or 29/02."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def spans_months(first: date, last: date, months: int) -> bool:
    """Whether the days from the first to the last, both included, are at least so many months."""
    return add_months(first, months) <= last + timedelta(days=1)
