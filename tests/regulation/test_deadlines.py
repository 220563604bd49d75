from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.deadlines import (
    VIETNAM,
    Window,
    closes_at,
    closing_after,
    evaluation_date,
    is_late,
    last_day,
    own_or_round,
    working_days_after,
)
from regulation.quarters import Quarter

quarters = st.builds(Quarter, st.integers(2001, 2998), st.integers(1, 4))


@pytest.mark.clause("B1.1/1", "B5.2", "B5.3", "M01.note/1", "M03.note", "M04.note", "M05.note")
@pytest.mark.parametrize(
    ("number", "plan", "dossier", "report"),
    [
        (1, (2025, 12, 26), (2026, 3, 30), (2026, 4, 5)),
        (2, (2026, 3, 26), (2026, 6, 30), (2026, 7, 5)),
        (3, (2026, 6, 26), (2026, 9, 30), (2026, 10, 5)),
        (4, (2026, 9, 26), (2026, 12, 30), (2027, 1, 5)),
    ],
)
def test_windows_close_at_midnight_in_vietnam(number, plan, dossier, report):
    quarter = Quarter(2026, number)
    assert closes_at(quarter, Window.PLAN) == datetime(*plan, tzinfo=VIETNAM)
    assert closes_at(quarter, Window.DOSSIER) == datetime(*dossier, tzinfo=VIETNAM)
    assert closes_at(quarter, Window.REPORT) == datetime(*report, tzinfo=VIETNAM)


def test_midnight_in_vietnam_is_five_in_the_afternoon_before_in_utc():
    assert closes_at(Quarter(2026, 2), Window.DOSSIER) == datetime(2026, 6, 29, 17, tzinfo=UTC)


def test_the_evaluation_date_is_the_29th():
    assert [evaluation_date(Quarter(2026, number)) for number in (1, 2, 3, 4)] == [
        date(2026, 3, 29),
        date(2026, 6, 29),
        date(2026, 9, 29),
        date(2026, 12, 29),
    ]


@pytest.mark.parametrize(
    ("before", "late"), [(timedelta(microseconds=1), False), (timedelta(0), True), (-timedelta(days=1), True)]
)
def test_the_closing_instant_itself_is_late(before, late):
    closing = closes_at(Quarter(2026, 2), Window.PLAN)
    assert is_late((closing - before).astimezone(UTC), closing) is late


@given(quarters)
def test_windows_close_one_after_another(quarter):
    instants = [closes_at(quarter, window) for window in Window]
    assert instants == sorted(instants)
    assert closes_at(quarter.next(), Window.PLAN) < closes_at(quarter, Window.DOSSIER)


def test_every_window_says_what_is_handed_in():
    assert Window.choices() == [
        ("plan", "Kế hoạch công tác của cá nhân"),
        ("dossier", "Hồ sơ đánh giá, xếp loại"),
        ("report", "Báo cáo Ban Tổ chức Trung ương"),
    ]


@pytest.mark.clause("M06.note")
def test_a_unit_may_ask_earlier_than_the_round_and_never_later():
    of_round = closes_at(Quarter(2026, 4), Window.DOSSIER)
    day = timedelta(days=1)
    asked = [own_or_round(own, of_round) for own in (None, of_round - day, of_round + day)]
    assert asked == [of_round, of_round - day, of_round]


@given(st.dates(date(2001, 1, 1), date(2998, 12, 31)))
def test_a_window_closes_at_midnight_after_its_last_whole_day(day):
    closing = closing_after(day)
    assert closing.astimezone(VIETNAM).replace(tzinfo=None) == datetime(
        day.year, day.month, day.day
    ) + timedelta(days=1)
    assert last_day(closing) == last_day(closing.astimezone(UTC)) == day


@pytest.mark.parametrize(
    ("published", "days", "closes"),
    [
        ("2026-12-28 15:00", 5, "2027-01-05"),  # a Monday: until Monday a week later
        ("2026-07-03 23:59", 1, "2026-07-07"),  # a Friday: the weekend is none of its days
        ("2026-07-04 08:00", 1, "2026-07-07"),  # a Saturday
        ("2026-07-06 00:00", 10, "2026-07-21"),
    ],
)
def test_working_days_begin_on_the_day_after_and_leave_out_weekends(published, days, closes):
    """Open-questions 20: of a petition, and of its answer."""
    moment = datetime.fromisoformat(published).replace(tzinfo=VIETNAM)
    assert working_days_after(moment, days) == datetime.fromisoformat(closes).replace(tzinfo=VIETNAM)
    assert working_days_after(moment.astimezone(UTC), days) == working_days_after(moment, days)
