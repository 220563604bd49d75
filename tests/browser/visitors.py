"""Somebody at a page in a real browser, signed in without the form; their session can end."""

from datetime import datetime

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config import clock
from evaluation.models import DemonstrationDay

LATE = datetime(2026, 12, 28, tzinfo=clock.HERE)  # when everything of Quý IV is open


def on(day=LATE):
    """The installation's day, for every request of the live server; its settings must be those of a demonstration."""
    shift = (day.date() - datetime.now(clock.HERE).date()).days
    DemonstrationDay.objects.update_or_create(pk=1, defaults={"shift_days": shift})


def whole(visitor, width):
    """Nothing scrolls sideways, and axe finds nothing; a page that a click has just asked for is waited for."""
    visitor.page.wait_for_load_state()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(visitor.page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


class Visitor:
    """A page, and whoever sits before it."""

    def __init__(self, page, live_server):
        self.page, self.url, self.said = page, live_server.url, []
        page.set_default_timeout(8000)
        page.on("console", lambda message: self.said.append(message.text))

    def sign_in(self, user):
        client, name = Client(), settings.SESSION_COOKIE_NAME
        client.force_login(user)
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.url}])

    def open(self, name, *args):
        return self.page.goto(self.url + reverse(name, args=args))

    def lose_session(self):
        self.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def sign_in_by_form(self, page, user, password):
        page.fill("#id_username", user.username)
        page.fill("#id_password", password)
        page.press("#id_password", "Enter")
