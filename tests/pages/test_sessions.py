"""What a request without a session is answered, and an address that takes nothing but what a form sends."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.test_urls import ROWS
from tests.world import a_world

pytestmark = pytest.mark.django_db
FRAGMENT = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_fragment_is_told_and_gets_no_page(client, method):
    answer = getattr(client, method)(reverse("assessment_score", args=[1]), **FRAGMENT)
    assert (answer.status_code, answer.headers["HX-Trigger"], answer.content) == (401, "session-ended", b"")


@pytest.mark.parametrize("fragment", [FRAGMENT, {}], ids=["fragment", "form"])
def test_a_token_gone_with_the_session_is_answered_like_the_session(fragment):
    answer = Client(enforce_csrf_checks=True).post(reverse("assessment", args=[1]), **fragment)
    assert answer.status_code == (401 if fragment else 302)


def test_a_fragment_with_an_outdated_token_is_told_too():
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_world().staff)
    url = reverse("assessment", args=[1])
    assert [client.post(url, **FRAGMENT).status_code, client.post(url).status_code] == [401, 403]


def test_the_way_in_still_asks_for_its_token():
    assert Client(enforce_csrf_checks=True).post(reverse("login")).status_code == 403


def test_a_form_without_a_session_leads_back_to_its_page(client):
    page = "http://testserver" + reverse("circumstances", args=[7])
    answer = client.post(reverse("absence_record", args=[7]), HTTP_REFERER=page, follow=True)
    assert "chưa được ghi" in answer.text
    assert answer.context["next"] == page


def test_a_form_that_came_from_elsewhere_does_not_lead_there(client):
    answer = client.post(reverse("home"), HTTP_REFERER="https://example.com/", follow=True)
    assert answer.context["next"] == "/"


def test_the_page_whose_session_ended_learns_who_is_there_now(client):
    user = a_world().staff
    client.force_login(user)
    told = client.get(reverse("session"), **FRAGMENT).json()
    assert (told["user"], told["name"], bool(told["token"])) == (str(user.pk), str(user), True)


def test_an_address_for_forms_alone_is_a_page_with_the_way_back(client):
    world, client = a_world(), SimpleNamespace(get=client.get, login=client.force_login)
    ways = {}
    for name in [name for name, row in ROWS.items() if row.get is None]:
        client.login(world.roles["admin"])
        answer = client.get(reverse(name, args=ROWS[name].args(world)))
        assert answer.headers["Allow"].startswith("POST")
        ways[name] = (answer.status_code, "Không có gì bị thay đổi" in answer.text, answer.context["back"])
    client.login(world.roles["admin"])
    dead = {
        name: way for name, way in ways.items() if way[:2] != (405, True) or leads_nowhere(client, way[2])
    }
    assert dead == {}


def test_who_signs_in_anew_from_a_page_that_was_refused_is_led_to_the_page_above(client):
    """The refused page stands where its form was sent, which takes no GET."""
    world = a_world()
    client.force_login(world.staff)
    refused = reverse("circumstance_record", args=[world.dossier.pk, "shortcoming"])
    from_sign_in = "http://testserver" + reverse("login") + f"?next={refused}"
    answer = client.get(refused, HTTP_REFERER=from_sign_in)
    assert (answer.status_code, answer.url) == (302, reverse("circumstances", args=[world.dossier.pk]))
    others = ("http://testserver/", "https://example.com" + reverse("login"), "")
    assert [client.get(refused, HTTP_REFERER=referer).status_code for referer in others] == [405] * 3


def leads_nowhere(client, back):
    return back != "" and client.get(back).status_code == 405


def test_what_was_sent_with_the_token_of_an_earlier_sign_in_is_sent_again_as_it_was():
    client, page = Client(enforce_csrf_checks=True), "http://testserver" + reverse("circumstances", args=[7])
    client.force_login(a_world().staff)
    sent = {"reason": "Đã\nxác minh", "row": ["1", "2"], "csrfmiddlewaretoken": "x"}
    url = reverse("absence_record", args=[7]) + "?ky=2026-3"
    answer = client.post(url, sent, HTTP_REFERER=page)
    form = html.fromstring(answer.text).xpath("//form[@method='post'][.//input[@name='row']]")[0]
    kept = [(one.name, one.value) for one in form.xpath(".//input[@type='hidden']")]
    assert (answer.status_code, form.get("action")) == (403, url)
    assert [one for one in kept if one[0] != "csrfmiddlewaretoken"] == [
        ("reason", "Đã\nxác minh"),
        ("row", "1"),
        ("row", "2"),
    ]
    token = {"csrfmiddlewaretoken": dict(kept)["csrfmiddlewaretoken"]}
    assert (
        client.post(url, sent | token, HTTP_REFERER=page).status_code == 404
    )  # it came through; there is no such dossier


@pytest.mark.parametrize("elsewhere", ["https://example.com/", ""])
def test_what_another_site_sends_is_offered_to_nobody(elsewhere):
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_world().staff)
    answer = client.post(reverse("absence_record", args=[7]), {"reason": "x"}, HTTP_REFERER=elsewhere)
    assert (answer.status_code, "Gửi lại" in answer.text) == (403, False)


def test_no_password_is_carried():
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_world().staff)
    sent = {"old_password": "bi-mat-cu"}
    answer = client.post(reverse("password_change"), sent, HTTP_REFERER="http://testserver/doi-mat-khau/")
    assert (answer.status_code, "bi-mat-cu" in answer.text) == (403, False)
