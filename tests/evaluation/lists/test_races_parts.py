"""Several lists of the province decided in one act, and everybody else who locks lists, on PostgreSQL."""

import pytest
from django.db import OperationalError

from cadres.machine import OutOfTurn
from cadres.machine import together as one_act
from evaluation.archive.tells.verifying import faults
from evaluation.core.steps import Stage
from evaluation.deeds.actions import appraise_at_province
from evaluation.lists.actions import parts
from evaluation.lists.actions.lists import close_list, save_rows
from evaluation.lists.actions.parts import Confirmed, close_parts
from evaluation.lists.actions.regrouping import regroup
from evaluation.models import Decision, Dossier, RatingList, SimilarGroup
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.lists.rated_factories import a_province_list, a_rated_dossier, good

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BODY = "Ban Thường vụ Tỉnh ủy"


@pytest.fixture
def world():
    """Two groups, each with three who are drafted as they may be decided and two who wait for Ban Tổ chức."""
    world = a_province_list(3)
    other = SimilarGroup.objects.create(period=world.period, name="Giám đốc sở", order=9)
    world.groups = [world.list.group, other]
    options = {"proposed_rating": "good", "provincial": True}
    for _ in range(3):
        a_rated_dossier(world.ward, group=other, stage=Stage.PROVINCE_APPRAISED, **options)
    world.coming = [
        a_rated_dossier(world.ward, group=group, stage=Stage.PROPOSED, **options)
        for group in reversed(world.groups * 2)
    ]
    world.lists = [RatingList.objects.get(group=group) for group in world.groups]
    for one in world.lists:
        ready = Dossier.objects.filter(group=one.group, stage=Stage.PROVINCE_APPRAISED)
        save_rows(one, {dossier.pk: good() for dossier in ready}, by=world.secretariat, seen=None)
    return world


def confirmed(world):
    return [
        Confirmed(one, 2, {row.dossier_id: {"rating": "good"} for row in one.rows.all()}, "")
        for one in world.lists
    ]


def test_the_same_selection_from_several_tabs_is_decided_once_and_whole(world):
    sent = confirmed(world)
    acts = [
        lambda turn=turn: close_parts(sent[:: 1 if turn % 2 else -1], by=world.secretariat, body=BODY)
        for turn in range(8)
    ]
    answers = together(*acts)
    assert ({type(answer) for answer in refused(answers)}, len(refused(answers))) == ({OutOfTurn}, 7)
    assert Decision.objects.count() == 6
    assert [*faults()] == []


def test_whoever_closes_one_of_the_lists_first_leaves_the_selection_to_be_asked_anew(world):
    """All or nothing: of the other list nobody is decided either."""
    sent = confirmed(world)
    alone = sent[1]
    answers = together(
        lambda: close_parts(sent, by=world.secretariat, body=BODY),
        lambda: close_list(alone.rating_list, by=world.secretariat, seen=None, rows=alone.rows),
    )
    assert len(refused(answers)) == 1
    assert {type(answer) for answer in refused(answers)} <= {OutOfTurn}
    assert Decision.objects.count() in (3, 6)
    assert [*faults()] == []


def test_arrivals_on_both_lists_and_people_who_change_groups_never_wait_for_the_decision(world):
    """Whoever arrives on several lists, whoever is carried from one to the other, and the decision on both: no deadlock."""
    sent = confirmed(world)
    first, second = ([*part.rows][0] for part in sent)

    def arrive():
        with one_act():
            for dossier in Dossier.objects.filter(pk__in=[one.pk for one in world.coming]).locked():
                appraise_at_province(dossier, by=world.organisation)

    def move(person, here, there):
        return lambda: regroup(
            world.groups[here], [person], to=world.groups[there], by=world.organisation, reason="Sắp xếp lại"
        )

    answers = together(
        lambda: close_parts(sent, by=world.secretariat, body=BODY),
        arrive,
        move(first, 0, 1),
        move(second, 1, 0),
        lambda: close_parts(sent, by=world.secretariat, body=BODY),
    )
    assert {type(answer).__name__ for answer in refused(answers)} <= {"OutOfTurn", "Stale", "Gone", "Decided"}
    assert Decision.objects.count() in (0, 6)
    assert Dossier.objects.filter(pk__in=[one.pk for one in world.coming], stage=Stage.PROPOSED).count() == 0
    assert [*faults()] == []


def test_taken_as_they_come_they_would(world, monkeypatch):
    """The control run: one list and its people after the other, as the page had them."""
    sent = confirmed(world)
    monkeypatch.setattr(parts, "hold_groups", lambda period: period)
    monkeypatch.setattr(parts, "hold_people", list)
    monkeypatch.setattr(parts, "_turn", lambda part: 0)
    with pytest.raises(OperationalError, match="deadlock"):
        together(
            lambda: close_parts(sent, by=world.secretariat, body=BODY),
            lambda: close_parts(sent[::-1], by=world.secretariat, body=BODY),
        )
