"""An extension of a unit, and whoever handed in there and moved: nobody becomes late by having moved."""

from datetime import date, timedelta

import pytest

from config import clock
from evaluation.circumstances.actions.following import follow
from evaluation.core.actions.extensions import keep_extension
from evaluation.models import Dossier, Extension, Plan
from regulation.deadlines import Window
from tests.factories import AppointmentFactory, DossierFactory, ExtensionFactory, PeriodFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world, world_to = a_ward(), a_ward()
    world.to, world.period = world_to, PeriodFactory()
    world.dossier = DossierFactory(unit=world.division, cadre=world.cadre, period=world.period)
    world.granted = ExtensionFactory(dossier=None, unit=world.ward, period=world.period)
    return world


def arrives(world):
    Plan.objects.update(arrived_at=world.granted.until - timedelta(minutes=1))


def moves(world):
    """To another ward; the staff there let the dossier follow."""
    type(world.post).objects.filter(pk=world.post.pk).update(valid_until=date(2026, 10, 31))
    AppointmentFactory(cadre=world.cadre, unit=world.to.division, valid_from=date(2026, 11, 1))
    with clock.held(world.period.plan_closes_at + timedelta(days=60)):
        return follow(Dossier.objects.get(), by=world.staff)


def test_a_plan_in_time_by_the_old_units_extension_stays_in_time(world):
    arrives(world)
    moved = moves(world)
    found = Dossier.objects.with_windows().get()
    assert moved.managing_unit == world.to.ward
    assert [found.plan.is_late, Plan.objects.get().is_late] == [False, False]
    kept = Extension.objects.get(dossier=moved)
    assert (kept.until, kept.ground, kept.history.get().by) == (
        world.granted.until,
        world.granted.ground,
        None,
    )


def test_whoever_has_not_handed_in_follows_the_new_units_window(world):
    moves(world)
    assert Dossier.objects.get().closes_at(Window.PLAN) == world.period.plan_closes_at
    assert not Extension.objects.exclude(dossier=None).exists()


def test_what_the_person_was_granted_themself_reaches_as_far(world):
    arrives(world)
    own = ExtensionFactory(dossier=world.dossier, until=world.granted.until - timedelta(days=1))
    keep_extension(Dossier.objects.get())
    own.refresh_from_db()
    assert own.until == world.granted.until
