from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.calendar_months import add_months, spans_months

days = st.dates(date(2001, 1, 1), date(2998, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 9, 29), -2, date(2026, 7, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), -1, date(2028, 2, 29)),
        (date(2026, 7, 31), 2, date(2026, 9, 30)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 1, 15), -2, date(2025, 11, 15)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_keep_the_day_or_stop_at_the_last_one(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        (date(2026, 8, 1), date(2026, 9, 30), True),
        (date(2026, 8, 1), date(2026, 9, 29), False),
        (date(2026, 7, 10), date(2026, 9, 9), True),
        (date(2026, 7, 10), date(2026, 9, 8), False),
        (date(2026, 7, 31), date(2026, 9, 29), True),
        (date(2025, 12, 1), date(2026, 1, 31), True),
    ],
)
def test_two_months_end_the_day_before_the_day_they_began_on(first, last, spans):
    assert spans_months(first, last, 2) is spans


@given(days, days, st.integers(-30, 30))
def test_a_later_day_is_never_earlier_some_months_on(one, other, months):
    assert (one <= other) <= (add_months(one, months) <= add_months(other, months))
