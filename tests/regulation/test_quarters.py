from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.quarters import Quarter

quarters = st.builds(Quarter, st.integers(2001, 2998), st.integers(1, 4))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_a_day_lies_in_its_quarter(day, expected):
    assert Quarter.of(day) == expected


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 4, 1), date(2026, 6, 30)),
        (3, date(2026, 7, 1), date(2026, 9, 30)),
        (4, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_has_a_first_and_a_last_day(number, first, last):
    quarter = Quarter(2026, number)
    assert (quarter.first_day, quarter.last_day) == (first, last)


def test_a_quarter_knows_which_days_are_its_own():
    quarter = Quarter(2026, 2)
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [day in quarter for day in days] == [False, True, True, False]


def test_quarters_follow_each_other_over_the_turn_of_the_year():
    assert Quarter(2026, 4).next() == Quarter(2027, 1)
    assert Quarter(2027, 1).previous() == Quarter(2026, 4)
    assert Quarter(2026, 2).next() == Quarter(2026, 3)
    assert Quarter(2026, 2).previous() == Quarter(2026, 1)


def test_a_quarter_is_written_for_papers_and_for_addresses():
    quarter = Quarter(2026, 2)
    assert (quarter.label, quarter.roman, str(quarter)) == ("Quý II/2026", "II", "2026-2")


@pytest.mark.parametrize("text", ["", "2026", "2026-5", "2026-0", "26-2", "2026-2 ", "２０２６-2", "1999-1"])
def test_what_is_not_a_quarter_is_refused(text):
    with pytest.raises(ValueError, match=r"Quý|quý"):
        Quarter.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 5), (1999, 1), (3000, 1)])
def test_there_is_no_such_quarter(year, number):
    with pytest.raises(ValueError, match="Không có quý"):
        Quarter(year, number)


@given(quarters)
def test_writing_and_reading_next_and_previous_undo_each_other(quarter):
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter.next().previous() == quarter
    assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter


@given(quarters, quarters)
def test_quarters_are_ordered_in_time(one, other):
    assert (one < other) == (one.last_day < other.first_day)
