"""Redis hung or gone, as a process: nobody who hands in notices, and what is to be done is done when it is back, or by cron."""

import signal
from datetime import timedelta

import pytest

from config import clock
from evaluation.calendar.models import Keeper
from evaluation.models import Effect
from regulation.quarters import Quarter
from tests.factories import PeriodFactory, a_ward
from tests.trials.plans import a_plan, hand_in, is_kept
from tests.trials.processes import so_many, until

pytestmark = [pytest.mark.postgres, pytest.mark.redis_server, pytest.mark.django_db(transaction=True)]
SUBMISSIONS = so_many(short=5, long=200)
DEED = "tell_staff of a window"


@pytest.fixture
def world(installation):
    """A round of this quarter whose people have not handed in, and a server, a worker and beat with their Redis."""
    world = a_ward()
    world.period = PeriodFactory(quarter=Quarter.of(clock.today()))
    world.dossiers = [a_plan(world, world.period) for _ in range(SUBMISSIONS)]
    world.redis = installation.redis()
    world.port = installation.server()
    installation.worker(), installation.beat()
    until(Keeper.objects.exists)  # the worker has heard of beat
    return world


def something_is_due(period):
    """A window has closed in this very moment, and the staff is to hear of it."""
    Effect.objects.create(
        key=DEED,
        kind="tell_staff",
        quarter=period.code,
        window="plan",
        closes_at=period.plan_closes_at,
        due_at=clock.now(),
        until=clock.now() + timedelta(days=1),
    )


def all_hand_in(world):
    """Each is answered as ever, and the plan, its receipt and the notice to the staff are there at once; how long the slowest took."""
    slowest = 0
    for dossier in world.dossiers:
        answer = hand_in(dossier, world.port)
        assert (answer.status, is_kept(dossier)) == (302, True)
        slowest = max(slowest, answer.seconds)
    return f"{slowest:.2f} s"


def is_done():
    return Effect.objects.filter(key=DEED).exclude(done_at=None).exists()


def test_while_redis_hangs_everything_is_taken_and_when_it_goes_on_the_calendar_is_kept(
    world, installation, record_property
):
    world.redis.send_signal(signal.SIGSTOP)
    something_is_due(world.period)
    record_property(f"slowest of {SUBMISSIONS} with Redis hung", all_hand_in(world))
    assert world.redis.poll() is None
    world.redis.send_signal(signal.SIGCONT)
    record_property("the calendar kept again", f"{until(is_done):.1f} s")


def test_with_redis_gone_cron_keeps_the_calendar_and_the_worker_when_another_one_is_there(
    world, installation, record_property
):
    world.redis.kill(), world.redis.wait()
    record_property(f"slowest of {SUBMISSIONS} with Redis gone", all_hand_in(world))
    something_is_due(world.period)
    assert installation.manage("keep_calendar").wait(timeout=60) == 0
    assert is_done()
    Effect.objects.filter(key=DEED).update(done_at=None)
    installation.redis()
    record_property("the worker at work again", f"{until(is_done):.1f} s")
