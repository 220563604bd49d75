"""How people stand with what they hand in, said by the database as a dossier says it itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from config import clock
from evaluation.boards.stages import Standing
from evaluation.boards.tells.counts import unit_lines
from evaluation.boards.tells.standings import COLUMNS, on_board, stands, sums
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Policy
from regulation.deadlines import Window
from tests.factories import DossierFactory, ExtensionFactory, PeriodFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
PLAN, SELF = COLUMNS


@pytest.fixture
def world():
    world = a_ward()
    world.period = PeriodFactory()
    world.closes = world.period.plan_closes_at
    world.due = world.period.dossier_closes_at
    return world


def stood(world, column=PLAN, *, at=None, **values):
    """How somebody of the ward stands at that moment."""
    dossier = DossierFactory(unit=world.division, period=world.period, **values)
    with clock.held(at or world.closes - SECOND):
        row = on_board(world.period, world.staff).get(pk=dossier.pk)
    return Standing(getattr(row, column.name))


def handed_in(at, **values):
    return {"plan__stage": PlanStage.SUBMITTED, "plan__arrived_at": at} | values


def test_a_plan_is_owed_until_its_window_closes_and_overdue_from_that_instant_on(world):
    assert stood(world) is Standing.OWED
    assert stood(world, at=world.closes) is Standing.OVERDUE


def test_what_came_before_the_window_closed_is_in_and_at_that_instant_late(world):
    assert stood(world, **handed_in(world.closes - SECOND)) is Standing.IN
    assert stood(world, **handed_in(world.closes)) is Standing.LATE


def test_an_extension_holds_until_it_ends_too(world):
    extended = ExtensionFactory(dossier__unit=world.division, dossier__period=world.period)

    def stands_at(moment):
        with clock.held(moment):
            return on_board(world.period, world.staff).get(pk=extended.dossier_id).plan_stands

    assert stands_at(world.closes) == Standing.EXTENDED
    assert stands_at(extended.until) == Standing.OVERDUE


def test_what_came_within_an_extension_is_in(world):
    extended = ExtensionFactory(dossier__unit=world.division, dossier__period=world.period)
    plan = extended.dossier.plan
    plan.stage, plan.arrived_at = PlanStage.SUBMITTED, extended.until - SECOND
    plan.save()
    assert on_board(world.period, world.staff).get(pk=extended.dossier_id).plan_stands == Standing.IN


def test_an_extension_of_the_whole_unit_is_everybodys(world):
    until = world.due + timedelta(days=2)
    ExtensionFactory(
        dossier=None, unit=world.ward, period=world.period, window=Window.DOSSIER.value, until=until
    )
    assert stood(world, SELF, at=world.due, stage=Stage.SELF_ASSESSMENT) is Standing.EXTENDED


def test_a_units_own_earlier_window_makes_its_people_overdue_and_no_others(world):
    own = world.due - timedelta(days=5)
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own)
    assert stood(world, SELF, at=own, stage=Stage.SELF_ASSESSMENT) is Standing.OVERDUE
    world.division, world.staff = (other := a_ward()).division, other.staff
    assert stood(world, SELF, at=own, stage=Stage.SELF_ASSESSMENT) is Standing.OWED


def test_what_was_returned_in_time_waits_to_be_handed_in_again_and_is_never_overdue(world):
    before, late = world.closes - SECOND, world.closes + SECOND
    assert stood(world, at=late, plan__arrived_at=before) is Standing.BACK
    assert stood(world, at=late, plan__arrived_at=world.closes) is Standing.LATE
    returned = {"stage": Stage.SELF_ASSESSMENT, "arrived_at": world.due - SECOND}
    assert stood(world, SELF, at=world.due, **returned) is Standing.BACK


@pytest.mark.parametrize("stage", [Stage.DEFERRED, Stage.EXEMPT, Stage.ENDED])
def test_whoever_is_set_aside_owes_nothing_and_counts_nowhere_whatever_they_handed_in(world, stage):
    assert stood(world, at=world.closes, stage=stage) is Standing.NONE
    assert stood(world, SELF, at=world.due, stage=stage) is Standing.NONE
    assert stood(world, stage=stage, **handed_in(world.closes)) is Standing.NONE
    assert stood(world, SELF, stage=stage, arrived_at=world.due) is Standing.NONE


def test_a_round_of_direct_entry_asks_for_no_plan(world):
    type(world.period).objects.update(direct_entry=True)
    assert stood(world, at=world.closes, stage=Stage.SELF_ASSESSMENT) is Standing.NONE


def test_the_database_says_what_every_dossier_says_of_its_lateness_itself(world):
    """One truth: `Dossier.is_late` and `closes_at`."""
    for days in (-1, 0, 1):
        at = world.due + timedelta(days=days)
        DossierFactory(unit=world.division, period=world.period, stage=Stage.SUBMITTED, arrived_at=at)
    for row in on_board(world.period, world.staff):
        assert (row.self_stands == Standing.LATE) is type(row).objects.get(pk=row.pk).is_late


def test_a_board_counts_whom_its_reader_oversees_and_nobody_else(world):
    DossierFactory(unit=world.division, period=world.period)
    elsewhere = DossierFactory(unit=a_ward().ward, period=world.period)
    DossierFactory(unit=world.ward, period=PeriodFactory(quarter=world.period.quarter.previous()))
    grant(elsewhere.cadre.user, Duty.LEADERSHIP, world.ward)  # their own file lies elsewhere
    for reader in (world.staff, world.leadership, elsewhere.cadre.user):
        assert sum(row.number for row in stands(on_board(world.period, reader))) == 1


def test_the_provinces_board_is_one_query_however_many_units_and_its_sums_are_those_of_its_units(world):
    for _ in range(3):
        other = a_ward()
        DossierFactory(unit=other.division, period=world.period)
        DossierFactory(unit=other.ward, period=world.period, **handed_in(world.closes))
    reader = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    assert reader.mandates.count() == 1
    with clock.held(world.closes), CaptureQueriesContext(connection) as counted:
        found = stands(on_board(world.period, reader))
        lines = unit_lines(found, PLAN, world.period)
    assert len(counted) == 3  # the reader's duties, the people, the names of the units
    assert sums(found, PLAN) == {Standing.OVERDUE: 3, Standing.LATE: 3}
    told = {
        figure.label: [line.figures[place].count for line in lines]
        for place, figure in enumerate(lines[0].figures)
    }
    assert (told["Muộn, chưa nộp"], told["Nộp muộn"], told["Đã nộp"]) == ([1] * 3, [1] * 3, [0] * 3)
