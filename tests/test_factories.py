"""The factories make rows that the database and the house accept, and share what exists once."""

import pytest

from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Period
from regulation.quarters import Quarter
from tests import factories
from tests.factories import DossierFactory, PeriodFactory, PlanFactory, PlanTaskFactory, TaskMarkFactory

pytestmark = pytest.mark.django_db


def test_two_dossiers_share_the_period():
    first, second = DossierFactory(), DossierFactory()
    assert [first.period, Period.objects.count()] == [second.period, 1]


def test_a_period_of_another_quarter_is_another_row():
    assert PeriodFactory(quarter=Quarter(2026, 2)).quarter.label == "Quý II/2026"
    assert PeriodFactory().quarter.label == "Quý IV/2026"


def test_a_dossier_brings_its_plan_and_a_plan_its_dossier():
    assert DossierFactory().plan.stage == PlanStage.DRAFT
    assert PlanFactory().dossier.stage == Stage.PLANNING


def test_an_approved_plan_stands_beside_a_dossier_at_work():
    dossier = DossierFactory(approved_plan=True)
    assert [dossier.stage, dossier.plan.stage] == [Stage.WORKING, PlanStage.APPROVED]


def test_a_provincial_dossier_is_decided_by_the_province():
    dossier = DossierFactory(provincial=True)
    assert [dossier.deciding_unit, dossier.managing_unit] == [dossier.unit.parent, dossier.unit]


def test_tasks_of_a_plan_are_picked_from_one_approved_catalog():
    plan = DossierFactory().plan
    one, two = PlanTaskFactory(plan=plan), PlanTaskFactory(plan=plan)
    assert one.item.catalog == two.item.catalog
    assert one.item.catalog.items.filter(is_standard=True).count() == 1
    assert one.item.catalog.unit == plan.dossier.managing_unit


def test_a_mark_says_done_as_planned():
    assert TaskMarkFactory(task__quantity=3).done == 3


def test_every_row_of_a_dossier_is_clean():
    dossier = DossierFactory()
    PlanTaskFactory(plan=dossier.plan).full_clean()
    dossier.full_clean()


def test_two_wards_stand_under_one_province():
    here, there = factories.a_ward(), factories.a_ward()
    assert here.province == there.province
    assert here.division.managing == here.ward
    assert [mandate.unit for mandate in here.staff.mandates.all()] == [here.ward]
