"""Beat rings, workers keep the calendar, Redis may forget everything: with real processes, on PostgreSQL and Redis."""

from collections import Counter
from datetime import timedelta

import pytest
import redis

from cadres.models import Duty
from config import clock
from evaluation.models import Effect, Period
from notices.models import Notice
from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official
from tests.trials.processes import so_many, until

pytestmark = [pytest.mark.postgres, pytest.mark.redis_server, pytest.mark.django_db(transaction=True)]
ONE_LINE = '"event": "calendar"'
EFFECTS = so_many(short=60, long=5000)
PATIENCE = 60 + EFFECTS / 10


def effects_to_do(count):
    """As many windows that closed a while ago, of which the staff is to be told; each is told of once, by its key."""
    now, period = clock.now(), Period.objects.get()
    Effect.objects.bulk_create(
        Effect(
            key=f"tell_staff {number}",
            kind="tell_staff",
            quarter=period.code,
            window="plan",
            closes_at=period.plan_closes_at,
            due_at=now - timedelta(minutes=count - number),
            until=now + timedelta(days=1),
        )
        for number in range(count)
    )


def test_beat_rings_and_a_worker_opens_the_round_that_is_due(installation):
    ward = a_ward()
    installation.redis(), installation.beat(), installation.worker()
    until(lambda: Effect.objects.exclude(done_at=None).exists())
    current = Period.objects.of(Quarter.of(clock.today())).get()
    assert ward.cadre.dossiers.get(period=current).history.get().by is None


def test_two_beats_three_workers_a_flush_and_a_kill_and_everything_is_done_once(installation):
    ward = a_ward()
    quarter = Quarter.of(clock.today())
    DossierFactory(cadre=ward.cadre, unit=ward.division, period=PeriodFactory(quarter=quarter))
    staff = an_official(Duty.ORGANISATION_STAFF, ward.ward)
    effects_to_do(EFFECTS)
    installation.redis()
    killed, _ = installation.worker(), installation.worker()
    installation.beat(), installation.beat()
    until(lambda: Effect.objects.exclude(done_at=None).exists())
    killed.kill()
    with redis.Redis(port=installation.redis_port) as server:
        server.flushall()
    installation.worker(), installation.worker()
    until(lambda: not Effect.objects.filter(key__startswith="tell_staff", done_at=None).exists(), PATIENCE)
    told_of = [line.split('"effect": "')[1] for line in installation.lines("worker") if ONE_LINE in line]
    done = Counter(line.split('"')[0] for line in told_of)
    assert max(done.values()) == 1
    told = Notice.objects.filter(to=staff, about__startswith="tell_staff").values_list("about", flat=True)
    assert Counter(told) == Counter(
        f"tell_staff {number} {ward.ward.pk} missing" for number in range(EFFECTS)
    )
