"""Column D: a collective in the person's charge that failed suggests a factor, and changes none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.core.stages import CollectiveStage
from evaluation.core.steps import Stage
from evaluation.marks.tells.charge import below_one, charge_of
from evaluation.models import CollectiveResult, Dossier, Policy, Seat, TaskMark
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership, Rating
from tests.evaluation.marks.marking import a_case, fresh, handed_in
from tests.factories import PeriodFactory, UnitFactory

pytestmark = pytest.mark.django_db
STEP = "0,75 · Đơn vị trực thuộc không hoàn thành nhiệm vụ"


@pytest.fixture
def case():
    case = a_case()
    Seat.objects.create(dossier=case.dossier, unit=case.ward, leadership=Leadership.DEPUTY)
    return case


def rated(case, unit, rating=Rating.NOT_COMPLETED, stage=CollectiveStage.APPROVED, **values):
    values = {"period": case.dossier.period} | values
    return CollectiveResult.objects.create(unit=unit, rating=rating.value, stage=stage, **values)


def found(case):
    dossier = fresh(case)
    return charge_of(dossier, dossier.period.policy_for(dossier.managing_unit))


@pytest.mark.clause("PL2.ii")
@pytest.mark.parametrize("unit", ["ward", "division"])
@pytest.mark.parametrize("stage", [CollectiveStage.APPROVED, CollectiveStage.PUBLISHED])
def test_a_unit_that_failed_suggests_the_step_below_one(case, unit, stage):
    rated(case, getattr(case, unit), stage=stage)
    assert (found(case).named, found(case).step) == (getattr(case, unit).name, STEP)


def test_another_rating_another_stage_another_round_or_another_place_suggest_nothing(case):
    rated(case, case.ward, Rating.COMPLETED)
    rated(case, case.division, stage=CollectiveStage.DRAFT)
    rated(case, case.province)
    rated(case, UnitFactory(parent=case.province))
    rated(case, UnitFactory(parent=case.ward), period=PeriodFactory(quarter=Quarter(2026, 3)))
    assert found(case) is None


def test_whoever_leads_nothing_is_asked_nothing(case):
    rated(case, case.ward)
    Seat.objects.all().delete()
    dossier = fresh(case)
    policy = dossier.period.policy_for(dossier.managing_unit)
    with CaptureQueriesContext(connection) as queries:
        assert charge_of(dossier, policy) is None
    assert len(queries) == 0


def test_many_units_are_named_in_one_query_and_then_counted(case):
    units = [UnitFactory(parent=case.ward, name=f"Ban {number}", order=number) for number in range(5)]
    for unit in units:
        rated(case, unit)
    dossier = fresh(case)
    policy = dossier.period.policy_for(dossier.managing_unit)
    with CaptureQueriesContext(connection) as queries:
        named = charge_of(dossier, policy).named
    assert (named, len(queries)) == ("Ban 0, Ban 1, Ban 2 và 2 đơn vị khác", 1)


def test_the_step_is_the_units_own(case):
    own = [["1", "Đạt"], ["0.5", "Không hoàn thành"], ["0.9", "Có đơn vị không hoàn thành"]]
    assert below_one(Policy(scales={"leadership": own})) == "0,9 · Có đơn vị không hoàn thành"
    assert below_one(Policy(scales={"leadership": [["1", "Đạt"]]})) == ""


def test_a_scale_without_such_a_step_suggests_nothing(case):
    rated(case, case.ward)
    Policy.objects.create(period=case.dossier.period, unit=case.ward, scales={"leadership": [["1", "Đạt"]]})
    assert found(case) is None


def test_the_note_stands_on_every_desk_and_changes_no_factor(client, case):
    rated(case, case.division)
    for who, name, stage in (
        ("subject", "assessment", Stage.SELF_ASSESSMENT),
        ("staff", "appraisal", Stage.SUBMITTED),
        ("leadership", "authority", Stage.COUNCIL),
    ):
        if stage == Stage.SUBMITTED:
            handed_in(case)
        Dossier.objects.update(stage=stage)
        client.force_login(getattr(case, who))
        answer = client.get(reverse(name, args=[case.dossier.pk]))
        text = answer.content.decode()
        assert (case.division.name in text, f"<b>{STEP}</b>" in text) == (True, True)
        assert answer.context["form"][f"task-{case.tasks[0].pk}-leadership"].value() == "1"
    assert set(TaskMark.objects.values_list("leadership", flat=True)) == {1}


def test_a_page_without_a_failed_unit_has_no_note(client, case):
    rated(case, case.division, Rating.GOOD)
    client.force_login(case.subject)
    assert "Gợi ý hệ số" not in client.get(reverse("assessment", args=[case.dossier.pk])).content.decode()
