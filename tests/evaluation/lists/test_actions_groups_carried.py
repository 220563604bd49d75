"""The groups of tier 3.1 from round to round: taken over in their order, and everybody where they were put."""

import pytest

from cadres.models import Duty
from evaluation.calendar.actions.rounds import join, open_period
from evaluation.circumstances.actions.following import follow
from evaluation.core.steps import Stage
from evaluation.lists.actions.groups import create_group, place_group
from evaluation.lists.actions.regrouping import regroup
from regulation.quarters import Quarter
from tests.evaluation.lists.rated_factories import a_rated_dossier
from tests.factories import AppointmentFactory, PositionFactory, a_ward, an_official

pytestmark = pytest.mark.django_db

DEFAULT = "Bí thư đảng ủy xã, phường, đặc khu"


def names(period):
    return list(period.groups.values_list("name", flat=True))


def a_secretary(ward, **values):
    position = PositionFactory(provincial=True, clause="3.1.e")
    return AppointmentFactory(unit=ward, position=position, leadership="head", **values).cadre


@pytest.fixture
def rounds():
    """A secretary of a ward in Quý III, moved by hand to a group of the province's own; Quý IV is open."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.third, world.fourth = (open_period(Quarter(2026, number)) for number in (3, 4))
    world.cadre = a_secretary(world.ward)
    world.dossier = join(world.cadre, world.third)
    world.own = create_group(world.third, "Bí thư các phường trung tâm", by=world.organisation)
    default = world.third.groups.get(name=DEFAULT)
    regroup(default, [world.dossier.pk], to=world.own, by=world.organisation, reason="Quy mô tương đồng")
    return world


def test_whoever_was_moved_by_hand_starts_the_next_round_there(rounds):
    assert join(rounds.cadre, rounds.fourth).group.name == "Bí thư các phường trung tâm"


def test_the_next_round_takes_over_the_groups_in_their_order(rounds):
    place_group(rounds.own, -1, by=rounds.organisation)
    join(rounds.cadre, rounds.fourth)
    assert names(rounds.fourth) == ["Bí thư các phường trung tâm", DEFAULT]


def test_a_newcomer_starts_in_the_group_of_the_law(rounds):
    join(rounds.cadre, rounds.fourth)
    assert join(a_secretary(rounds.ward), rounds.fourth).group.name == DEFAULT


def test_whoever_changed_place_starts_in_the_group_of_the_new_place(rounds):
    rounds.cadre.appointments.update(leadership="deputy")
    assert join(rounds.cadre, rounds.fourth).group.name == DEFAULT


def test_settling_posts_anew_keeps_the_group_given_by_hand_as_long_as_the_place_is_the_same(rounds):
    AppointmentFactory(
        cadre=rounds.cadre, unit=rounds.ward, position__name="Ủy viên", is_main=False, leadership="none"
    )
    again = follow(rounds.dossier, by=rounds.staff)
    rounds.cadre.appointments.filter(is_main=True).update(leadership="deputy")
    moved = follow(rounds.dossier, by=rounds.staff)
    assert (again.group.name, moved.group.name) == ("Bí thư các phường trung tâm", DEFAULT)


def test_people_of_the_units_own_tier_have_no_group(rounds):
    assert join(rounds.post.cadre, rounds.fourth).group is None
    assert a_rated_dossier(rounds.ward, stage=Stage.WORKING).group is None
