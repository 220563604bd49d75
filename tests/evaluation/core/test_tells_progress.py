"""The row of steps, and who is waited for."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage, steps_of
from evaluation.core.tells.progress import stage_said, steps, waiting_for
from tests.factories import DossierFactory, PeriodFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên")


def road(dossier):
    return tuple(step.stage for step in steps_of(dossier))


def a_move(came_from, went_to, day=1):
    return SimpleNamespace(came_from=came_from, went_to=went_to, at=datetime(2026, 12, day, tzinfo=UTC))


def test_the_division_has_a_step_where_it_uses_the_person(ward):
    dossier = DossierFactory(unit=ward.division)
    assert road(dossier)[3:7] == (Stage.SUBMITTED, Stage.DIVISION_PROPOSED, Stage.APPRAISED, Stage.COUNCIL)


def test_a_provincial_dossier_goes_on_to_the_province(ward):
    dossier = DossierFactory(unit=ward.ward, provincial=True)
    assert road(dossier)[4:8] == (Stage.APPRAISED, Stage.COUNCIL, Stage.PROPOSED, Stage.PROVINCE_APPRAISED)


def test_direct_entry_begins_with_the_self_assessment():
    dossier = DossierFactory(period=PeriodFactory(direct_entry=True))
    assert road(dossier)[0] == Stage.SELF_ASSESSMENT


def test_steps_before_are_done_and_steps_after_are_next(ward):
    drawn = steps(DossierFactory(unit=ward.ward, stage=Stage.SUBMITTED))
    assert [step["state"] for step in drawn] == ["done"] * 3 + ["here"] + ["next"] * 5
    assert [step["who"] for step in drawn if step["who"]] == ["cơ quan tham mưu phường Long Xuyên thẩm định"]


def test_the_last_step_leaves_nothing_to_do(ward):
    drawn = steps(DossierFactory(unit=ward.ward, stage=Stage.ARCHIVED))
    assert {step["state"] for step in drawn} == {"done"}


def test_a_dossier_set_aside_is_one_step_beside_the_road(ward):
    (step,) = steps(DossierFactory(unit=ward.ward, stage=Stage.DEFERRED))
    assert [step["label"], step["state"]] == ["Chưa đánh giá quý này (Mục 7.d)", "side"]


def test_only_the_dossiers_own_moves_date_its_steps(ward):
    """The plan was handed in on the 2nd and an excuse put forward on the 4th: neither is the dossier's `submitted`."""
    history = [
        a_move("self_assessment", "submitted", 3),
        a_move("draft", "submitted", 2),
        a_move("submitted", "collated", 2),
        a_move("proposed", "approved", 4),
        a_move("submitted", "submitted", 5),
    ]
    drawn = steps(DossierFactory(unit=ward.ward, provincial=True, stage=Stage.SUBMITTED), history)
    assert {step["label"]: step["since"].day for step in drawn if step["since"]} == {"Nộp": 3}


def test_a_returned_dossier_has_yet_to_reach_the_steps_it_left(ward):
    history = [a_move("working", "self_assessment", 2), a_move("self_assessment", "submitted", 3)]
    drawn = steps(DossierFactory(unit=ward.ward, stage=Stage.SELF_ASSESSMENT), history)
    assert [step["label"] for step in drawn if step["since"]] == ["Tự đánh giá"]


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (PlanStage.DRAFT, "chờ cán bộ nộp kế hoạch"),
        (PlanStage.SUBMITTED, "chờ cơ quan tham mưu phường Long Xuyên tổng hợp kế hoạch"),
        (PlanStage.COLLATED, "chờ tập thể lãnh đạo, cấp ủy phường Long Xuyên phê duyệt kế hoạch"),
    ],
)
def test_while_planning_the_plan_says_who_is_waited_for(ward, stage, said):
    assert waiting_for(DossierFactory(unit=ward.ward, plan__stage=stage)) == said


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.APPRAISED, "chờ Hội đồng phường Long Xuyên"),
        (Stage.COUNCIL, "chờ tập thể lãnh đạo, cấp ủy phường Long Xuyên đề nghị"),
        (Stage.PROVINCE_APPRAISED, "chờ Ban Thường vụ Tỉnh ủy quyết định"),
        (Stage.PUBLISHED, ""),
    ],
)
def test_who_is_waited_for_follows_the_stage(ward, stage, said):
    assert waiting_for(DossierFactory(unit=ward.ward, provincial=True, stage=stage)) == said


def test_a_division_is_waited_for_by_its_name(ward):
    dossier = DossierFactory(unit=ward.division, stage=Stage.SUBMITTED)
    assert waiting_for(dossier) == f"chờ lãnh đạo {ward.division} đề xuất"


@pytest.mark.parametrize(("stage", "day"), [(PlanStage.SUBMITTED, 3), (PlanStage.COLLATED, 4)])
def test_while_planning_the_plans_last_move_dates_the_step(ward, stage, day):
    history = [a_move("", "planning", 1), a_move("draft", "draft", 2), a_move("draft", "submitted", 3)]
    history += [a_move("submitted", "collated", 4)] if stage == PlanStage.COLLATED else []
    drawn = steps(DossierFactory(unit=ward.ward, plan__stage=stage), history)
    assert [step["since"].day for step in drawn if step["since"]] == [day]


@pytest.mark.parametrize(
    ("stage", "plan_stage", "said"),
    [
        (Stage.PLANNING, PlanStage.DRAFT, "Đang lập kế hoạch"),
        (Stage.PLANNING, PlanStage.SUBMITTED, "Kế hoạch: Đã nộp"),
        (Stage.PLANNING, PlanStage.COLLATED, "Kế hoạch: Đã tổng hợp"),
        (Stage.WORKING, PlanStage.APPROVED, "Đang thực hiện"),
        (Stage.DEFERRED, PlanStage.SUBMITTED, "Chưa đánh giá quý này (Mục 7.d)"),
    ],
)
def test_the_stage_is_said_by_the_plan_once_it_was_handed_in(stage, plan_stage, said):
    assert stage_said(DossierFactory(stage=stage, plan__stage=plan_stage)) == said


def test_of_a_step_that_was_reached_twice_the_last_time_counts(ward):
    history = [a_move("self_assessment", "submitted", day) for day in (3, 7)]
    drawn = steps(DossierFactory(unit=ward.ward, stage=Stage.SUBMITTED), history)
    assert [step["since"].day for step in drawn if step["since"]] == [7]


def test_a_dossier_set_aside_waits_for_nobody_and_says_since_when(ward):
    dossier = DossierFactory(unit=ward.ward, stage=Stage.EXEMPT)
    (step,) = steps(dossier, [a_move("working", "exempt", 9)])
    assert [step["since"].day, step["who"], waiting_for(dossier)] == [9, "", ""]


@pytest.mark.parametrize(
    ("tier", "said"),
    [
        ({}, "chờ tập thể lãnh đạo, cấp ủy phường Long Xuyên quyết định"),
        ({"provincial": True}, "chờ Ban Tổ chức Tỉnh ủy thẩm định"),
    ],
)
def test_who_is_waited_for_after_the_unit_follows_the_tier(ward, tier, said):
    stage = Stage.PROPOSED if tier else Stage.COUNCIL
    assert waiting_for(DossierFactory(unit=ward.ward, stage=stage, **tier)) == said
