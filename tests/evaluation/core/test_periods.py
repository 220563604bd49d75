"""Which round a page is about."""

from datetime import datetime, timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from config import clock
from evaluation.core import periods
from regulation.quarters import Quarter
from tests.factories import PeriodFactory, UserFactory

pytestmark = pytest.mark.django_db


def at(day: int, month: int, hour: int = 9):
    return clock.held(datetime(2026, month, day, hour, tzinfo=clock.HERE))


@pytest.fixture
def request_to(rf):
    def make(url="/", session=None):
        request = rf.get(url)
        request.session = {} if session is None else session
        return request

    return make


@pytest.fixture
def rounds():
    return [PeriodFactory(quarter=Quarter(2026, number)) for number in (2, 3, 4)]


def test_the_round_is_that_of_the_quarter_in_which_we_are(request_to, rounds):
    with at(22, 9):
        assert periods.chosen(request_to()) == rounds[1]


def test_the_address_chooses_a_round_for_the_session(request_to, rounds):
    session = {}
    with at(22, 9):
        assert periods.chosen(request_to("/?ky=2026-4", session)) == rounds[2]
        assert periods.chosen(request_to("/", session)) == rounds[2]


@pytest.mark.parametrize("code", ["", "2099-1", "<b>", "2026-9", "ky"])
def test_an_unknown_round_chooses_nothing(request_to, rounds, code):
    with at(22, 9):
        assert periods.chosen(request_to(f"/?ky={code}")) == rounds[1]


def test_without_any_round_there_is_none(request_to):
    assert periods.chosen(request_to()) is None


def test_in_a_quarters_last_month_the_next_plan_and_this_assessment_stand_side_by_side(request_to, rounds):
    with at(22, 9):
        told = [(tab["label"], tab["hint"], tab["current"]) for tab in periods.tabs(request_to())]
    assert told == [
        ("Quý IV/2026 · kế hoạch", "còn 3 ngày", False),
        ("Quý III/2026 · đánh giá", "còn 7 ngày", True),
        ("Quý II/2026 · đánh giá", "đã hết hạn", False),
    ]


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(days=3, hours=4), "còn 3 ngày"),
        (timedelta(hours=5, minutes=59), "còn 5 giờ"),
        (timedelta(hours=24), "còn 1 ngày"),
        (timedelta(hours=1), "còn 1 giờ"),
        (timedelta(minutes=59, seconds=59), "còn 59 phút"),
        (timedelta(seconds=60), "còn 1 phút"),
        (timedelta(seconds=59, milliseconds=999), "còn dưới 1 phút"),
        (timedelta(seconds=1), "còn dưới 1 phút"),
        (timedelta(0), "đã hết hạn"),
        (timedelta(days=-1), "đã hết hạn"),
    ],
)
def test_time_left_is_told_in_the_largest_whole_unit_that_is_left(left, told):
    with at(22, 9):
        assert periods.time_left(clock.now() + left) == told


def test_an_older_round_that_was_chosen_keeps_its_place_among_three(request_to, rounds):
    PeriodFactory(quarter=Quarter(2026, 1))
    with at(22, 9):
        labels = [tab["label"].split(" ·")[0] for tab in periods.tabs(request_to("/?ky=2026-1"))]
    assert labels == ["Quý IV/2026", "Quý III/2026", "Quý I/2026"]


def test_a_dossiers_page_is_about_its_own_round(request_to, rounds):
    request = request_to()
    periods.show(request, rounds[0])
    with at(22, 9):
        assert periods.chosen(request) == rounds[0]


@pytest.mark.parametrize(("month", "number"), [(4, 2), (6, 2), (7, 3), (10, 4), (12, 4)])
def test_without_a_choice_it_is_the_round_of_the_quarter(request_to, rounds, month, number):
    with at(1, month):
        assert periods.chosen(request_to()) == rounds[number - 2]


def test_before_the_first_round_it_is_the_newest_that_there_is_and_after_the_last_the_last(
    request_to, rounds
):
    with at(1, 2):
        assert periods.chosen(request_to()) == rounds[2]
    with clock.held(datetime(2027, 5, 1, tzinfo=clock.HERE)):
        assert periods.chosen(request_to()) == rounds[2]


def test_a_round_that_the_session_kept_and_that_is_gone_is_chosen_no_more(request_to, rounds):
    with at(22, 9):
        assert periods.chosen(request_to("/", {"period": "2025-1"})) == rounds[1]


def test_an_unknown_code_leaves_what_the_session_chose(request_to, rounds):
    session = {"period": "2026-2"}
    with at(22, 9):
        assert periods.chosen(request_to("/?ky=2099-1", session)) == rounds[0]
    assert session == {"period": "2026-2"}


def test_rounds_are_looked_up_once_a_request(request_to, rounds, django_assert_num_queries):
    request = request_to()
    with at(22, 9), django_assert_num_queries(1):
        first = periods.chosen(request)
        assert [periods.chosen(request), len(periods.tabs(request)), periods.chosen(request)] == [
            first,
            3,
            first,
        ]


def test_one_round_alone_is_one_tab_and_none_are_none(request_to):
    assert periods.tabs(request_to()) == []
    PeriodFactory()
    with at(5, 10):
        assert [(tab["url"], tab["current"], tab["hint"]) for tab in periods.tabs(request_to())] == [
            ("/ky/2026-4/", True, "còn 85 ngày"),
        ]


def test_a_round_is_found_by_its_code(rounds):
    assert [periods.period_of(period.code) for period in rounds] == rounds


@pytest.mark.parametrize("code", ["2026-1", "2026-5", "2026-0", "26-4", "2026-4 ", "", "2026-٤", "<b>"])
def test_a_code_of_no_round_is_not_found(rounds, code):
    with pytest.raises(Http404):
        periods.period_of(code)


@pytest.mark.parametrize(
    ("route", "back"), [("plans_bulk", "plans_review"), ("appraise_at_province", "appraisals")]
)
def test_a_list_shown_after_a_deed_is_that_of_its_page(client, rounds, route, back):
    client.force_login(UserFactory())
    client.get(reverse("choose_period", args=[rounds[2].code]))
    client.post(f"{reverse(route)}?ky={rounds[1].code}")
    assert client.get(reverse(back)).context["period"] == rounds[1]
