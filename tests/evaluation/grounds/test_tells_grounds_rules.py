"""Căn cứ xếp loại, the rules: each in the order of the law, in a state, with a sentence and the figures behind it."""

from decimal import Decimal

import pytest

from evaluation.core.stages import CollectiveStage, RequestStage
from evaluation.grounds.tells import grounds_of
from evaluation.marks.models import Outstanding
from evaluation.models import CollectiveAxis, CollectiveResult, DossierCircumstance, Policy, Seat
from regulation.checks import RULES
from regulation.vocabulary import Layer, Rating
from tests.evaluation.grounds.grounds_factories import a_worked_example, excuse_the_short_task, with_facts
from tests.factories import DossierFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return a_worked_example()


def grounds(dossier, layer=Layer.AUTHORITY):
    return grounds_of(with_facts(dossier), layer)


def states(dossier):
    return {state.rule.code: state for state in grounds(dossier).rules}


@pytest.mark.clause("2.1", "B4.1/2")
def test_rules_stand_in_the_order_of_the_law_and_none_is_missing(dossier):
    assert [state.rule for state in grounds(dossier).rules] == list(RULES)


def test_every_rule_of_the_example_stands_where_the_law_puts_it(dossier):
    found = {code: state.state.code for code, state in states(dossier).items()}
    assert found == {
        "band": "passed",
        "incomplete": "limited",
        "not-outstanding": "limited",
        "late-task": "passed",
        "shortcomings": "passed",
        "unit-below-70": "outside",
        "unit-below-100": "outside",
        "unit-not-outstanding": "outside",
        "unit-late": "outside",
        "unit-unknown": "outside",
        "head-above-unit": "outside",
        "ground": "passed",
        "promoted": "outside",
        "transferred": "outside",
        "reorganised": "outside",
        "deferral": "outside",
        "other-case": "outside",
        "optional": "outside",
        "moved-since": "passed",
        "ended": "outside",
        "weights": "passed",
        "unmapped-task": "passed",
        "reduced-plan": "passed",
        "key-response": "warned",
        "key-unmet": "passed",
        "no-council": "blocked",
        "summary": "later",
        "cap": "later",
        "raised-proposal": "passed",
        "late": "passed",
    }


def test_a_rule_that_found_nothing_says_by_what_it_is_passed(dossier):
    excuse_the_short_task(dossier)
    silent = [code for code, state in states(dossier).items() if not state.findings and not state.told]
    assert silent == []
    assert states(dossier)["incomplete"].told == "Đã hoàn thành 4/5 nhiệm vụ được giao."


def test_an_excused_task_is_named_where_the_rule_would_have_bitten(dossier):
    excuse_the_short_task(dossier)
    state = states(dossier)["incomplete"]
    assert [state.state.code, *state.notes] == [
        "passed",
        "Nhiệm vụ “Nhiệm vụ 1” mới thực hiện 1/2; lý do khách quan, bất khả kháng đã được xác nhận: "
        "“Bão số 5” (văn bản: Công văn số 12-CV/TU).",
    ]


@pytest.mark.parametrize(
    ("stage", "said"), [(RequestStage.APPROVED, "đã xác nhận"), (RequestStage.PROPOSED, "chờ xem xét")]
)
def test_the_figures_of_6_1_are_the_tasks_that_fall_short(dossier, stage, said):
    excuse_the_short_task(dossier, stage)
    assert states(dossier)["incomplete"].figures.rows == (("Nhiệm vụ 1", "1", "2", said),)


def test_the_figures_of_2_3_say_what_is_claimed_and_what_counts(dossier):
    assert states(dossier)["not-outstanding"].figures.rows == (
        ("Nhiệm vụ 5", "1,2", "1,2", "có, theo điểm tự chấm"),
    )
    dossier.assessments.create(
        layer="appraisal",
        general_points=30,
        task_points=60,
        total=90,
        uncapped_total=90,
        saved_at="2026-12-26T00:00Z",
    )
    assert states(dossier)["not-outstanding"].figures.rows[0][-1] == "chưa, cơ quan thẩm định chưa xác nhận"
    Outstanding.objects.create(
        task=dossier.plan.tasks.get(title="Nhiệm vụ 5"),
        reason="Được Trung ương khen",
        at="2026-12-26T00:00Z",
        by=UserFactory(),
    )
    assert states(dossier)["not-outstanding"].figures.rows[0][-1] == "có, đã xác nhận"


def test_a_collective_below_seventy_is_shown_with_its_counts_and_share():
    dossier = DossierFactory(leadership="head")
    Seat.objects.create(dossier=dossier, unit=dossier.unit, leadership="head")
    result = CollectiveResult.objects.create(
        period=dossier.period, unit=dossier.unit, stage=CollectiveStage.APPROVED, rating="completed"
    )
    CollectiveAxis.objects.create(result=result, axis=1, assigned=12, completed=6, exceeded=1, excused=2)
    state = states(dossier)["unit-below-70"]
    assert [state.state.code, state.limit] == ["limited", Rating.NOT_COMPLETED]
    assert state.figures.rows == ((dossier.unit.name, "Người đứng đầu", "12", "2", "10", "6/10 (60 %)"),)


