"""Whom the right allows as a deputy, and that nobody judges their own file, or that of whom they stand in for, through it."""

import pytest

from cadres.mandates import principals
from cadres.models import Duty, Mandate
from evaluation.core import permissions
from evaluation.deputies.permissions import deputies_for, own_duties, reads_stand_ins
from tests.evaluation.deputies.naming import an_absence, days, fresh, named
from tests.factories import (
    AppointmentFactory,
    DossierFactory,
    UserFactory,
    a_ward,
    an_official,
    grant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return an_absence()


def offered(world):
    return set(deputies_for(world.held))


def test_those_are_offered_who_staff_the_same_unit_or_have_their_main_post_there_or_beneath(world):
    assert offered(world) == {world.deputy, world.subject, world.staff, world.second_staff}


def test_nobody_is_offered_without_an_account_in_use_from_elsewhere_or_by_a_post_beside_their_main_one(world):
    AppointmentFactory(unit=world.ward)
    AppointmentFactory(unit=world.ward, cadre__account=True, is_main=False)
    AppointmentFactory(unit=a_ward().ward, cadre__account=True)
    AppointmentFactory(unit=world.ward, cadre__account=True, cadre__user__is_active=False)
    moved = AppointmentFactory(unit=world.ward, cadre__account=True)
    AppointmentFactory(unit=a_ward().ward, cadre=moved.cadre, valid_from=days()["valid_from"])
    assert offered(world) == {world.deputy, world.subject, world.staff, world.second_staff}


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.SYSTEM_ADMIN])
def test_nobody_is_offered_who_inspects_or_keeps_the_system(world, duty):
    grant(world.deputy, duty, world.province)
    assert world.deputy not in offered(world)


def test_nobody_is_offered_who_holds_the_duty_there_anyway(world):
    grant(world.staff, Duty.LEADERSHIP, world.ward)
    grant(world.second_staff, Duty.LEADERSHIP, world.province)
    assert offered(world) == {world.deputy, world.subject}


def test_who_stands_in_already_is_offered_for_days_to_come(world):
    named(world)
    assert world.deputy in offered(world)


def test_who_alone_judges_the_holder_is_not_offered_for_then_nobody_would(world):
    world.second_staff.mandates.all().delete()
    assert world.staff not in offered(world)
    grant(UserFactory(is_active=False), Duty.ORGANISATION_STAFF, world.ward)
    assert world.staff not in offered(world)


def test_who_already_stands_in_leaves_the_other_as_the_only_one_who_judges(world):
    grant(world.second_staff, Duty.COUNCIL_MEMBER, world.ward, on_behalf_of=world.leadership)
    assert world.staff not in offered(world)


def test_who_has_no_post_is_judged_by_nobody(world):
    world.second_staff.mandates.all().delete()
    world.leader_post.delete()
    assert world.staff in offered(world)


def test_a_duty_over_the_province_is_handed_on_within_the_bodies_where_its_holders_work(world):
    """Not to everybody beneath the province; a holder without a post goes by the others'."""
    body = a_ward()
    official, other = (an_official(Duty.PROVINCIAL_ORGANISATION, world.province) for _ in range(2))
    held = official.mandates.get()
    assert set(deputies_for(held)) == set()
    post = AppointmentFactory(unit=body.division, cadre__user=other)
    assert set(deputies_for(held)) == {body.subject}
    post.unit = world.province
    post.save()
    assert set(deputies_for(held)) == set()


def test_what_was_handed_on_is_none_of_ones_own_duties(world):
    named(world)
    assert list(own_duties(world.leadership)) == [world.held]
    assert list(own_duties(world.deputy)) == []


@pytest.mark.clause("2.1")
def test_the_deputy_judges_others_but_neither_their_own_file_nor_that_of_whom_they_stand_in_for(world):
    others = DossierFactory(unit=world.division)
    own = DossierFactory(unit=world.ward, cadre=world.deputy.cadre)
    leaders = DossierFactory(unit=world.ward, cadre=world.leadership.cadre)
    named(world)
    deputy = fresh(world.deputy)
    rows = (others, own, leaders)
    assert [permissions.APPROVE_PLAN.allows(deputy, row) for row in rows] == [True, False, False]
    assert [permissions.DECIDE.allows(deputy, row) for row in rows] == [True, False, False]
    assert [world.deputy.pk in permissions.DECIDE.holders(row) for row in rows] == [True, False, False]
    assert list(type(others).objects.filter(permissions.DECIDE.q(deputy))) == [others]
    assert permissions.DECIDE.behalf(deputy, others) == world.leadership.pk


def test_nor_do_they_judge_it_in_their_own_right_while_they_stand_in(world):
    leaders = DossierFactory(unit=world.ward, cadre=world.leadership.cadre)
    named(world, world.staff)
    found = {
        user: permissions.STAFF.allows(fresh(user), leaders) for user in (world.staff, world.second_staff)
    }
    assert found == {world.staff: False, world.second_staff: True}
    assert principals(fresh(world.staff)) == {world.staff.pk, world.leadership.pk}


def test_who_is_away_judges_as_before_but_not_themself(world):
    own = DossierFactory(unit=world.ward, cadre=world.leadership.cadre)
    deputys = DossierFactory(unit=world.ward, cadre=world.deputy.cadre)
    named(world)
    leader = fresh(world.leadership)
    assert [permissions.DECIDE.allows(leader, row) for row in (own, deputys)] == [False, True]


def test_the_right_ends_with_its_last_day_and_with_the_duty_itself(world):
    row = named(world, **days(0, 0))
    assert row.mandate in Mandate.objects.in_force()
    assert row.mandate not in Mandate.objects.in_force(days(1)["valid_from"])
    world.held.valid_until = days(-1)["valid_from"]
    world.held.save()
    assert row.mandate not in Mandate.objects.in_force()


def test_the_right_ends_when_the_account_of_whoever_handed_it_on_is_closed(world):
    row = named(world)
    world.leadership.is_active = False
    world.leadership.save()
    assert row.mandate not in Mandate.objects.in_force()
    assert row.mandate not in Mandate.objects.on_behalf()


def test_staff_and_the_province_oversee_who_stands_in_and_leaders_do_not(world):
    roles = (world.staff, an_official(Duty.PROVINCIAL_ORGANISATION, world.province), world.leadership)
    assert [reads_stand_ins(user) for user in roles] == [True, True, False]
