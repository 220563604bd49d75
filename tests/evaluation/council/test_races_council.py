"""Several people at one session, on PostgreSQL: nothing is lost, nothing happens twice."""

import pytest

from cadres.machine import OutOfTurn, Stale
from evaluation.core.steps import Stage
from evaluation.council.actions import close, convene
from evaluation.models import CouncilLine, CouncilOpinion, CouncilSession, Dossier
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.council.council_factories import a_council, a_session, all_noted, line_on, noted

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_convene_at_once_hold_one_session():
    world = a_council()
    answers = together(
        *(lambda by=by: convene(world.ward, world.period, by=by) for by in (world.staff, world.council))
    )
    session = CouncilSession.objects.get()
    assert ({answer.pk for answer in answers}, session.history.count()) == ({session.pk}, 1)


def test_of_two_secretaries_who_save_one_row_at_once_the_second_is_told_and_nothing_is_lost():
    world = a_session()
    dossier = world.dossiers[0]
    answers = together(
        lambda: noted(world, dossier, by=world.staff, seen=0, note="Của người thứ nhất"),
        lambda: noted(world, dossier, by=world.council, seen=0, note="Của người thứ hai"),
    )
    [kept] = [answer for answer in answers if isinstance(answer, CouncilLine)]
    assert [type(answer) for answer in refused(answers)] == [Stale]
    assert (line_on(dossier).note, line_on(dossier).version) == (kept.note, 1)


def test_of_two_secretaries_on_different_rows_both_are_kept():
    world = a_session(2)
    answers = together(*(lambda dossier=dossier: noted(world, dossier, seen=0) for dossier in world.dossiers))
    assert (refused(answers), CouncilLine.objects.filter(rating="good").count()) == ([], 2)


def test_closed_twice_at_once_it_happens_once():
    world = a_session(3)
    all_noted(world)
    answers = together(
        lambda: close(world.session, by=world.staff), lambda: close(world.session, by=world.council)
    )
    assert [type(answer) for answer in refused(answers)] == [OutOfTurn]
    assert CouncilOpinion.objects.count() == 3
    assert [dossier.history.filter(deed="council").count() for dossier in world.dossiers] == [1, 1, 1]


def test_a_line_saved_while_the_session_is_closed_is_recorded_or_refused_and_never_half_of_it():
    world = a_session(2)
    first, late = world.dossiers
    noted(world, first)
    answers = together(
        lambda: close(world.session, by=world.staff), lambda: noted(world, late, by=world.council)
    )
    stage, line = Dossier.objects.get(pk=late.pk).stage, CouncilLine.objects.filter(dossier=late).first()
    told = [type(answer).__name__ for answer in refused(answers)]
    if told:
        assert (told, stage, line) == (["Over"], Stage.APPRAISED, None)
    else:
        assert (stage, line.stage) == (Stage.COUNCIL, "recorded")
    assert CouncilSession.objects.get().stage == "closed"


def test_a_line_changed_while_the_session_is_closed_is_told_to_whoever_comes_second():
    world = a_session(1)
    dossier = world.dossiers[0]
    seen = {dossier.pk: noted(world, dossier).version}
    answers = together(
        lambda: close(world.session, by=world.staff, lines=seen),
        lambda: noted(world, dossier, by=world.council, seen=1, rating="completed"),
    )
    [told] = refused(answers)
    recorded = CouncilOpinion.objects.filter(rating="good").count()
    assert (type(told).__name__, recorded) in {("Over", 1), ("Refused", 1), ("NotedSince", 0)}
