"""Rounds opened before seats and groups had rows of their own get them on the way forward, and lose them on the way back."""

import importlib

import pytest
from django.apps import apps

from evaluation.models import Seat, SimilarGroup
from tests.factories import AppointmentFactory, DossierFactory, a_ward

pytestmark = pytest.mark.django_db
migration = importlib.import_module("evaluation.migrations.0003_seats_and_groups")


def test_seats_come_of_the_main_post_and_of_posts_held_elsewhere():
    world = a_ward()
    dossier = DossierFactory(cadre=world.cadre, unit=world.division, leadership="deputy")
    plain = DossierFactory(unit=world.division)
    for unit, leadership in ((world.ward, "member"), (world.ward, "head"), (world.other_division, "none")):
        AppointmentFactory(cadre=world.cadre, unit=unit, leadership=leadership, is_main=False)
    dossier.other_units.set([world.ward, world.other_division])
    migration.settle(apps, None)
    seats = set(dossier.seats.values_list("unit", "leadership"))
    assert seats == {(world.division.pk, "deputy"), (world.ward.pk, "head")}
    assert plain.seats.count() == 0


def test_each_group_of_a_period_is_there_once():
    first = DossierFactory(provincial=True)
    DossierFactory(provincial=True, period=first.period)
    SimilarGroup.objects.all().delete()
    migration.settle(apps, None)
    assert list(SimilarGroup.objects.values_list("period", "name")) == [(first.period_id, first.group)]


def test_back_and_forth_leaves_no_row_twice():
    DossierFactory(provincial=True)
    for _ in range(2):
        migration.unsettle(apps, None)
        migration.settle(apps, None)
    assert [Seat.objects.count(), SimilarGroup.objects.count()] == [1, 1]
