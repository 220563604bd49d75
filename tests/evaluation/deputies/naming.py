"""A ward's leader with a file of their own, a deputy to name, and days to come."""

from datetime import timedelta

from cadres.models import Duty, User
from config import clock
from evaluation.deputies.actions import name_deputy
from tests.factories import AppointmentFactory, UserFactory, a_ward, grant


def an_absence():
    """`held` is the leader's duty over the ward, `deputy` somebody with their main post there."""
    world = a_ward()
    world.leader_post = AppointmentFactory(unit=world.ward, cadre__user=world.leadership)
    world.held = world.leadership.mandates.get()
    world.deputy = AppointmentFactory(unit=world.ward, cadre__account=True).cadre.user
    world.second_staff = grant(UserFactory(), Duty.ORGANISATION_STAFF, world.ward).user
    return world


def days(first=0, last=9):
    """So many days from today on."""
    today = clock.today()
    return {"valid_from": today + timedelta(days=first), "valid_until": today + timedelta(days=last)}


def named(world, deputy=None, **values):
    given = days() | {"by": world.leadership} | values
    return name_deputy(world.held, deputy or world.deputy, **given)


def fresh(user):
    """The account as the next request loads it."""
    return User.objects.get(pk=user.pk)
