"""What bears on a dossier beside its marks, as the law reads it: circumstances, collectives, cases, lateness, policy."""

from datetime import date
from decimal import Decimal

import pytest

from evaluation.core.facts import facts_of, frozen, law_of
from evaluation.core.facts.whole import thawed
from evaluation.core.stages import CircumstanceStage, CollectiveStage, RemarkStage
from evaluation.core.steps import Stage
from evaluation.marks.models import Outstanding
from evaluation.models import CollectiveAxis, CollectiveResult, Dossier, DossierCircumstance, Remark, Seat
from regulation.facts import CollectiveFacts, Unreported
from regulation.policy import Policy
from regulation.quarters import Quarter
from regulation.vocabulary import CapBase, CaseKind, Circumstance, Layer, Leadership, Rating
from tests.evaluation.marks.marking import a_case, at, fresh
from tests.factories import DossierFactory, PeriodFactory, TaskMarkFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case(tasks=1)


def told(case, kind=Circumstance.SHORTCOMING, on=date(2026, 8, 3), **values):
    dossier = values.pop("dossier", case.dossier)
    return DossierCircumstance.objects.create(
        cadre=case.cadre, dossier=dossier, kind=kind.value, text="Chậm giải ngân", on=on, **values
    )


def kinds(case):
    return [found.kind for found in facts_of(fresh(case)).recorded]


def test_a_shortcoming_follows_the_person_until_it_is_remedied(case):
    earlier = DossierFactory(cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2026, 3)))
    row = told(case, dossier=earlier)
    assert kinds(case) == [Circumstance.SHORTCOMING]
    row.stage, row.lifted_on = CircumstanceStage.LIFTED, date(2026, 12, 31)
    row.save()
    assert kinds(case) == []


@pytest.mark.parametrize(
    ("on", "lifted_on"), [(date(2027, 1, 1), None), (date(2026, 8, 3), date(2026, 9, 1))]
)
def test_a_shortcoming_outside_the_quarter_says_nothing(case, on, lifted_on):
    told(case, on=on, lifted_on=lifted_on)
    assert kinds(case) == []


@pytest.mark.parametrize(
    ("on", "lifted_on", "bears"),
    [
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2026, 8, 3), date(2026, 12, 31), False),
        (date(2026, 8, 3), date(2027, 1, 1), True),
    ],
)
def test_the_last_day_still_belongs_to_the_quarter(case, on, lifted_on, bears):
    told(case, on=on, lifted_on=lifted_on)
    assert kinds(case) == [Circumstance.SHORTCOMING] * bears


def test_a_shortcoming_recorded_in_a_later_quarter_leaves_an_earlier_one_as_it_was(case):
    later = DossierFactory(cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2027, 1)))
    told(case, dossier=later)
    assert kinds(case) == []
    assert [found.kind for found in facts_of(later).recorded] == [Circumstance.SHORTCOMING]


def test_a_shortcoming_remedied_after_the_quarter_still_counts_in_it(case):
    told(case, stage=CircumstanceStage.LIFTED, lifted_on=date(2027, 1, 5))
    assert kinds(case) == [Circumstance.SHORTCOMING]


def test_a_ground_bears_on_its_own_quarter_until_it_is_annulled(case):
    earlier = DossierFactory(cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2026, 3)))
    told(case, Circumstance.DISCIPLINE, dossier=earlier)
    assert kinds(case) == []
    row = told(case, Circumstance.DISCIPLINE)
    assert kinds(case) == [Circumstance.DISCIPLINE]
    row.stage = CircumstanceStage.LIFTED
    row.save()
    assert kinds(case) == []


def a_result(case, stage=CollectiveStage.APPROVED, **values):
    result = CollectiveResult.objects.create(
        period=case.dossier.period, unit=case.ward, stage=stage, rating="good", **values
    )
    for axis in (1, 3):
        CollectiveAxis.objects.create(
            result=result, axis=axis, assigned=10, completed=6, exceeded=2, late=1, excused=1
        )
    return result


