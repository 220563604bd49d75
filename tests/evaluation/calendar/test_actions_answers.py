"""Whoever is to answer a petition is reminded as its term nears, and once it has passed; each once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from evaluation.calendar.actions.keeping import keep
from evaluation.calendar.models import EffectKind
from evaluation.models import Petition
from evaluation.petitions import actions
from notices.models import Kind, Notice
from regulation.deadlines import last_day
from tests.evaluation.petitions.objecting import a_published_result, objects, on

pytestmark = pytest.mark.django_db

ANSWERS = {EffectKind.REMIND_ANSWERS, EffectKind.TELL_ANSWERS}


@pytest.fixture
def world():
    world = a_published_result()
    world.row = objects(world)
    world.last = last_day(world.row.due_at)
    return world


def morning(world, days):
    """The effects about petitions that were done on the morning so many days from the last one."""
    return kept(f"{world.last + timedelta(days=days):%Y-%m-%d} 07:00")


def kept(moment):
    with on(moment):
        return [EffectKind(one.kind).name for one in keep() if one.kind in ANSWERS]


def unread(user):
    rows = Notice.objects.unread().filter(to=user, kind=Kind.DEADLINE, about__contains="petition")
    return list(rows.values_list("sentence", flat=True))


def test_as_the_term_nears_whoever_answers_is_reminded_each_time_once(world):
    assert morning(world, -3) == ["REMIND_ANSWERS"]
    (first,) = unread(world.leadership)
    assert first.startswith("Còn 3 ngày để trả lời kiến nghị Quý IV/2026 · ")
    assert world.dossier.cadre.full_name not in first
    assert morning(world, -3) == []
    assert morning(world, -2) == []
    assert morning(world, 0) == ["REMIND_ANSWERS"]
    (last,) = unread(world.leadership)
    assert last.startswith("Hôm nay là ngày cuối để trả lời kiến nghị")
    assert Notice.objects.get(sentence=last).url == reverse("petition", args=[world.dossier.pk])


def test_once_it_has_passed_it_is_told_the_next_morning_once(world):
    morning(world, 0)
    assert kept(f"{world.last + timedelta(days=1):%Y-%m-%d} 06:59") == []
    assert morning(world, 1) == ["TELL_ANSWERS"]
    (said,) = unread(world.leadership)
    assert said.startswith("Đã quá hạn trả lời kiến nghị Quý IV/2026")
    assert morning(world, 2) == []


def test_nobody_else_is_told_and_not_the_person(world):
    morning(world, 0)
    assert (unread(world.subject), unread(world.staff)) == ([], [])


@pytest.mark.parametrize("end", ["uphold", "take_up", "withdraw"])
def test_what_was_answered_reminds_nobody_any_more(world, end):
    morning(world, -1)
    by = world.subject if end == "withdraw" else world.leadership
    said = {} if end == "withdraw" else {"reason": "Đã xem lại"}
    with on(f"{world.last:%Y-%m-%d} 06:00"):
        getattr(actions, end)(Petition.objects.get(), by=by, **said)
    assert unread(world.leadership) == []
    assert (morning(world, 0), morning(world, 1)) == ([], [])


def test_of_tier_31_the_province_is_reminded():
    world = a_published_result(provincial=True)
    objects(world)
    world.last = last_day(Petition.objects.get().due_at)
    assert localtime(Petition.objects.get().due_at).hour == 0
    morning(world, 0)
    assert len(unread(world.secretariat)) == 1
    assert unread(world.leadership) == []
