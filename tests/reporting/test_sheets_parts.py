"""Dates and quantities in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reporting.sheets.parts import in_words, quantity


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 25), "ngày 25 tháng 12 năm 2026"),
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (datetime(2026, 6, 29, 17, 30, tzinfo=UTC), "ngày 30 tháng 6 năm 2026"),
        (None, "ngày ..... tháng ..... năm ....."),
    ],
)
def test_days_are_written_as_on_official_papers(day, words):
    assert in_words(day) == words


@pytest.mark.parametrize(
    ("value", "words"), [("1", "01"), ("12", "12"), ("1.50", "1,5"), ("0", "00"), ("120", "120")]
)
def test_quantities_have_two_digits(value, words):
    assert quantity(Decimal(value)) == words