@pytest.mark.clause("B3.1", "6.3/1", "8.2.1")
def test_an_approved_result_reaches_whoever_has_a_seat_there(case):
    Seat.objects.create(dossier=case.dossier, unit=case.ward, leadership=Leadership.DEPUTY)
    a_result(case)
    expected = CollectiveFacts(case.ward.name, Leadership.DEPUTY, 20, 12, 4, 2, 2, Rating.GOOD)
    facts = facts_of(fresh(case))
    assert facts.collectives == (expected,)
    assert facts.unreported == (Unreported(case.ward.name, Leadership.DEPUTY, of_field=True),)
    assert expected.below(expected.completed, Decimal("66.67"))


@pytest.mark.clause("B3.1", "6.3/1", "6.3/2")
@pytest.mark.parametrize("stage", [None, CollectiveStage.DRAFT, CollectiveStage.SUBMITTED])
@pytest.mark.parametrize("role", [Leadership.HEAD, Leadership.DEPUTY, Leadership.MEMBER])
def test_a_result_not_approved_is_missed_by_everybody_who_leads_there(case, stage, role):
    Seat.objects.create(dossier=case.dossier, unit=case.ward, leadership=role)
    if stage:
        a_result(case, stage)
    facts = facts_of(fresh(case))
    assert (facts.collectives, facts.unreported) == ((), (Unreported(case.ward.name, role),))


@pytest.mark.clause("6.3/2")
@pytest.mark.parametrize(("role", "charged"), [(Leadership.DEPUTY, True), (Leadership.MEMBER, False)])
def test_a_deputy_answers_for_the_field_that_the_approved_result_tells_of(case, role, charged):
    Seat.objects.create(dossier=case.dossier, unit=case.ward, leadership=role)
    result = a_result(case)
    others = DossierFactory(unit=case.ward).cadre
    for cadre, late in ((case.cadre, 1), (others, 9)):
        result.fields.create(cadre=cadre, name="Kinh tế", assigned=10, completed=9, exceeded=3, late=late)
    facts = facts_of(fresh(case))
    name = f"Lĩnh vực Kinh tế ({case.ward.name})"
    field = CollectiveFacts(name, Leadership.DEPUTY, 10, 9, 3, 1, 0, is_field=True)
    assert facts.collectives[1:] == (field,) * charged
    assert facts.unreported == ()


def test_of_the_province_itself_no_result_is_missed(case):
    Seat.objects.create(dossier=case.dossier, unit=case.ward.parent, leadership=Leadership.MEMBER)
    assert facts_of(fresh(case)).unreported == ()


def test_a_result_of_another_quarter_is_not_this_ones(case):
    Seat.objects.create(dossier=case.dossier, unit=case.ward, leadership=Leadership.HEAD)
    CollectiveResult.objects.create(
        period=PeriodFactory(quarter=Quarter(2026, 3)), unit=case.ward, stage=CollectiveStage.APPROVED
    )
    assert facts_of(fresh(case)).collectives == ()


@pytest.mark.clause("7", "7.b")
def test_settled_cases_and_the_old_units_remark_are_read(case):
    kept = {"kind": "transferred", "since": "2026-12-01", "sentence": "Chuyển đến."}
    Dossier.objects.filter(pk=case.dossier.pk).update(
        cases=[kept | {"from_units": [["SO-TC", "Sở Tài chính"]]}]
    )
    remark = Remark.objects.create(
        dossier=case.dossier, from_unit=UnitFactory(code="SO-TC"), asked_at=case.dossier.period.plan_closes_at
    )
    facts = facts_of(fresh(case))
    found = facts.case(CaseKind.TRANSFERRED)
    assert (found.since, found.sentence, [unit.key for unit in found.from_units]) == (
        date(2026, 12, 1),
        "Chuyển đến.",
        ["SO-TC"],
    )
    assert facts.remarks_given == set()
    remark.stage = RemarkStage.GIVEN
    remark.save()
    assert facts_of(fresh(case)).remarks_given == {"SO-TC"}


