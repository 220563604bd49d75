"""Once a window has moved, no unread notice of its people names a day that is no longer theirs; what is still true stays."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config import clock
from evaluation.boards.actions.nudging import nudge
from evaluation.calendar.actions.keeping import keep
from evaluation.extensions import actions as extensions
from evaluation.models import Extension
from notices.models import Kind, Notice
from tests.evaluation.boards.owing import PLAN
from tests.evaluation.extensions.asking import a_ward_that_asks
from tests.factories import DossierFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 9, 24, 8, tzinfo=clock.HERE)  # one day is left for the plans of Quý IV/2026
DAY = timedelta(days=1)


@pytest.fixture
def world():
    """Two people of the ward were reminded, one of them by the staff after the calendar."""
    world = a_ward_that_asks()
    world.other = DossierFactory(unit=world.ward, period=world.period).cadre.user
    with clock.held(MORNING):
        keep()
        yield world


def unread(user, kind=Kind.DEADLINE):
    return list(Notice.objects.unread().filter(to=user, kind=kind).values_list("sentence", flat=True))


def given(world, days=3, **scope):
    scope = scope or {"dossier": world.dossier}
    until = world.period.plan_closes_at + days * DAY
    row = Extension(period=world.period, window="plan", until=until, ground="Mưa bão", **scope)
    return extensions.give(row, by=world.organisation)


def test_the_calendars_reminder_goes_once_the_person_has_longer(world):
    assert len(unread(world.subject)) == 1
    given(world)
    assert unread(world.subject) == []
    assert len(unread(world.other)) == 1


def test_so_does_the_word_of_the_staff_which_took_the_reminders_place(world):
    nudge(world.ward, world.period, PLAN, by=world.staff)
    assert [line[:9] for line in unread(world.subject)] == ["Đồng chí "]
    given(world)
    assert unread(world.subject) == []


def test_a_units_extension_takes_it_back_from_all_of_its_people(world):
    given(world, unit=world.ward)
    assert [unread(user) for user in (world.subject, world.other)] == [[], []]


def test_whoever_had_longer_already_keeps_what_names_their_own_day(world):
    given(world, days=5)
    nudge(world.ward, world.period, PLAN, by=world.staff)
    before = unread(world.subject)
    given(world, days=3, unit=world.ward)
    assert unread(world.subject) == before != []
    assert unread(world.other) == []


def test_an_extension_withdrawn_takes_back_what_named_its_day(world):
    row = given(world)
    nudge(world.ward, world.period, PLAN, by=world.staff)
    assert "hết thứ Hai, 28/09/2026" in unread(world.subject)[0]
    extensions.take_back(row, reason="Đã có điện", by=world.organisation)
    assert unread(world.subject) == []
    assert [line[:14] for line in unread(world.subject, Kind.WINDOW)] == ["Đã rút gia hạn"]


def test_of_two_extensions_the_later_one_alone_is_to_be_read(world):
    given(world)
    given(world, days=5)
    assert [line[-10:] for line in unread(world.subject, Kind.WINDOW)] == ["30/09/2026"]


def test_a_refusal_leaves_reminders_as_they_are(world):
    until = world.period.plan_closes_at + DAY
    asked = Extension(period=world.period, window="plan", until=until, ground="Bận", dossier=world.dossier)
    row = extensions.ask(asked, by=world.subject)
    extensions.refuse(row, reason="Không có căn cứ", by=world.organisation)
    assert len(unread(world.subject)) == 1


def test_it_costs_as_many_queries_for_thirty_as_for_two(world):
    def queries(days):
        with CaptureQueriesContext(connection) as asked:
            given(world, days=days, unit=world.ward)
        return len(asked)

    queries(2)
    few = queries(3)
    DossierFactory.create_batch(28, unit=world.ward, period=world.period)
    assert queries(4) == few
