"""Two tabs at once, on PostgreSQL: one person stands in, and the other tab is told of them."""

import pytest

from evaluation.deputies.actions import Amiss, end
from evaluation.models import StandIn
from notices.models import Notice
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.deputies.naming import an_absence, named

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_tabs_that_name_two_people_have_one_effect_and_the_other_is_told():
    world = an_absence()
    answers = together(lambda: named(world), lambda: named(world, world.subject))
    (refusal,) = refused(answers)
    row = StandIn.objects.get()
    assert isinstance(refusal, Amiss)
    assert str(row.deputy) in refusal.found["valid_from"]


def test_two_tabs_that_name_the_same_name_once():
    world = an_absence()
    answers = together(lambda: named(world), lambda: named(world))
    assert (refused(answers), StandIn.objects.count(), Notice.objects.count()) == ([], 1, 2)


def test_two_tabs_that_end_it_end_it_once():
    world = an_absence()
    row = named(world)
    answers = together(lambda: end(row, by=world.leadership), lambda: end(row, by=world.leadership))
    (refusal,) = refused(answers)
    assert (refusal.done, row.history.count()) == (True, 2)
