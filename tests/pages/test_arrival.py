"""The instant of arrival."""

from datetime import UTC, datetime

import pytest
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


def test_a_demonstration_that_was_never_moved_shows_the_day_that_it_is(settings):
    settings.DEMONSTRATION = True
    assert moments_seen(RequestFactory().get("/")) == [NOON, NOON]


def test_the_instant_is_let_go_when_the_answer_is_there(settings):
    settings.DEMONSTRATION = True
    DemonstrationDay.objects.create(shift_days=-2)
    with clock.held(NOON):
        middleware.arrival(lambda _: HttpResponse())(RequestFactory().get("/"))
        assert clock.now() == NOON
