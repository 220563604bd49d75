"""The instant of arrival, refusals as sentences, private pages."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from cadres.machine import Refusal, Refused
from config import clock
from evaluation.core import middleware
from evaluation.models import DemonstrationDay
from regulation.findings import Ground
from regulation.vocabulary import Level
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


def test_a_refusal_becomes_a_page_with_its_sentence_and_its_clause(rf):
    finding = Ground("no-tasks", "B1", Level.PROVINCE, "x").block(
        "Kế hoạch chưa có nhiệm vụ nào.", "Thêm nhiệm vụ."
    )
    request = rf.post("/", headers={"referer": "http://elsewhere.example/"})
    request.user = factories.UserFactory()
    request.session = {}
    request.resolver_match = None
    answer = middleware.refusals(lambda _: HttpResponse()).process_exception(request, Refused([finding]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kế hoạch chưa có nhiệm vụ nào." in page
    assert "elsewhere.example" not in page


def test_other_exceptions_are_left_to_django(rf):
    assert middleware.refusals(lambda _: HttpResponse()).process_exception(rf.get("/"), ValueError()) is None


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client):
    client.force_login(factories.UserFactory())
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_a_demonstration_shows_our_own_page_for_what_is_not_there(client, settings):
    settings.DEBUG = True
    client.force_login(factories.UserFactory())
    page = client.get("/khong-co-trang-nay/")
    assert page.status_code == 404
    assert '<html lang="vi"' in page.content.decode()
    assert "config.urls" not in page.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_request_that_cannot_be_read_is_told_in_the_usual_frame(client, method):
    client.force_login(factories.UserFactory())
    response = getattr(client, method)("/", {"a": ["1"] * 5000})
    assert response.status_code == 400
    assert "Yêu cầu vừa gửi không đọc được" in response.content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/ho-so/3/", "http://testserver/ho-so/3/"),
        ("/ho-so/3/", "/ho-so/3/"),
        ("http://testserver.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_refusal_leads_back_to_pages_of_ours_alone(rf, monkeypatch, referer, back):
    shown = []
    monkeypatch.setattr(
        middleware, "render", lambda request, page, context, status: shown.append((page, context, status))
    )
    request = rf.post("/", headers={"referer": referer})
    middleware.refusals(lambda _: HttpResponse()).process_exception(request, Refusal("Không được."))
    assert shown == [("409.html", {"refusal": "Không được.", "findings": (), "back": back}, 409)]


def test_an_answer_of_ours_passes_unchanged_outside_debug_even_where_nothing_is_there(rf, settings):
    settings.DEBUG = False
    answer = HttpResponse("nothing", status=404)
    assert middleware.refusals(lambda _: answer)(rf.get("/")) is answer


@pytest.mark.parametrize("status", [200, 403, 409, 500])
def test_in_debug_only_what_is_not_there_is_told_anew(rf, settings, status):
    settings.DEBUG = True
    answer = HttpResponse(status=status)
    assert middleware.refusals(lambda _: answer)(rf.get("/")) is answer


@pytest.mark.parametrize(
    ("signed_in", "said", "kept"),
    [(True, None, "no-store"), (True, "max-age=60", "max-age=60"), (False, None, None)],
)
def test_a_page_is_kept_by_no_cache_unless_it_says_so_itself_or_is_everybodys(rf, signed_in, said, kept):
    request = rf.get("/")
    request.user = factories.UserFactory() if signed_in else AnonymousUser()
    answer = middleware.private_pages(
        lambda _: HttpResponse(headers={"Cache-Control": said} if said else {})
    )(request)
    assert answer.headers.get("Cache-Control") == kept


def test_a_demonstration_that_was_never_moved_shows_the_day_that_it_is(settings):
    settings.DEMONSTRATION = True
    assert moments_seen(RequestFactory().get("/")) == [NOON, NOON]


def test_the_instant_is_let_go_when_the_answer_is_there(settings):
    settings.DEMONSTRATION = True
    DemonstrationDay.objects.create(shift_days=-2)
    with clock.held(NOON):
        middleware.arrival(lambda _: HttpResponse())(RequestFactory().get("/"))
        assert clock.now() == NOON
