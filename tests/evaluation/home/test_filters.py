"""What the list's fields ask for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from config import clock
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.home.filters import DossierFilter, units_named, units_to_suggest
from evaluation.models import Dossier, Policy
from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory, UnitFactory, UserFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


def found(**asked):
    return set(DossierFilter(asked, queryset=Dossier.objects.all(), reader=UserFactory()).qs)


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def test_words_find_the_name_without_its_marks_and_the_unit_together(ward):
    binh = DossierFactory(cadre=ward.cadre, unit=ward.ward)
    DossierFactory(cadre__full_name="Lê Văn Bình", unit=a_ward(name="Xã Khác").ward)
    assert found(q="binh long xuyên") == {binh}


def test_a_unit_brings_everything_beneath_it_by_name_or_by_code(ward):
    above, beneath = DossierFactory(unit=ward.ward), DossierFactory(unit=ward.division)
    DossierFactory()
    assert found(unit="phuong long xuyen") == found(unit="lx") == {above, beneath}


def test_a_unit_that_is_none_finds_nobody():
    DossierFactory()
    assert found(unit="không có đơn vị này") == set()


def test_one_very_unit_leaves_out_what_is_beneath_it(ward):
    above, beneath = DossierFactory(unit=ward.ward), DossierFactory(unit=ward.division)
    assert found(at="LX") == {above}
    assert found(managing="LX") == {above, beneath}


def test_tiers_are_told_apart():
    provincial = DossierFactory(provincial=True)
    DossierFactory()
    assert found(tier="provincial") == {provincial}


@pytest.mark.parametrize(
    ("asked", "stages"),
    [
        ("before", {Stage.PLANNING, Stage.SELF_ASSESSMENT}),
        ("open", {Stage.SUBMITTED, Stage.PROPOSED}),
        ("review", {Stage.SUBMITTED}),
        ("province", {Stage.PROPOSED}),
        ("after", {Stage.PUBLISHED}),
        ("aside", {Stage.EXEMPT}),
        ("submitted", {Stage.SUBMITTED}),
    ],
)
def test_a_group_of_stages_or_one_stage_can_be_asked_for(asked, stages):
    for stage in ("planning", "self_assessment", "submitted", "proposed", "published", "exempt"):
        DossierFactory(stage=stage)
    assert {dossier.stage for dossier in found(stage=asked)} == stages


def test_the_stage_of_the_plan_can_be_asked_for():
    collated = DossierFactory(plan__stage=PlanStage.COLLATED)
    DossierFactory()
    assert found(stage="plan-collated") == {collated}


def test_the_newest_rating_is_meant_unless_a_level_is_named():
    raised = DossierFactory(self_rating="good", council_rating="excellent")
    kept = DossierFactory(self_rating="good")
    assert found(rating="good") == {kept}
    assert found(rating="good", level="self") == {raised, kept}
    assert found(rating="excellent") == {raised}


def test_a_level_alone_asks_whom_it_has_rated_and_none_whom_nobody_has():
    rated, bare = DossierFactory(council_rating="good"), DossierFactory()
    assert found(level="council") == {rated}
    assert found(rating="none") == {bare}


def test_late_is_what_arrived_when_the_window_had_closed():
    period = PeriodFactory()
    second = timedelta(seconds=1)
    late = DossierFactory(period=period, arrived_at=period.dossier_closes_at)
    DossierFactory(period=period, arrived_at=period.dossier_closes_at - second)
    late_plan = DossierFactory(period=period, plan__arrived_at=period.plan_closes_at)
    assert [found(late="dossier"), found(late="plan")] == [{late}, {late_plan}]
    assert found(late="any") == {late, late_plan}


def test_who_came_late_is_asked_of_plans_and_windows_once_however_often_the_list_asks():
    period = PeriodFactory()
    late = DossierFactory(period=period, plan__arrived_at=period.plan_closes_at)
    with CaptureQueriesContext(connection) as asked:
        rows = DossierFilter({"late": "any"}, queryset=Dossier.objects.all(), reader=UserFactory()).qs
        assert (rows.count(), list(rows)) == (1, [late])
    assert len([query for query in asked if '"arrived_at" >=' in query["sql"]]) == 1


@pytest.mark.clause("M06.note")
def test_late_and_missing_read_the_units_own_window(ward):
    period = PeriodFactory()
    own = period.dossier_closes_at - timedelta(days=5)
    Policy.objects.create(period=period, unit=ward.ward, self_closes_at=own)
    late = DossierFactory(unit=ward.division, period=period, arrived_at=own)
    DossierFactory(period=period, arrived_at=own)
    waiting = DossierFactory(unit=ward.division, period=period)
    DossierFactory(period=period)
    assert found(late="dossier") == {late}
    with clock.held(own - timedelta(minutes=1)):
        assert found(late="missing") == set()
    with clock.held(own):
        assert found(late="missing") == {waiting}


@pytest.mark.clause("M06.note", "7.a")
def test_what_followed_its_person_is_late_by_the_window_of_the_unit_that_took_it_in(ward):
    """Of several units and rounds with windows of their own one alone is read, and nobody is found twice."""
    period, before = PeriodFactory(), PeriodFactory(quarter=Quarter(2025, 4))
    old, own = a_ward().ward, period.dossier_closes_at - timedelta(days=5)
    Policy.objects.create(period=period, unit=old, self_closes_at=own)
    for round_, unit in ((period, ward.ward), (before, old), (before, ward.ward), (before, None)):
        earlier = round_.dossier_closes_at - timedelta(days=1 if unit == ward.ward else 20)
        Policy.objects.create(period=round_, unit=unit, self_closes_at=earlier)
    here = {"unit": ward.division, "period": period, "arrived_at": own}
    came_late = DossierFactory(handed_in_to=old, **here)
    DossierFactory(**here)
    assert found(late="dossier") == {came_late}
    assert [row.is_late for row in Dossier.objects.with_windows().order_by("pk")] == [True, False]


def test_missing_is_what_has_not_arrived_once_the_window_is_closed():
    period = PeriodFactory()
    waiting = DossierFactory(period=period, stage=Stage.WORKING)
    DossierFactory(period=period, stage=Stage.DEFERRED)
    with clock.held(period.dossier_closes_at - timedelta(seconds=1)):
        assert found(late="missing") == set()
    with clock.held(period.dossier_closes_at):
        assert found(late="missing") == {waiting}


@pytest.mark.parametrize("name", ["tier", "stage", "rating", "level", "late"])
def test_a_value_that_is_no_choice_is_an_error_and_narrows_nothing(name):
    dossier = DossierFactory()
    asked = DossierFilter({name: "lạ"}, queryset=Dossier.objects.all(), reader=UserFactory())
    assert [set(asked.qs), list(asked.form.errors)] == [{dossier}, [name]]


def test_units_are_suggested_to_those_who_hold_a_duty_over_them(ward):
    UnitFactory()
    assert units_to_suggest(ward.staff) == [
        unit.name for unit in (ward.ward, ward.division, ward.other_division)
    ]
    assert units_to_suggest(ward.subject) == []


def test_over_many_units_only_those_that_manage_cadres_are_suggested(ward):
    for _ in range(60):
        UnitFactory(division=True, parent=ward.ward)
    assert units_to_suggest(ward.staff) == [ward.ward.name]


def test_who_oversees_the_province_is_suggested_units_without_a_list_of_all_their_keys(ward):
    over_all = an_official(Duty.AUDITOR, ward.province)
    with CaptureQueriesContext(connection) as asked:
        found = set(units_to_suggest(over_all))
    assert found == {unit.name for unit in (ward.province, ward.ward, ward.division, ward.other_division)}
    assert not any(" IN (" in query["sql"] for query in asked)


def test_a_code_is_taken_before_a_name(ward):
    UnitFactory(name="Xã LX", code="KHAC")
    assert units_named("LX") == {ward.ward.pk, ward.division.pk, ward.other_division.pk}
