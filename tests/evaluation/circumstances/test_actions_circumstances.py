"""Shortcomings, grounds and papers: who records them with what, who lifts them, and what follows at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Duty
from evaluation.circumstances.actions.circumstances import lift_circumstance, record_circumstance
from evaluation.core.facts import facts_of
from evaluation.core.stages import CircumstanceStage
from evaluation.core.steps import Stage
from evaluation.models import Assessment, Dossier, DossierCircumstance
from regulation.assessment import assess
from regulation.quarters import Quarter
from regulation.vocabulary import Circumstance, Rating, Treatment
from tests.evaluation.marks.marking import a_case, at, fresh, handed_in
from tests.factories import AppointmentFactory, DossierFactory, PeriodFactory, an_official

pytestmark = pytest.mark.django_db

SAID = {"text": "Chậm kê khai tài sản", "on": date(2026, 11, 2), "document": "Kết luận số 12-KL/UBKT"}


@pytest.fixture
def case():
    return a_case()


def charged(case, **values):
    """A post of theirs that is charged with the five basic targets of QĐ 366."""
    given = {
        "position__name": "Chủ tịch UBND",
        "position__basic_targets": True,
        "valid_from": date(2026, 1, 1),
        "is_main": False,
    }
    return AppointmentFactory(cadre=case.cadre, unit=case.ward, **given | values)


def recorded(case, kind=Circumstance.SHORTCOMING, **values):
    with at(12, 20):
        given = {"kind": kind.value, "by": case.staff} | SAID | values
        return record_circumstance(given.pop("dossier", case.dossier), **given)


def lifted(case, row, **values):
    with at(12, 21):
        given = {"text": "Đã kê khai lại", "on": date(2026, 12, 15), "document": "Báo cáo số 5"} | values
        return lift_circumstance(row, **{"by": case.leadership} | given)


def highest(case):
    return assess(facts_of(fresh(case))).highest_permitted


def codes(refused):
    return [finding.code for finding in refused.value.findings]


# --- recording


@pytest.mark.clause("B4.1/1")
def test_a_shortcoming_limits_at_once_and_the_stored_figures_say_so(case):
    handed_in(case)
    before = Assessment.objects.get().warnings
    row = recorded(case)
    assert [found.told for found in facts_of(fresh(case)).recorded] == [
        "“Chậm kê khai tài sản” (Kết luận số 12-KL/UBKT, ngày 02/11/2026)"
    ]
    assert Assessment.objects.get().warnings == before + 1
    assert (row.stage, row.cadre, row.dossier) == (CircumstanceStage.RECORDED, case.cadre, case.dossier)


def test_history_tells_who_recorded_what(case):
    row = recorded(case)
    entry = Dossier.objects.get().history.get(deed="record_circumstance")
    assert (entry.by, entry.changes) == (
        case.staff,
        {
            "circumstance": "Hạn chế, khuyết điểm đã được chỉ ra: “Chậm kê khai tài sản” "
            "(Kết luận số 12-KL/UBKT, ngày 02/11/2026)",
            "row": row.pk,
        },
    )


@pytest.mark.clause("B4.1/1")
@pytest.mark.parametrize("kind", [kind for kind in Circumstance if kind.is_ground])
def test_a_ground_of_clause_four_leaves_the_lowest_level_alone(case, kind):
    handed_in(case)
    charged(case)
    recorded(case, kind)
    assert highest(case) == Rating.NOT_COMPLETED
    assert Assessment.objects.get().highest_permitted == Rating.NOT_COMPLETED


@pytest.mark.clause("B4.1/1")
@pytest.mark.parametrize(
    ("post", "refused"),
    [
        (None, True),
        ({"position__basic_targets": False}, True),
        ({}, False),
        ({"valid_until": date(2026, 10, 1)}, False),
        ({"valid_until": date(2026, 9, 30)}, True),
        ({"valid_from": date(2027, 1, 1)}, True),
    ],
)
def test_the_five_basic_targets_are_a_ground_only_for_posts_charged_with_them(case, post, refused):
    if post is not None:
        charged(case, **post)
    if not refused:
        assert recorded(case, Circumstance.BASIC_TARGETS).kind == Circumstance.BASIC_TARGETS
        return
    with pytest.raises(Refused) as refusal:
        recorded(case, Circumstance.BASIC_TARGETS)
    assert str(refusal.value) == (
        f"Căn cứ: đồng chí {case.cadre.full_name} không giữ chức vụ được giao 05 chỉ tiêu kinh tế - xã hội cơ bản "
        "trong Quý IV/2026, không ghi căn cứ này được."
    )
    assert DossierCircumstance.objects.count() == 0


def test_a_charged_main_post_that_nobody_ended_gives_way_to_the_next(case):
    charged(case, is_main=True, valid_from=date(2010, 1, 1))
    case.post.valid_from = date(2026, 10, 1)
    case.post.save()
    with pytest.raises(Refused):
        recorded(case, Circumstance.BASIC_TARGETS)
    case.post.valid_from = date(2026, 10, 2)  # held on the quarter's first day
    case.post.save()
    assert recorded(case, Circumstance.BASIC_TARGETS).kind == Circumstance.BASIC_TARGETS


@pytest.mark.clause("B4.1/1")
def test_a_charged_main_post_that_nobody_ended_is_held_again_once_the_next_has_ended(case):
    charged(case, is_main=True, valid_from=date(2010, 1, 1))
    case.post.valid_from, case.post.valid_until = date(2026, 9, 1), date(2026, 12, 31)
    case.post.save()
    with pytest.raises(Refused):
        recorded(case, Circumstance.BASIC_TARGETS)
    case.post.valid_until = date(2026, 12, 30)  # so that the quarter's last day is the other's
    case.post.save()
    assert recorded(case, Circumstance.BASIC_TARGETS).kind == Circumstance.BASIC_TARGETS


@pytest.mark.parametrize("kind", [Circumstance.DISCIPLINE, Circumstance.BASIC_TARGETS])
def test_a_ground_needs_its_document(case, kind):
    charged(case)
    with pytest.raises(Refused) as refused:
        recorded(case, kind, document=" ")
    assert codes(refused) == ["no-document"]
    assert DossierCircumstance.objects.count() == 0


@pytest.mark.clause("7.e")
def test_another_case_needs_its_document_and_its_treatment(case):
    with pytest.raises(Refused) as refused:
        recorded(case, Circumstance.OTHER_CASE, document="")
    assert codes(refused) == ["no-document", "no-treatment"]
    recorded(case, Circumstance.OTHER_CASE, treatment=Treatment.DEFER.value)
    assert [found.treatment for found in facts_of(fresh(case)).recorded] == [Treatment.DEFER]


@pytest.mark.clause("7.a.1", "7.a.2")
@pytest.mark.parametrize("kind", [Circumstance.PARTY_CELL, Circumstance.BOTH_POSTS, Circumstance.SHORTCOMING])
def test_a_paper_or_a_shortcoming_may_stand_without_a_number(case, kind):
    assert recorded(case, kind, document="").kind == kind


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " "}, "no-text"),
        ({"on": date(2026, 12, 21)}, "future"),
    ],
)
def test_what_is_said_is_said_with_words_and_a_day_gone_by(case, said, code):
    with pytest.raises(Refused) as refused:
        recorded(case, **said)
    assert codes(refused) == [code]


def test_what_was_pointed_out_after_the_quarter_belongs_to_the_next(case):
    values = SAID | {"on": date(2027, 1, 3)}
    with at(1, 4, year=2027), pytest.raises(Refused) as refused:
        record_circumstance(case.dossier, kind="shortcoming", by=case.staff, **values)
    assert codes(refused) == ["later"]


@pytest.mark.parametrize("role", ["staff", "leadership"])
def test_staff_and_leadership_record(case, role):
    assert recorded(case, by=getattr(case, role)).pk


@pytest.mark.parametrize("role", ["subject", "division_leadership", "council"])
def test_nobody_else_records(case, role):
    with pytest.raises(PermissionDenied):
        recorded(case, by=getattr(case, role))


def test_a_second_press_of_the_button_records_nothing_twice(case):
    recorded(case, seen=1)
    with pytest.raises(Stale):
        recorded(case, seen=1)
    assert DossierCircumstance.objects.count() == 1


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.PUBLISHED, Stage.ARCHIVED])
def test_what_would_change_a_decided_dossier_is_not_recorded_in_it(case, stage):
    Dossier.objects.update(stage=stage)
    with pytest.raises(Refused) as refused:
        recorded(case)
    assert "đã có quyết định xếp loại mà tình tiết này sẽ làm thay đổi" in str(refused.value)


def test_a_shortcoming_of_an_earlier_quarter_reaches_a_later_one_at_once(case):
    handed_in(case)
    earlier = DossierFactory(cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2026, 3)))
    before = Assessment.objects.get().warnings
    recorded(case, dossier=earlier, on=date(2026, 9, 2))
    assert Assessment.objects.get().warnings == before + 1


@pytest.mark.parametrize(
    ("kind", "stage", "refused"),
    [
        (Circumstance.SHORTCOMING, Stage.DECIDED, True),
        (Circumstance.SHORTCOMING, Stage.COUNCIL, False),
        (Circumstance.DISCIPLINE, Stage.DECIDED, False),
    ],
)
def test_nothing_is_recorded_that_would_bear_on_a_decided_quarter(case, kind, stage, refused):
    earlier = DossierFactory(cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2026, 3)))
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=stage)
    try:
        recorded(case, kind, dossier=earlier, on=date(2026, 9, 2))
        found = []
    except Refused as refusal:
        found = [finding.code for finding in refusal.findings]
    assert (found, DossierCircumstance.objects.count()) == (["decided"] * refused, 1 - refused)


# --- lifting


@pytest.mark.clause("B4.1/1")
def test_a_shortcoming_remedied_bears_no_more(case):
    handed_in(case)
    before = Assessment.objects.get().warnings
    row = lifted(case, recorded(case))
    assert (row.stage, row.lifted_on, row.lifted_document) == (
        CircumstanceStage.LIFTED,
        date(2026, 12, 15),
        "Báo cáo số 5",
    )
    assert facts_of(fresh(case)).recorded == ()
    assert Assessment.objects.get().warnings == before
    assert Dossier.objects.get().history.filter(deed="lift").values_list("by", "reason").get() == (
        case.leadership.pk,
        "Đã kê khai lại",
    )


@pytest.mark.parametrize("role", ["staff", "subject", "division_leadership"])
def test_only_the_competent_authority_lifts(case, role):
    row = recorded(case)
    with pytest.raises(PermissionDenied):
        lifted(case, row, by=getattr(case, role))


def test_the_province_lifts_for_its_own_tier_and_the_persons_own_unit_does_not():
    case = a_case(provincial=True)
    with pytest.raises(PermissionDenied):
        lifted(case, recorded(case))
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, case.province)
    assert lifted(case, recorded(case), by=organisation).stage == CircumstanceStage.LIFTED


def test_lifting_needs_its_document_save_for_a_paper(case):
    row = recorded(case)
    with pytest.raises(Refused) as refused:
        lifted(case, row, document="")
    assert codes(refused) == ["no-document"]
    paper = recorded(case, Circumstance.PARTY_CELL)
    assert lifted(case, paper, document="").stage == CircumstanceStage.LIFTED


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 12, 22)])
def test_it_is_lifted_between_the_day_it_was_said_and_today(case, day):
    with pytest.raises(Refused) as refused:
        lifted(case, recorded(case), on=day)
    assert codes(refused) == ["lifted-on"]


def test_lifting_says_why_and_is_done_once(case):
    row = recorded(case)
    with pytest.raises(ReasonOwed):
        lifted(case, row, text=" ")
    lifted(case, row)
    with pytest.raises(OutOfTurn):
        lifted(case, row)


def test_a_decided_quarter_keeps_its_ground_and_a_later_remedy_is_recorded(case):
    row, ground = recorded(case), recorded(case, Circumstance.DISCIPLINE)
    Dossier.objects.update(stage=Stage.DECIDED)
    for one, day in ((row, date(2026, 12, 30)), (ground, date(2027, 1, 8))):
        with pytest.raises(Refused) as refused:
            _in_january(case, one, day)
        assert codes(refused) == ["decided"]
    assert _in_january(case, row, date(2027, 1, 8)).stage == CircumstanceStage.LIFTED


def test_the_last_day_of_a_decided_quarter_is_too_early_for_a_remedy(case):
    row = recorded(case)
    Dossier.objects.update(stage=Stage.DECIDED)
    with pytest.raises(Refused) as refused:
        _in_january(case, row, date(2026, 12, 31))
    assert codes(refused) == ["decided"]
    _in_january(case, row, date(2027, 1, 1))
    assert [found.kind for found in facts_of(fresh(case)).recorded] == [Circumstance.SHORTCOMING]


def _in_january(case, row, day):
    with at(1, 10, year=2027):
        return lift_circumstance(row, text="Đã khắc phục", on=day, document="Số 7", by=case.leadership)


def test_a_shortcoming_carried_into_a_decided_quarter_is_not_undone_there(case):
    earlier = DossierFactory(cadre=case.cadre, unit=case.ward, period=PeriodFactory(quarter=Quarter(2026, 3)))
    row = recorded(case, dossier=earlier, on=date(2026, 9, 2))
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.PUBLISHED)
    with pytest.raises(Refused) as refused:
        _in_january(case, row, date(2026, 12, 1))
    assert codes(refused) == ["decided"]
