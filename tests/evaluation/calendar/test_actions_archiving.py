"""Staff are told on the morning after nobody can object any more that results may be archived; once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from evaluation.calendar.actions.keeping import keep
from evaluation.calendar.models import EffectKind
from evaluation.core.models.publication import petitions_close_at
from evaluation.deeds import actions as deeds
from evaluation.models import Policy
from notices.models import Notice
from regulation.deadlines import last_day
from tests.evaluation.petitions.objecting import a_published_result, objects, on, stored

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B6.2")]


@pytest.fixture
def world():
    world = a_published_result()
    with on("2026-12-29 08:00"):
        world.last = last_day(petitions_close_at(stored(world)))
    return world


def kept(world, days, hour="07:00"):
    with on(f"{world.last + timedelta(days=days):%Y-%m-%d} {hour}"):
        return [one.kind for one in keep() if one.kind == EffectKind.TELL_ARCHIVE]


def told(user):
    return list(Notice.objects.filter(to=user, sentence__contains="lưu trữ").values_list("sentence", "url"))


def test_the_morning_after_the_last_day_staff_hear_of_it_once(world):
    assert (kept(world, 0, "23:59"), kept(world, 1, "06:59")) == ([], [])
    assert kept(world, 1) == [EffectKind.TELL_ARCHIVE]
    sentence = f"{world.ward.name}: 1 kết quả Quý IV/2026 đã hết thời hạn kiến nghị, có thể lưu trữ hồ sơ"
    assert told(world.staff) == [(sentence, reverse("results", args=[world.ward.pk, world.period.code]))]
    assert (kept(world, 1, "08:00"), kept(world, 2)) == ([], [])
    assert (told(world.leadership), told(world.subject)) == ([], [])


def test_whoever_waits_for_an_answer_is_not_among_them(world):
    row = objects(world)
    assert (kept(world, 1), told(world.staff)) == ([EffectKind.TELL_ARCHIVE], [])
    assert row.waits


def test_of_what_is_archived_by_then_nobody_is_told(world):
    with on(f"{world.last + timedelta(days=1):%Y-%m-%d} 06:00"):
        deeds.archive(stored(world), by=world.staff)
    assert kept(world, 1) == []


def test_where_nobody_may_object_it_is_told_the_next_morning(world):
    Policy.objects.update_or_create(period=world.period, unit=None, defaults={"petitions": False})
    with on("2026-12-31 07:00"):
        assert EffectKind.TELL_ARCHIVE in [one.kind for one in keep()]
