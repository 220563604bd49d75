"""What posts settle when a dossier is opened: seats and groups."""

from datetime import date

import pytest

from evaluation.calendar.actions.rounds import join
from evaluation.models import Seat, SimilarGroup
from tests.evaluation.marks.marking import at
from tests.factories import AppointmentFactory, PeriodFactory, PositionFactory, a_ward

pytestmark = pytest.mark.django_db


def test_whoever_leads_two_units_has_a_seat_in_each_and_the_higher_where_both_are_one():
    world = a_ward()
    for unit, leadership in (
        (world.division, "head"),
        (world.ward, "member"),
        (world.other_division, "none"),
    ):
        post = {"position": PositionFactory(name=f"Chức vụ {leadership}"), "leadership": leadership}
        AppointmentFactory(cadre=world.cadre, unit=unit, is_main=False, **post)
    dossier = join(world.cadre, PeriodFactory())
    seats = set(Seat.objects.filter(dossier=dossier).values_list("unit", "leadership"))
    assert seats == {(world.division.pk, "head"), (world.ward.pk, "member")}


def test_a_group_that_the_law_names_is_there_for_the_province_to_see():
    position = PositionFactory(provincial=True)
    cadre = AppointmentFactory(position=position, leadership="head").cadre
    dossier = join(cadre, PeriodFactory())
    assert list(SimilarGroup.objects.all()) == [dossier.group]


@pytest.mark.clause("2.2")
def test_a_dossier_opened_late_has_the_posts_of_the_evaluation_date():
    world = a_ward()
    world.post.valid_until = date(2026, 12, 30)
    world.post.save()
    AppointmentFactory(cadre=world.cadre, unit=world.other_division, valid_from=date(2026, 12, 31))
    with at(12, 31):
        assert join(world.cadre, PeriodFactory()).unit == world.division
