"""Nobody kept the calendar for three days, over a cutoff: what counts is made up for once, what has gone by is not told late."""

from collections import Counter
from datetime import datetime, time, timedelta

import pytest

from cadres.models import Duty
from config import clock
from evaluation.calendar.actions.keeping import DROPPED, keep, note
from evaluation.calendar.tells.due import due_now
from evaluation.models import Effect
from notices.models import Notice
from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official
from tests.trials.processes import so_many, until

pytestmark = [pytest.mark.postgres, pytest.mark.redis_server, pytest.mark.django_db(transaction=True)]
WARDS = so_many(short=3, long=100)
TELLINGS = ("tell_staff", "tell_people", "tell_leadership", "tell_province")


@pytest.fixture
def world():
    """Plans were due at midnight three days ago; nobody has handed in."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.wards = [world, *(a_ward() for _ in range(WARDS - 1))]
    world.closes_at = datetime.combine(clock.today() - timedelta(days=3), time(), clock.HERE)
    windows = {"plan_closes_at": world.closes_at, "dossier_closes_at": clock.now() + timedelta(days=60)}
    world.period = PeriodFactory(quarter=Quarter.of(clock.today()), **windows)
    for ward in world.wards:
        DossierFactory(cadre=ward.cadre, unit=ward.division, period=world.period)
    return world


def before(world, **span):
    return clock.held(world.closes_at - timedelta(**span))


def told(world):
    """Who was told of this window how often, and by which act."""
    rows = Notice.objects.filter(about__contains=f"{world.period.code} plan").values_list("to", "about")
    return Counter((person, about.split()[0]) for person, about in rows)


def expected(world):
    staff = {(ward.staff.pk, "tell_staff"): 1 for ward in world.wards}
    leadership = {(ward.leadership.pk, "tell_leadership"): 1 for ward in world.wards}
    people = {(ward.subject.pk, "deadline"): 1 for ward in world.wards}
    return staff | leadership | people | {(world.organisation.pk, "tell_province"): 1}


def is_caught_up(world):
    of_window = Effect.objects.filter(quarter=world.period.code, window="plan")
    return of_window.filter(kind__in=TELLINGS).exclude(done_at=None).count() == len(TELLINGS)


def test_beat_and_a_worker_make_up_for_three_days_and_remind_nobody_late(
    world, installation, settings, record_property
):
    with before(world, days=4, hours=-8):
        keep()
    with before(world, days=2, hours=-8):  # noted by somebody who was stopped before they could remind
        note(due_now())
    Notice.objects.all().delete()
    as_a_province = {"CALENDAR_SECONDS": str(settings.CALENDAR_SECONDS)}
    installation.redis(), installation.worker(**as_a_province), installation.beat(**as_a_province)
    took = until(lambda: is_caught_up(world), seconds=600)
    record_property(f"three days made up for in {WARDS} wards, from the processes' start", f"{took:.1f} s")
    assert told(world) == expected(world)
    reminders = Effect.objects.filter(kind="remind", quarter=world.period.code, window="plan")
    reached = dict(reminders.values_list("days", "outcome"))
    assert reached == {3: f"{WARDS} người", 1: DROPPED}  # of the last day's nobody even heard
