"""A line in the log, refusals as sentences, private pages."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from cadres.machine import Refusal, Refused
from pages import middleware
from regulation.findings import Ground
from regulation.vocabulary import Level
from tests import factories

pytestmark = pytest.mark.django_db


def lines_of(client, *asked, **options) -> list[dict]:
    with capture_logs(processors=[merge_contextvars]) as lines:
        client.get(*asked, **options)
    return lines


def test_a_request_is_told_once_by_who_what_and_how_it_ended(client):
    user = factories.UserFactory()
    client.force_login(user)
    (line,) = lines_of(client, "/can-bo/", headers={"X-Request-ID": "proxy-7.a"})
    assert line.pop("milliseconds") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "request_id": "proxy-7.a",
        "user": user.pk,
        "method": "GET",
        "route": "people",
        "status": 200,
    }


def test_of_a_visitor_and_of_an_address_that_leads_nowhere_no_name_is_told(client):
    (line,) = lines_of(client, "/khong-co-trang-nay/")
    assert (line["user"], line["route"], line["status"]) == (None, None, 404)


def test_what_somebody_searched_for_is_told_nowhere(client):
    client.force_login(factories.UserFactory(full_name="Nguyễn Văn An"))
    assert "Bình" not in str(lines_of(client, "/can-bo/", {"q": "Trần Thị Bình"}))
    assert "An" not in str(lines_of(client, "/can-bo/"))


def test_a_request_that_ends_in_an_error_is_told_as_well(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("cadres.views.demonstration_accounts", lambda: 1 / 0)
    monkeypatch.setattr("django.conf.settings.DEMONSTRATION", True)
    (line,) = [line for line in lines_of(client, "/dang-nhap/") if line["event"] == "request"]
    assert (line["route"], line["status"]) == ("login", 500)


def test_the_answer_carries_the_number_that_the_lines_carry(client):
    with capture_logs(processors=[merge_contextvars]) as lines:
        answer = client.get("/dang-nhap/", headers={"X-Request-ID": "proxy-7.a"})
    assert (answer.headers["X-Request-ID"], lines[0]["request_id"]) == ("proxy-7.a", "proxy-7.a")


@pytest.mark.parametrize("given", [None, "", "Nguyễn Văn An", "a b", "a" * 65, 'x", "user": "1', "a\tb"])
def test_a_number_that_is_no_harmless_token_is_replaced_by_our_own(client, given):
    answer = client.get("/dang-nhap/", headers={"X-Request-ID": given} if given is not None else {})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])


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
