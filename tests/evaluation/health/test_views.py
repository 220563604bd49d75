"""The system's health: for a supervisor of processes, and for whoever administers the installation."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.calendar.actions.keeping import keep_now
from evaluation.health import tells
from evaluation.models import Effect, Keeper
from notices.models import Letter
from tests.factories import UnitFactory, UserFactory, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    client.force_login(an_official(Duty.SYSTEM_ADMIN, UnitFactory(parent=None)))
    return lambda: client.get(reverse("health")).content.decode()


def test_the_process_answers_without_a_database(client, monkeypatch):
    monkeypatch.setattr(tells, "is_ready", lambda: 1 / 0)
    assert client.get("/healthz").content == b"ok\n"


def test_ready_is_whoever_has_the_tables_of_this_version(client, monkeypatch):
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(tells, "is_ready", lambda: False)
    assert client.get("/readyz").status_code == 503


def test_a_database_that_does_not_answer_is_not_ready_and_nothing_is_told_of_it(client, monkeypatch):
    def fails():
        raise DatabaseError("password authentication failed for user")

    monkeypatch.setattr(tells, "is_ready", fails)
    answer = client.get("/readyz")
    assert (answer.status_code, "password" in answer.content.decode()) == (503, False)


def test_they_are_asked_over_http_without_being_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert [client.get(path).status_code for path in ("/healthz", "/readyz", "/")] == [200, 200, 301]


def test_a_missing_migration_is_told():
    from django.db.migrations.recorder import MigrationRecorder

    assert tells.is_ready()
    MigrationRecorder.Migration.objects.filter(app="notices").latest("pk").delete()
    assert not tells.is_ready()


def test_a_calendar_that_nobody_keeps_is_told(page):
    assert "Không chạy" in page()
    keep_now("Celery")
    assert ["Đang chạy" in page(), "Celery · " in page()] == [True, True]
    Keeper.objects.update(seen_at=clock.now() - timedelta(minutes=16))
    assert "Không chạy" in page()


def test_each_keeper_has_one_row():
    keep_now("Celery"), keep_now("Celery"), keep_now("runserver")
    assert Keeper.objects.count() == 2


def test_what_is_overdue_and_what_fails_is_told(page):
    assert "Không có" in page()
    now = clock.now()
    late = {"kind": "remind", "quarter": "2026-4", "due_at": now - timedelta(hours=2)}
    Effect.objects.create(key="1", failures=3, **late)
    Effect.objects.create(key="2", **late | {"due_at": now - timedelta(hours=1)})
    Effect.objects.create(key="3", **late | {"due_at": now + timedelta(hours=1)})
    assert "Nhắc hạn · 2026-4, đến lúc" in page()
    assert "đã lỗi 3 lần" in page()
    assert tells.health().failing == 1


def test_letters_are_counted_with_the_last_failure(page):
    day = clock.today()
    common = {"subject": "x", "body": "x"}
    Letter.objects.create(to=UserFactory(), day=day, sent_at=clock.now(), **common)
    Letter.objects.create(to=UserFactory(), day=day, failure="Connection refused", **common)
    Letter.objects.create(to=UserFactory(), day=day, **common)
    Letter.objects.create(to=UserFactory(), day=day - timedelta(days=2), **common)
    assert tells.health().letters == {"sent": 1, "waiting": 2, "failing": 1}
    assert "lỗi gần nhất: Connection refused" in page()


@pytest.mark.parametrize(("seconds", "told"), [(0.4, False), (2.5, True), (-3, True)])
def test_clocks_that_differ_are_told(page, monkeypatch, seconds, told):
    monkeypatch.setattr(tells, "_ahead", lambda: timedelta(seconds=seconds))
    assert ("Lệch giờ" in page()) is told


def test_the_databases_clock_is_read():
    assert abs(tells.health().apart) < timedelta(seconds=30)
