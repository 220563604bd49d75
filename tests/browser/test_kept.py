"""What was typed is offered again after anything but a success, and never after one."""

import pytest
from playwright.sync_api import expect

from evaluation.models import Dossier, DossierCircumstance
from tests.browser.visitors import Visitor
from tests.world import a_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Chậm kê khai tài sản"


class Desk(Visitor):
    """A form for a shortcoming, as staff fills it in."""

    def __init__(self, page, live_server):
        super().__init__(page, live_server)
        self.world = a_world()
        self.begin()

    def begin(self):
        self.sign_in(self.world.roles["staff"])
        self.again()

    def again(self):
        self.open("circumstances", self.world.dossier.pk)

    @property
    def form(self):
        return self.page.locator("form[data-keep^=shortcoming]")

    def fill_in(self):
        self.page.locator("details:has(form[data-keep^=shortcoming]) > summary").click()
        self.form.locator("[name=shortcoming-text]").fill(TEXT)
        self.form.locator("[name=shortcoming-on]").fill("2020-01-06")

    def send(self):
        self.form.locator("button.btn-primary").click()

    def recorded(self):
        return DossierCircumstance.objects.filter(text=TEXT).count()

    def offered(self):
        return self.page.locator("form[data-keep^=shortcoming] .kept-notice").count()


@pytest.fixture
def desk(page, live_server):
    return Desk(page, live_server)


def test_what_was_saved_is_not_offered_again(desk):
    desk.fill_in()
    desk.send()
    expect(desk.page.locator("[data-stored]")).to_be_visible()
    assert (desk.recorded(), desk.offered()) == (1, 0)
    desk.again()
    assert desk.offered() == 0


def test_what_was_typed_and_never_sent_is_offered(desk):
    desk.fill_in()
    desk.again()
    assert desk.offered() == 1


def test_a_dropped_line_keeps_the_text(desk):
    desk.fill_in()
    desk.page.route("**/*", lambda route: route.abort())
    desk.send()
    desk.page.wait_for_url("chrome-error://**")
    desk.page.unroute("**/*")
    desk.again()
    assert (desk.recorded(), desk.offered()) == (0, 1)


def test_an_expired_session_keeps_the_text(desk):
    desk.fill_in()
    desk.page.context.clear_cookies()
    desk.send()
    desk.page.wait_for_load_state()
    desk.begin()
    assert (desk.recorded(), desk.offered()) == (0, 1)


def test_a_refusal_keeps_the_text(desk):
    desk.fill_in()
    Dossier.objects.update(version=99)
    with desk.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        desk.send()
    assert sent.value.status == 409
    desk.again()
    assert (desk.recorded(), desk.offered()) == (0, 1)
