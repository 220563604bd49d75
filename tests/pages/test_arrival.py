"""The instant of arrival."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from config import clock
from evaluation.models import DemonstrationDay
from pages import middleware
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 22, 5, 0, tzinfo=UTC)


def moments_seen(request) -> list[datetime]:
    seen = []

    def view(request):
        seen.extend([clock.now(), clock.now()])
        return HttpResponse()

    with clock.held(NOON):
        middleware.arrival(view)(request)
    return seen


def test_everything_in_a_request_sees_one_instant():
    assert moments_seen(RequestFactory().get("/")) == [NOON, NOON]


def test_the_demonstrations_shift_moves_the_instant(settings):
    settings.DEMONSTRATION = True
    DemonstrationDay.objects.create(shift_days=-2)
    assert moments_seen(RequestFactory().get("/"))[0] == datetime(2026, 9, 20, 5, 0, tzinfo=UTC)


def test_outside_a_demonstration_the_shift_counts_for_nothing(settings):
    settings.DEMONSTRATION = False
    DemonstrationDay.objects.create(shift_days=-2)
    assert moments_seen(RequestFactory().get("/")) == [NOON, NOON]


def test_the_body_is_read_before_the_instant_is_taken():
    request = RequestFactory().post("/", {"done": "2"})
    read = []

    class Watched(type(request)):
        @property
        def POST(self):  # noqa: N802 - Django's own name
            read.append(clock.now())
            return {}

    request.__class__ = Watched
    moments_seen(request)
    assert read == [NOON]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_request_that_cannot_be_read_is_told_in_the_usual_frame(client, method):
    client.force_login(factories.UserFactory())
    response = getattr(client, method)("/", {"a": ["1"] * 5000})
    assert response.status_code == 400
    assert "Yêu cầu vừa gửi không đọc được" in response.content.decode()


MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MULTIPART, b"x"),
        (f"{MULTIPART}; boundary=", b"x"),
        (f"{MULTIPART}; boundary=\u0111", b"x"),
        (f"{MULTIPART}; boundary=ab", b"--ab\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\xff"),
        (f"{FORM}; charset=utf-7", b"username=a"),
        (f"{FORM}; charset=hex", b"username=a"),
        (f"{FORM}; charset=utf-16", b"username=a"),
        (FORM, b"&".join(b"a=1" for _ in range(5000))),
    ],
)
@pytest.mark.parametrize("place", ["/", "/dang-nhap/", "/quan-tri/login/", "/khong-co/"])
@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("debug", [True, False])
def test_whatever_cannot_be_parsed_is_told_in_the_usual_frame(
    client, monkeypatch, kind, body, place, signed_in, debug
):
    monkeypatch.setattr(settings, "DEBUG", debug)
    if signed_in:
        client.force_login(factories.UserFactory())
    client.raise_request_exception = False
    response = client.generic("POST", place, body, content_type=kind)
    # Some of it Django can read: then it is answered as what it says.
    assert response.status_code < 500
    if response.status_code == 400:
        assert "Yêu cầu vừa gửi không đọc được" in response.content.decode()


@pytest.mark.parametrize("kind", [MULTIPART, f"{FORM}; charset=utf-7", f"{FORM}; charset=hex"])
def test_a_body_that_is_none_is_400_for_anybody(client, kind):
    client.raise_request_exception = False
    assert client.generic("POST", "/dang-nhap/", b"x", content_type=kind).status_code == 400


HALVES = rb'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n\ud800\r\n--x--\r\n'


@pytest.mark.parametrize("place", ["/dang-nhap/", "/doi-mat-khau/", "/quan-tri/cadres/user/add/"])
def test_halves_of_signs_come_in_by_no_charset(client, place):
    client.force_login(factories.UserFactory(is_superuser=True))
    client.raise_request_exception = False
    kind = f"{MULTIPART}; boundary=x; charset=unicode_escape"
    assert client.generic("POST", place, HALVES, content_type=kind).status_code == 400


@pytest.mark.parametrize("ticked", ["abc", "\0", "9" * 30, "-1", "1.5"])
def test_a_row_ticked_by_no_number_is_400(client, ticked):
    client.force_login(factories.UserFactory(is_superuser=True))
    client.raise_request_exception = False
    sent = {"action": "delete_selected", "_selected_action": [ticked]}
    assert client.post("/quan-tri/cadres/user/", sent).status_code == 400


@pytest.mark.parametrize(
    "place",
    [
        "/quan-tri/cadres/position/?tier=%00",
        "/quan-tri/cadres/user/?mandates__duty__exact=%00",
        "/quan-tri/cadres/user/?%00=1",
    ],
)
def test_a_nul_in_a_filter_of_the_admin_is_400(client, place):
    client.force_login(factories.UserFactory(is_superuser=True))
    client.raise_request_exception = False
    response = client.get(place)
    assert response.status_code == 400
    assert "Yêu cầu vừa gửi không đọc được" in response.content.decode()


def test_a_nul_in_the_path_is_400(client):
    client.raise_request_exception = False
    assert client.get("/danh-gia/%00/").status_code == 400


def test_a_cookie_with_a_nul_is_no_session(client):
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "a\0bcdefghijk"
    assert client.get("/").status_code == 302


def test_a_demonstration_that_was_never_moved_shows_the_day_that_it_is(settings):
    settings.DEMONSTRATION = True
    assert moments_seen(RequestFactory().get("/")) == [NOON, NOON]


def test_the_instant_is_let_go_when_the_answer_is_there(settings):
    settings.DEMONSTRATION = True
    DemonstrationDay.objects.create(shift_days=-2)
    with clock.held(NOON):
        middleware.arrival(lambda _: HttpResponse())(RequestFactory().get("/"))
        assert clock.now() == NOON
