"""The page of what was refused: paged, narrowed, read and never changed."""

import pytest
from django.http import Http404
from django.urls import reverse

from cadres.actions.attempts import keep_refused, keep_sign_in
from cadres.models import Attempt, Duty
from cadres.visitors import Tried
from tests.factories import UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client):
    user = an_official(Duty.AUDITOR, a_ward().province)
    client.force_login(user)
    return user


@pytest.fixture
def two(auditor):
    """A deed of An's on the 2nd of November, and a sign-in of nobody's on the 5th."""
    an = UserFactory(username="an.lx", full_name="Lê Thị Ấn")
    keep_refused(Tried(an, "10.0.0.1", "plan_submit", "/ho-so/7/ke-hoach/nop/"), Http404())
    keep_sign_in("khong-co", Tried(None, "10.9.9.9", "login", "/dang-nhap/"), waiting=False)
    for row, day in zip(Attempt.objects.order_by("pk"), ("02", "05"), strict=True):
        Attempt.objects.filter(pk=row.pk).update(
            at=f"2026-11-{day}T01:00:00Z", last_at=f"2026-11-{day}T03:00:00Z"
        )
    return an


def read(client, **asked):
    return client.get(reverse("attempts"), asked)


def addresses(answer):
    return [row.address for row in answer.context["page_obj"]]


def test_it_tells_who_when_from_where_what_and_why_the_newest_first(client, two):
    answer = read(client)
    assert addresses(answer) == ["10.9.9.9", "10.0.0.1"]
    for words in (
        "Lê Thị Ấn",
        "an.lx",
        "10:00 ngày 02/11/2026",
        "/ho-so/7/ke-hoach/nop/",
        "Tên không có trong hệ thống.",
    ):
        assert words in answer.text
    assert "10.9.9.9" in answer.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "deed"}, ["10.0.0.1"]),
        ({"kind": "sign_in"}, ["10.9.9.9"]),
        ({"q": "an le"}, ["10.0.0.1"]),
        ({"q": "10.9"}, ["10.9.9.9"]),
        ({"since": "03/11/2026"}, ["10.9.9.9"]),
        ({"until": "02/11/2026"}, ["10.0.0.1"]),
        ({"until": "32/11/2026"}, ["10.9.9.9", "10.0.0.1"]),
        ({"kind": "x"}, ["10.9.9.9", "10.0.0.1"]),
    ],
)
def test_it_is_narrowed_by_kind_words_and_days_and_nonsense_narrows_nothing(client, two, asked, found):
    assert addresses(read(client, **asked)) == found


def test_fifty_stand_on_a_page_and_the_filter_goes_along(client, auditor):
    for number in range(51):
        keep_refused(Tried(UserFactory(), "10.0.0.1", "x", f"/{number}/"), Http404())
    answer = read(client, kind="deed")
    assert [len(answer.context["page_obj"]), "?kind=deed&amp;page=2" in answer.text] == [50, True]


def test_how_many_are_kept_and_were_counted_is_told_as_vietnam_writes_it(client, two):
    Attempt.objects.filter(address="10.0.0.1").update(times=12345)
    shown = read(client).text
    assert ["nhiều nhất 100.000 dòng" in shown, "12.345 lần, từ" in shown] == [True, True]


def test_nobody_changes_it(client, two):
    assert [client.post(reverse("attempts")).status_code, Attempt.objects.count()] == [405, 2]


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.SYSTEM_ADMIN])
def test_it_stands_in_the_menu_of_its_readers_and_of_nobody_else(client, duty):
    ward = a_ward()
    for place, shown in ((ward.province, True), (ward.ward, False)):
        client.force_login(an_official(duty, place))
        assert (f'href="{reverse("attempts")}"' in client.get(reverse("home")).text) is shown
        assert read(client).status_code == (200 if shown else 403)


def test_the_overview_leads_an_auditor_there_though_their_menu_be_full(client, auditor):
    unit = auditor.mandates.get().unit
    for duty in (Duty.ORGANISATION_STAFF, Duty.COUNCIL_MEMBER):
        grant(auditor, duty, unit)
    assert f'class="btn btn-light" href="{reverse("attempts")}"' in client.get(reverse("overview")).text
    client.force_login(an_official(Duty.ORGANISATION_STAFF, unit))
    assert reverse("attempts") not in client.get(reverse("overview")).text
