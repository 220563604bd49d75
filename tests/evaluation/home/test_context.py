"""The frame of every page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from cadres.models import Duty
from evaluation.home.context import ENTRIES, MOST, frame
from tests.factories import PeriodFactory, UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(rf):
    def make(user, path="/"):
        request = rf.get(path)
        request.user, request.session, request.resolver_match = user, {}, None
        return frame(request)

    return make


def labels(shown):
    return [entry["label"] for entry in shown["nav"]]


def test_a_cadre_has_few_entries(page):
    assert labels(page(UserFactory())) == [
        "Việc của tôi",
        "Hồ sơ",
        "Danh mục sản phẩm",
        "Kết quả tập thể",
    ]


def test_nobody_has_more_than_seven(page):
    user = UserFactory()
    ward = a_ward().ward
    for duty in Duty:
        grant(user, duty, ward)
    assert len(ENTRIES) > MOST
    assert len(labels(page(user))) == MOST


def test_a_council_member_finds_the_council(page):
    assert "Hội đồng" in labels(page(an_official(Duty.COUNCIL_MEMBER, a_ward().ward)))


def test_the_steering_committee_finds_the_collectives_and_no_overview_that_is_not_for_it(page):
    shown = labels(page(an_official(Duty.STEERING_COMMITTEE, a_ward().province)))
    assert ("Kết quả tập thể" in shown, "Tổng quan" in shown) == (True, False)


def test_who_keeps_the_ground_data_finds_the_administration(page):
    keeper = an_official(Duty.SYSTEM_ADMIN, a_ward().province)
    assert labels(page(keeper))[-1] == "Quản trị"


@pytest.mark.parametrize(
    ("path", "here"), [("/", "Việc của tôi"), ("/ho-so/3/ke-hoach/", "Hồ sơ"), ("/doi-mat-khau/", None)]
)
def test_the_entry_of_the_present_page_is_marked(page, path, here):
    current = [entry["label"] for entry in page(UserFactory(), path)["nav"] if entry["current"]]
    assert current == ([here] if here else [])


def test_on_whose_behalf_one_acts_is_said_on_every_page(page):
    ward = a_ward()
    deputy = an_official(Duty.LEADERSHIP, ward.ward, full_name="Lê Văn Thay")
    assert page(deputy)["acting_for"] == ""
    grant(deputy, Duty.LEADERSHIP, ward.ward, on_behalf_of=ward.leadership)
    assert page(deputy)["acting_for"] == str(ward.leadership)


def test_the_demonstrations_day_is_offered_in_a_demonstration_only(page, settings):
    settings.DEMONSTRATION = False
    assert page(UserFactory())["demonstration"] is None
    settings.DEMONSTRATION = True
    assert page(UserFactory())["demonstration"]["action"] == "/ngay-trinh-dien/"


def test_whoever_is_not_signed_in_is_shown_no_frame(rf, settings):
    settings.DEMONSTRATION = False
    visitor, nobody = rf.get("/"), rf.get("/")
    visitor.user = AnonymousUser()
    assert [frame(visitor), frame(nobody)] == [{"demonstration": None}] * 2


def test_whoever_has_a_duty_searches_people_and_a_cadre_their_dossiers(page):
    found = [
        page(user)["search_url"] for user in (an_official(Duty.AUDITOR, a_ward().province), UserFactory())
    ]
    assert found == [reverse("people"), reverse("dossiers")]


def test_the_round_and_the_switch_stand_on_every_page(page):
    shown = page(UserFactory())
    assert [shown["period"], shown["periods"]] == [None, []]
    period = PeriodFactory()
    shown = page(UserFactory())
    assert [shown["period"], [tab["current"] for tab in shown["periods"]]] == [period, [True]]
