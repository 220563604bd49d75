"""Beat rings, workers keep the calendar, Redis may forget everything: with real processes, on PostgreSQL and Redis."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
import redis
from django.db import connection

from cadres.models import Duty
from config import clock
from evaluation.models import Effect, Period
from notices.models import Notice
from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
BROKER = "redis://127.0.0.1:6379/9"
ONE_LINE = '"event": "calendar"'
EFFECTS = int(os.environ.get("TRIAL", "60"))  # the long form (docs/operations.md): some thousands


@pytest.fixture
def broker():
    """A database of Redis that is ours alone, empty before and after."""
    with redis.Redis.from_url(BROKER) as server:
        server.flushdb()
        yield server
        server.flushdb()


@pytest.fixture
def started(tmp_path):
    """Starts processes of Celery on the test database; they end with the test."""
    running = []

    def start(role, *options):
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "config.celery",
            role,
            "--loglevel=WARNING",
            *options,
        ]
        with (tmp_path / f"{role}-{len(running)}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=log, stderr=log)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def environment():
    at = connection.settings_dict
    place = f"{at['HOST'] or '127.0.0.1'}:{at['PORT'] or 5432}"
    database = f"postgres://{at['USER']}:{at['PASSWORD']}@{place}/{at['NAME']}"
    ours = {"DATABASE_URL": database, "REDIS_URL": BROKER, "CALENDAR_SECONDS": "0.5"}
    return os.environ | ours | {"DJANGO_DEBUG": "0", "DEMONSTRATION": "0", "SECRET_KEY": "x" * 40}


def a_worker(started):
    return started("worker", "--pool=solo", "--without-gossip", "--without-mingle")


def a_beat(started, tmp_path, name):
    return started("beat", f"--schedule={tmp_path / name}")


def until(came, seconds=60 + EFFECTS / 10):
    end = monotonic() + seconds
    while not came():
        assert monotonic() < end, "it did not come about"
        sleep(0.1)


def effects_to_do(ward, count):
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


def test_beat_rings_and_a_worker_opens_the_round_that_is_due(started, tmp_path, broker):
    ward = a_ward()
    a_beat(started, tmp_path, "one"), a_worker(started)
    until(lambda: Effect.objects.exclude(done_at=None).exists())
    current = Period.objects.of(Quarter.of(clock.today())).get()
    assert ward.cadre.dossiers.get(period=current).history.get().by is None


def test_two_beats_three_workers_a_flush_and_a_kill_and_everything_is_done_once(started, tmp_path, broker):
    ward = a_ward()
    quarter = Quarter.of(clock.today())
    DossierFactory(cadre=ward.cadre, unit=ward.division, period=PeriodFactory(quarter=quarter))
    staff = an_official(Duty.ORGANISATION_STAFF, ward.ward)
    effects_to_do(ward, EFFECTS)
    killed, _ = a_worker(started), a_worker(started)
    a_beat(started, tmp_path, "one"), a_beat(started, tmp_path, "two")
    until(lambda: Effect.objects.exclude(done_at=None).exists())
    killed.send_signal(signal.SIGKILL)
    broker.flushdb()
    a_worker(started), a_worker(started)
    until(lambda: not Effect.objects.filter(key__startswith="tell_staff", done_at=None).exists())
    lines = [line for log in tmp_path.glob("worker-*.log") for line in log.read_text().splitlines()]
    done = Counter(line.split('"effect": "')[1].split('"')[0] for line in lines if ONE_LINE in line)
    assert max(done.values()) == 1
    told = Notice.objects.filter(to=staff, about__startswith="tell_staff").values_list("about", flat=True)
    assert Counter(told) == Counter(f"tell_staff {number} {ward.ward.pk}" for number in range(EFFECTS))