def test_what_arrived_late_is_told_with_both_instants(case):
    with at(12, 30):
        Dossier.objects.filter(pk=case.dossier.pk).update(arrived_at=case.dossier.period.dossier_closes_at)
    late = facts_of(fresh(case)).late
    assert [(one.what, one.arrived_at == one.closed_at) for one in late] == [
        ("Hồ sơ đánh giá, xếp loại", True)
    ]


@pytest.mark.clause("2.3/2")
def test_a_claim_counts_until_the_appraisal_and_only_as_confirmed_from_then_on(case):
    task = case.tasks[0]
    TaskMarkFactory(task=task, quality=Decimal("1.2"))
    assert facts_of(fresh(case)).tasks[0].exceeded is True
    figures = {"general_points": 30, "task_points": 70, "total": 100, "uncapped_total": 100}
    case.dossier.assessments.create(
        layer=Layer.APPRAISAL, saved_at=case.dossier.period.plan_closes_at, **figures
    )
    assert facts_of(fresh(case)).tasks[0].exceeded is False
    assert facts_of(fresh(case), upto=Layer.SELF).tasks[0].exceeded is True
    Outstanding.objects.create(
        task=task, reason="Xong trước hạn", at=case.dossier.period.plan_closes_at, by=case.staff
    )
    assert facts_of(fresh(case)).tasks[0].exceeded is True


def test_a_decided_dossier_keeps_the_policy_by_which_it_was_judged(case):
    case.dossier.period.policies.create(outstanding_share=Decimal(40))
    assert law_of(fresh(case)).outstanding_share == 40
    judged_by = {"policy": frozen(Policy(outstanding_share=Decimal(25), warn_base=CapBase.ALL_RATED))}
    Dossier.objects.filter(pk=case.dossier.pk).update(judged_by=judged_by, stage=Stage.DECIDED)
    assert law_of(fresh(case)) == Policy(outstanding_share=Decimal(25), warn_base=CapBase.ALL_RATED)


@pytest.mark.parametrize("stage", [Stage.COUNCIL, Stage.PROVINCE_APPRAISED])
def test_a_reopened_dossier_is_judged_by_todays_policy(case, stage):
    case.dossier.period.policies.create(outstanding_share=Decimal(40))
    judged_by = {"policy": frozen(Policy(outstanding_share=Decimal(25)))}
    Dossier.objects.filter(pk=case.dossier.pk).update(judged_by=judged_by, stage=stage)
    assert law_of(fresh(case)).outstanding_share == 40
    assert facts_of(fresh(case)).policy.outstanding_share == 40


def test_a_frozen_policy_thaws_to_itself():
    policy = Policy(cap_rate=Decimal(25), cap_document="12-CV/TU", warns_late_task=False)
    assert thawed(frozen(policy)) == policy


def test_a_policy_frozen_before_a_reading_was_known_has_its_default():
    kept = frozen(Policy(cap_rate=Decimal(25), cap_document="12-CV/TU"))
    del kept["proposal_cap"]
    assert thawed(kept) == Policy(cap_rate=Decimal(25), cap_document="12-CV/TU")


def test_a_unit_sets_its_scales_and_nothing_else(case):
    period = case.dossier.period
    period.policies.create(outstanding_share=Decimal(40), scales={"quality": [["1", "Đạt"]]})
    period.policies.create(
        unit=case.ward, outstanding_share=Decimal(0), scales={"timeliness": [["1", "Đúng hạn"]]}
    )
    policy = period.policy_for(case.ward)
    assert (policy.outstanding_share, sorted(policy.scales)) == (40, ["quality", "timeliness"])


@pytest.mark.parametrize(
    ("provincial", "proposed"), [(True, Rating.GOOD), (False, Rating.EXCELLENT)], ids=["3.1", "3.2"]
)
def test_the_proposal_is_the_units_to_the_province_and_the_divisions_to_the_unit(provincial, proposed):
    dossier = DossierFactory(
        provincial=provincial, division_rating="excellent", proposed_rating="good" if provincial else ""
    )
    assert facts_of(dossier).proposed is proposed


def test_nothing_proposed_is_nothing():
    assert facts_of(DossierFactory(division_rating="")).proposed is None
