"""Shapes of what is typed: days, chosen rows, numbers of rows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from pages.fields import Day, ids


def a_day():
    day = Day(error_messages={"required": "Chưa ghi."})
    day.between(date(2026, 10, 1), date(2026, 12, 31))
    return day


@pytest.mark.parametrize("typed", ["2026-12-25", "25/12/2026", "25-12-2026", " 25/12/2026 "])
def test_a_day_is_read_as_picked_and_as_typed(typed):
    assert a_day().clean(typed) == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa ghi."),
        ("31/11/2026", "Phải là một ngày có thật, viết dạng 25/12/2026."),
        ("NaN", "Phải là một ngày có thật, viết dạng 25/12/2026."),
        ("9" * 1000, "Phải là một ngày có thật, viết dạng 25/12/2026."),
        ("30/09/2026", "Phải từ ngày 01/10/2026 đến ngày 31/12/2026."),
        ("01/01/2027", "Phải từ ngày 01/10/2026 đến ngày 31/12/2026."),
    ],
)
def test_another_day_is_told(typed, sentence):
    with pytest.raises(ValidationError) as told:
        a_day().clean(typed)
    assert told.value.messages == [sentence]


def test_the_picker_is_bound_to_the_quarter_and_shows_its_own_form():
    widget = a_day().widget
    assert (widget.attrs["min"], widget.attrs["max"]) == ("2026-10-01", "2026-12-31")
    assert 'value="2026-12-25"' in widget.render("due_date", date(2026, 12, 25))


def test_only_what_can_be_a_row_is_taken_as_one():
    assert ids(["1", "02", "-3", "٣", "x", "", "1.0", "9" * 19, "9" * 18]) == [1, 2, int("9" * 18)]
