"""A collective's result and two people at once, on PostgreSQL."""

import pytest

from cadres.machine import OutOfTurn, Refused
from evaluation.collectives import actions as deeds
from evaluation.lists.actions.lists import close_list
from evaluation.models import CollectiveResult, Decision, RatingList
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, axes, seated
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.lists.rated_factories import good

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_superiors_who_approve_at_once_have_one_effect_and_the_other_is_told():
    world = a_collective_world()
    result = a_result(world)
    answers = together(
        lambda: deeds.approve(result, by=world.leadership, seen=1),
        lambda: deeds.approve(result, by=world.organisation, seen=1),
    )
    assert [(type(answer), answer.done) for answer in refused(answers)] == [(OutOfTurn, True)]
    assert (CollectiveResult.objects.get().version, result.history.count()) == (2, 1)


def test_two_who_open_a_result_at_once_keep_one_and_the_other_is_told():
    world = a_collective_world()

    def save(user):
        place, values = (world.division, world.period), {"rating": "good", "note": "", "seen": 1}
        return deeds.save_result(*place, axes(a1={"assigned": 6}), by=user, **values)

    answers = together(lambda: save(world.staff), lambda: save(world.division_leadership))
    assert (len(refused(answers)), CollectiveResult.objects.get().history.count()) == (1, 1)


def test_nobody_is_decided_on_a_result_while_it_is_taken_back():
    world = a_collective_world()
    dossier = seated(world)
    result = a_result(world, stage="approved", completed=6, exceeded=6)
    rating_list = RatingList.objects.get(unit=world.ward)
    row = good(answer="Đã xem xét")  # asked for where the result was taken back first (6.3)
    answers = together(
        lambda: close_list(rating_list, by=world.leadership, seen=1, rows={dossier.pk: row}),
        lambda: deeds.take_back(result, by=world.leadership, reason="Sửa số liệu", seen=1),
    )
    taken_back = CollectiveResult.objects.get().stage == "draft"
    assert {type(answer) for answer in refused(answers)} <= {Refused}
    assert Decision.objects.count() == 1
    assert taken_back == (not refused(answers))
