"""Two who press the button at once, on PostgreSQL, and somebody who hands in meanwhile: each is told once, or not at all."""

from threading import Event

import pytest
from django.db import transaction

from cadres.machine import lock
from config import clock
from evaluation.boards.actions.nudging import nudge
from evaluation.models import Nudge
from notices.models import Notice
from tests.evaluation.boards.owing import PLAN, a_ward_that_owes, hand_in
from tests.evaluation.core.test_races import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return a_ward_that_owes(5)


def pressed(world, by):
    def press():
        with clock.held(world.period.plan_closes_at):
            return len(nudge(world.ward, world.period, PLAN, by=by))

    return press


def test_two_who_press_at_once_tell_each_person_once(world):
    answers = together(pressed(world, world.staff), pressed(world, world.leadership))
    assert sorted(answers) == [0, 5]
    assert (Nudge.objects.count(), Notice.objects.count()) == (5, 5)


def test_the_same_form_sent_twice_at_once_tells_each_person_once(world):
    assert sorted(together(*[pressed(world, world.staff)] * 3)) == [0, 0, 5]
    assert Notice.objects.count() == 5


def test_whoever_is_just_handing_in_is_waited_for_and_not_told(world):
    held, asked = Event(), Event()

    def hands_in():
        with transaction.atomic():
            dossier = lock(world.owing[0])
            held.set()
            asked.wait(timeout=5)
            hand_in(dossier, world.period.plan_closes_at)

    def presses():
        held.wait(timeout=5)
        asked.set()
        return pressed(world, world.staff)()

    assert together(hands_in, presses) == [None, 4]
    assert not Nudge.objects.filter(dossier=world.owing[0]).exists()