def test_a_collective_without_its_result_is_not_yet_judged():
    dossier = DossierFactory(leadership="head")
    Seat.objects.create(dossier=dossier, unit=dossier.unit, leadership="head")
    found = states(dossier)
    codes = ("unit-below-70", "unit-below-100", "unit-not-outstanding", "unit-late", "head-above-unit")
    assert [found[code].state.code for code in codes] == ["waiting"] * 5
    assert found["unit-unknown"].state.code == "noted"
    assert found["unit-late"].told == f"Chưa có kết quả được phê duyệt của {dossier.unit.name}."


def test_a_clause_of_the_centre_is_named_with_its_document(dossier):
    found = states(dossier)
    assert [found["band"].place, found["incomplete"].place] == ["Điều 11, QĐ 366", "Mục 6.1"]


def test_a_reading_is_shown_with_its_value_and_its_reason(dossier):
    (reading,) = states(dossier)["not-outstanding"].readings
    assert [reading.value, reading.reason[:8]] == ["30", "Mục 2.3 "]
    assert [reading.value for reading in states(dossier)["cap"].readings] == [
        "Số người xếp loại Tốt và Xuất sắc",
        "Số người xếp loại Tốt",
        "Cần giải trình",
    ]


def test_a_reading_left_aside_for_the_round_is_said_to_be(dossier):
    Policy.objects.create(period=dossier.period, warns_late_task=False)
    state = states(dossier)["late-task"]
    assert [state.state.label, state.readings[0].value] == ["Không áp dụng trong kỳ này", "không"]


def test_the_guideline_is_quoted_and_of_the_centre_only_the_gist_is_told(dossier):
    found = states(dossier)
    assert [found["incomplete"].quoted, found["band"].quoted] == [True, False]


def test_the_words_of_a_clause_are_said_once_and_pointed_to_from_the_rules_beneath(dossier):
    found = states(dossier)
    assert [
        found[code].above for code in ("unit-below-70", "unit-unknown", "head-above-unit", "cap", "key-unmet")
    ] == [
        "",
        "unit-below-70",
        "incomplete",
        "incomplete",
        "key-response",
    ]


def test_the_answer_names_the_rules_that_hold_the_rating_and_those_that_would(dossier):
    answer = grounds(dossier).answer
    assert answer.sentence == (
        "91,93 điểm · khung Xuất sắc · mức cao nhất được phép: Không hoàn thành nhiệm vụ, vì Mục 6.1"
    )
    assert [state.rule.code for state in answer.because] == ["incomplete"]
    assert [(state.rule.code, state.limit) for state in answer.also] == [("not-outstanding", Rating.GOOD)]
    assert [state.rule.code for state in answer.blocks] == ["no-council"]
    assert [state.rule.code for state in answer.warnings] == ["key-response"]


def test_a_recorded_ground_holds_the_rating_beside_the_tasks(dossier):
    DossierCircumstance.objects.create(
        dossier=dossier, cadre=dossier.cadre, kind="discipline", text="Khiển trách", on="2026-11-02"
    )
    assert [state.rule.code for state in grounds(dossier).answer.because] == ["incomplete", "ground"]


def test_a_band_that_nothing_lowers_needs_no_reason():
    dossier = a_worked_example()
    dossier.plan.tasks.exclude(title="Nhiệm vụ 5").delete()
    answer = grounds(dossier).answer
    assert [answer.highest, answer.because, answer.also] == [Rating.EXCELLENT, (), ()]


def test_anchors_of_findings_lead_to_the_first_rule_that_names_them(dossier):
    found = states(dossier)
    assert [found["no-council"].anchors, found["incomplete"].anchors] == [("council",), ()]
    DossierCircumstance.objects.create(
        dossier=dossier, cadre=dossier.cadre, kind="shortcoming", text="Chậm", on="2026-11-02"
    )
    DossierCircumstance.objects.create(
        dossier=dossier, cadre=dossier.cadre, kind="discipline", text="Khiển trách", on="2026-11-02"
    )
    found = states(dossier)
    assert [found["shortcomings"].anchors, found["ground"].anchors] == [("circumstances",), ()]


def test_a_person_set_aside_is_told_so_first():
    dossier = DossierFactory(stage="deferred", side_ground="Nghỉ thai sản từ ngày 05/10/2026")
    assert "Nghỉ thai sản từ ngày 05/10/2026" in grounds(dossier).answer.note


def test_before_anything_is_marked_the_figures_are_no_result(dossier):
    assert grounds(dossier).answer.note == ""
    early = DossierFactory(stage="working")
    assert grounds(early).answer.note.startswith("Chưa đến bước tự đánh giá")


def test_marks_above_the_plan_do_not_count_as_falling_short(dossier):
    task = dossier.plan.tasks.get(title="Nhiệm vụ 1")
    task.marks.update(done=Decimal(3))
    assert states(dossier)["incomplete"].figures is None
