"""What falls due for one person: their own windows, and those that their duties wait for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from config import clock
from evaluation.boards.tells.dues import dues_of
from evaluation.boards.tells.month import month_of
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Period, Policy
from tests.evaluation.boards.owing import hand_in, not_bound
from tests.factories import (
    DossierFactory,
    ExtensionFactory,
    PeriodFactory,
    UserFactory,
    a_ward,
    an_official,
    grant,
)

pytestmark = pytest.mark.django_db
DAY, YEAR = timedelta(days=1), timedelta(days=365)


@pytest.fixture
def world():
    world = a_ward(name="Phường Long Xuyên")
    world.period = PeriodFactory()
    world.dossier = DossierFactory(unit=world.division, period=world.period, cadre=world.cadre)
    return world


def dues(world, user):
    fresh = type(user).objects.get(pk=user.pk)
    with clock.held(world.period.plan_closes_at - DAY):
        return dues_of(fresh, clock.now() - YEAR, clock.now() + YEAR)


def told(world, user):
    return {due.what: due.closes_at for due in dues(world, user)}


PLAN, SELF = "Nộp kế hoạch Quý IV/2026", "Nộp bản tự đánh giá Quý IV/2026"


def test_a_person_owes_their_plan_and_their_self_assessment(world):
    assert told(world, world.subject) == {
        PLAN: world.period.plan_closes_at,
        SELF: world.period.dossier_closes_at,
    }


def test_their_own_extension_and_their_units_earlier_window_move_them(world):
    extended = ExtensionFactory(dossier=world.dossier)
    own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own)
    assert told(world, world.subject) == {PLAN: extended.until, SELF: own}


def test_what_was_handed_in_is_done_and_no_time_is_left_for_it(world):
    plan = world.dossier.plan
    plan.stage, plan.arrived_at = PlanStage.SUBMITTED, world.period.plan_closes_at - 2 * DAY
    plan.save()
    done = {due.what: (due.done, due.left) for due in dues(world, world.subject)}
    assert done[PLAN] == (True, "")
    assert done[SELF][0] is False


@pytest.mark.parametrize("stage", [Stage.DEFERRED, Stage.EXEMPT, Stage.ENDED])
def test_whoever_is_set_aside_owes_nothing(world, stage):
    type(world.dossier).objects.update(stage=stage)
    assert told(world, world.subject) == {}


@pytest.mark.clause("3.3.2")
def test_whom_quarters_do_not_bind_has_no_term_until_they_hand_in(world):
    not_bound(world.dossier)
    assert told(world, world.subject) == {}
    hand_in(world.dossier, world.period.plan_closes_at - 2 * DAY)
    assert set(told(world, world.subject)) == {PLAN, SELF}


def test_a_round_of_direct_entry_asks_for_no_plan(world):
    Period.objects.update(direct_entry=True)
    assert PLAN not in told(world, world.subject)
    assert [what for what in told(world, world.staff) if "kế hoạch" in what] == []


@pytest.mark.parametrize(
    ("who", "desk"),
    [("staff", "Thẩm định hồ sơ"), ("leadership", "Chốt danh sách xếp loại của đơn vị")],
)
def test_a_unit_waits_for_its_people_by_its_own_windows_and_hands_its_dossiers_on(world, who, desk):
    own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own)
    assert told(world, getattr(world, who)) == {
        "Hạn cán bộ nộp kế hoạch Quý IV/2026": world.period.plan_closes_at,
        "Hạn cán bộ nộp bản tự đánh giá Quý IV/2026": own,
        f"{desk} Quý IV/2026": world.period.dossier_closes_at,
    }


def test_an_extension_of_a_whole_unit_is_its_desks_too_and_one_persons_is_not(world):
    everybody = ExtensionFactory(dossier=None, unit=world.ward, period=world.period)
    ExtensionFactory(dossier=world.dossier, window="dossier")
    found = told(world, world.staff)
    assert found["Hạn cán bộ nộp kế hoạch Quý IV/2026"] == everybody.until
    assert found["Hạn cán bộ nộp bản tự đánh giá Quý IV/2026"] == world.period.dossier_closes_at


def test_a_division_proposes_by_the_window_that_the_managing_unit_set(world):
    own = world.period.dossier_closes_at - 2 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, division_closes_at=own)
    assert told(world, world.division_leadership) == {"Phòng, ban đề xuất mức xếp loại Quý IV/2026": own}


@pytest.mark.parametrize(
    ("duty", "desk"),
    [
        (Duty.PROVINCIAL_ORGANISATION, "Thẩm định tại tỉnh, báo cáo"),
        (Duty.PROVINCIAL_SECRETARIAT, "Quyết định xếp loại của tỉnh"),
    ],
)
def test_the_province_reports_before_the_5th(world, duty, desk):
    found = told(world, an_official(duty, world.province))
    assert found[f"{desk} Quý IV/2026"] == world.period.report_closes_at


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.SYSTEM_ADMIN, Duty.COUNCIL_MEMBER])
def test_whoever_owes_nothing_before_a_window_has_none(world, duty):
    assert told(world, an_official(duty, world.province)) == {}


def test_whoever_stands_in_has_what_the_duty_owes_and_nothing_twice(world):
    deputy = grant(UserFactory(), Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership).user
    grant(deputy, Duty.ORGANISATION_STAFF, world.ward)
    assert told(world, deputy) == told(world, world.leadership) | told(world, world.staff)
    assert len(dues(world, deputy)) == 4


def test_what_moves_a_window_keeps_its_key_and_counts_on(world):
    before = {due.key: due.changes for user in (world.subject, world.staff) for due in dues(world, user)}
    Policy.objects.create(period=world.period, version=2)
    ExtensionFactory(dossier=None, unit=world.ward, period=world.period)
    after = {due.key: due.changes for user in (world.subject, world.staff) for due in dues(world, user)}
    assert before.keys() == after.keys()
    assert {after[key] - before[key] for key in before} == {3}


def test_another_persons_or_units_extension_is_no_change_of_ones_own(world):
    before = [due.changes for due in dues(world, world.subject)]
    ExtensionFactory(dossier=DossierFactory(unit=world.division, period=world.period))
    ExtensionFactory(dossier=None, unit=a_ward().ward, period=world.period)
    assert [due.changes for due in dues(world, world.subject)] == before


def test_a_window_that_closes_at_midnight_is_due_on_the_day_before(world):
    month = month_of(world.subject, "2026-09")
    (day,) = (day for week in month.weeks for day in week if day.dues)
    assert (day.on, month.before, month.after) == (date(2026, 9, 25), "2026-08", "2026-10")


def test_a_window_that_closes_with_the_month_belongs_to_it_and_to_no_other(world):
    type(world.period).objects.update(plan_closes_at=world.period.plan_closes_at.replace(month=10, day=1))
    assert [due.what for due in month_of(world.subject, "2026-09").dues] == [PLAN]
    assert month_of(world.subject, "2026-10").dues == ()


@pytest.mark.parametrize("code", ["", "abc", "2026-13", "0001-01", "9999-12", "2026-9-1"])
def test_a_month_that_is_none_is_the_present_one(world, code):
    with clock.held(world.period.plan_closes_at):
        assert month_of(world.subject, code).first == date(2026, 9, 1)


def test_it_costs_as_many_queries_for_many_duties_and_rounds_as_for_one(world):
    def cost():
        fresh = type(world.staff).objects.get(pk=world.staff.pk)
        with CaptureQueriesContext(connection) as counted:
            found = dues_of(fresh, world.period.plan_closes_at - YEAR, world.period.plan_closes_at + YEAR)
        return len(counted), len(found)

    before, few = cost()
    for _ in range(3):
        other = a_ward()
        grant(world.staff, Duty.ORGANISATION_STAFF, other.ward)
        grant(world.staff, Duty.DIVISION_LEADERSHIP, other.division)
    PeriodFactory(quarter=world.period.quarter.previous())
    after, many = cost()
    assert (after, few < many) == (before, True)
