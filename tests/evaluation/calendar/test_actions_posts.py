"""A dossier follows its person to the post now held; seats, groups and cases with it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cadres.models import Duty
from evaluation.calendar.actions.posts import NoPost, has_moved, posts_of, resettle
from evaluation.calendar.actions.rounds import join
from evaluation.core.steps import Stage
from evaluation.models import CollectiveResult, Dossier, RatingList, Seat, SimilarGroup
from regulation.vocabulary import Leadership
from tests.evaluation.marks.marking import at
from tests.factories import (
    AppointmentFactory,
    AxisWeightFactory,
    PeriodFactory,
    PlanTaskFactory,
    PositionFactory,
    TaskMarkFactory,
    UnitFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """A deputy head whose dossier was opened in one ward and who was transferred to another."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    with at(9, 20):
        world.dossier = join(world.cadre, PeriodFactory())
    world.elsewhere = UnitFactory(code="NOI-MOI", name="Phường Nơi Mới")
    world.post.valid_until = date(2026, 11, 30)
    world.post.save()
    AppointmentFactory(
        cadre=world.cadre,
        unit=world.elsewhere,
        leadership=Leadership.HEAD.value,
        position=PositionFactory(name="Trưởng phòng"),
        valid_from=date(2026, 12, 1),
        cause="transfer",
    )
    return world


def test_whoever_leads_two_units_has_a_seat_in_each_and_the_higher_where_both_are_one():
    world = a_ward()
    for unit, leadership in (
        (world.division, "head"),
        (world.ward, "member"),
        (world.other_division, "none"),
    ):
        AppointmentFactory(cadre=world.cadre, unit=unit, leadership=leadership, is_main=False)
    dossier = join(world.cadre, PeriodFactory())
    seats = set(Seat.objects.filter(dossier=dossier).values_list("unit", "leadership"))
    assert seats == {(world.division.pk, "head"), (world.ward.pk, "member")}


def test_a_group_that_the_law_names_is_there_for_the_province_to_see():
    position = PositionFactory(provincial=True)
    cadre = AppointmentFactory(position=position, leadership="head").cadre
    dossier = join(cadre, PeriodFactory())
    assert list(SimilarGroup.objects.all()) == [dossier.group]


@pytest.mark.clause("7.b")
def test_the_dossier_follows_to_the_new_unit_with_its_case_and_history(moved):
    with at(12, 10):
        assert has_moved(moved.dossier, posts_of(moved.cadre)) is True
        dossier = resettle(moved.dossier, by=moved.staff, seen=1)
        assert has_moved(dossier, posts_of(moved.cadre)) is False
    assert (dossier.unit, dossier.managing_unit, dossier.government_post) == (
        moved.elsewhere,
        moved.elsewhere,
        "Trưởng phòng",
    )
    assert [(seat.unit, seat.leadership) for seat in dossier.seats.all()] == [(moved.elsewhere, "head")]
    assert [case["kind"] for case in dossier.cases] == ["transferred"]
    entry = dossier.history.get(deed="resettle")
    assert entry.changes["posts"] == [
        f"Phó Trưởng phòng, {moved.division}",
        "Trưởng phòng, Phường Nơi Mới",
    ]


def test_a_file_handed_in_waits_on_the_new_units_list(moved):
    division = UnitFactory(division=True, parent=moved.elsewhere)
    post = moved.cadre.appointments.get(unit=moved.elsewhere)
    post.unit, post.leadership = division, "deputy"
    post.save()
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.SUBMITTED)
    with at(12, 10):
        resettle(moved.dossier, by=moved.organisation)
    assert list(RatingList.objects.values_list("unit", flat=True)) == [division.pk]


def test_the_new_collectives_result_limits_at_once(moved):
    """6.3: what is stored for the queue follows the seat."""
    result = CollectiveResult.objects.create(
        unit=moved.elsewhere, period=moved.dossier.period, stage="approved", rating="not_completed"
    )
    result.axes.create(axis=1, assigned=10, completed=5)
    AxisWeightFactory(plan=moved.dossier.plan)
    TaskMarkFactory(task=PlanTaskFactory(plan=moved.dossier.plan))
    figures = {"general_points": 30, "task_points": 70, "total": 100, "uncapped_total": 100}
    stored = moved.dossier.assessments.create(
        layer="self", saved_at=moved.dossier.period.plan_closes_at, highest_permitted="excellent", **figures
    )
    with at(12, 10):
        resettle(moved.dossier, by=moved.staff)
    stored.refresh_from_db()
    assert stored.highest_permitted == "not_completed"


def test_without_a_post_there_is_nowhere_to_go(moved):
    moved.cadre.appointments.all().delete()
    with pytest.raises(NoPost):
        resettle(moved.dossier, by=moved.staff)
    assert has_moved(moved.dossier, []) is False


def test_another_units_staff_do_not_fetch_a_person(moved):
    with pytest.raises(PermissionDenied):
        resettle(moved.dossier, by=an_official(Duty.ORGANISATION_STAFF, moved.elsewhere))
