from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from regulation.cases import SpecialCase
from regulation.editions import AN_GIANG_2026
from regulation.facts import AxisFacts, CollectiveFacts, Facts, Recorded, TaskFacts
from regulation.scoring import TaskResult, score
from regulation.vocabulary import AxisRole, CaseKind, Circumstance, Leadership, Rating, Tier

SINCE = date(2026, 5, 15)


def test_facts_are_scored_when_asked(worked_facts):
    assert str(worked_facts.scored.total) == "91.93"


def test_facts_that_differ_have_a_score_of_their_own(worked_facts):
    assert str(worked_facts.scored.total) == "91.93"
    assert str(replace(worked_facts, ensured={"1.1": False}).scored.total) == "89.93"


def test_a_rating_that_is_given_changes_no_score_and_none_is_reached_again(worked_facts):
    scored = worked_facts.scored
    given = worked_facts.given(Rating.GOOD, "Hoàn thành tốt.")
    assert (given.rating, given.summary) == (Rating.GOOD, "Hoàn thành tốt.")
    assert given.scored is scored
    assert given == replace(worked_facts, rating=Rating.GOOD, summary="Hoàn thành tốt.")


def test_a_plan_has_facts_before_anything_is_done():
    task = TaskFacts("1", "Báo cáo", TaskResult("Báo cáo", Decimal(1), Decimal(2)))
    facts = Facts(AN_GIANG_2026, Tier.PROVINCIAL, axes=(AxisFacts(1, None, Decimal(70), (task,)),))
    assert (facts.leadership, facts.rating, facts.scored.total) == (Leadership.NONE, None, 30)
    assert (facts.scored.assigned, facts.scored.completed) == (1, 0)


def test_the_tasks_of_all_axes_are_listed_in_order(make_facts, make_task):
    facts = make_facts(
        AxisFacts(1, tasks=(make_task("a"), make_task("b"))), AxisFacts(4, tasks=(make_task("c"),))
    )
    assert [task.key for task in facts.tasks] == ["a", "b", "c"]


def test_an_axis_is_scored_by_its_weight(worked_axis, worked_facts):
    assert worked_facts.axes[0].result == worked_axis
    assert worked_facts.scored == score({}, [worked_axis], AN_GIANG_2026)


@pytest.mark.parametrize(
    ("timeliness", "late"), [("0", True), ("0.75", True), ("0.99", True), ("1", False), ("1.2", False)]
)
def test_a_task_is_late_by_its_timeliness(make_task, timeliness, late):
    task = make_task()
    assert replace(task, result=replace(task.result, timeliness=Decimal(timeliness))).late is late


@pytest.mark.parametrize(
    ("assigned", "excused", "number", "base", "is_below", "is_above"),
    [
        (10, 0, 7, 10, False, False),
        (10, 1, 6, 9, True, False),
        (8, 0, 6, 8, False, True),
        (3923, 0, 2746, 3923, True, False),
        (3, 3, 0, 0, False, False),
    ],
)
def test_excused_targets_leave_a_collectives_share(assigned, excused, number, base, is_below, is_above):
    unit, floor = (
        CollectiveFacts("Phòng Nội vụ", Leadership.HEAD, assigned, number, excused=excused),
        Decimal(70),
    )
    assert unit.base == base
    assert (unit.below(number, floor), unit.above(number, floor)) == (is_below, is_above)


@pytest.mark.parametrize(
    ("document", "on", "told"),
    [
        ("Kết luận số 12", date(2026, 5, 2), "“Chậm kê khai” (Kết luận số 12, ngày 02/05/2026)"),
        ("Kết luận số 12", None, "“Chậm kê khai” (Kết luận số 12)"),
        ("", date(2026, 5, 2), "“Chậm kê khai” (ngày 02/05/2026)"),
        ("", None, "“Chậm kê khai”"),
    ],
)
def test_a_circumstance_is_told_with_its_document(document, on, told):
    assert Recorded(Circumstance.SHORTCOMING, "Chậm kê khai", document, on).told == told


def test_circumstances_are_found_by_kind(make_facts):
    shortcoming, paper = Recorded(Circumstance.SHORTCOMING, "a"), Recorded(Circumstance.PARTY_CELL, "b")
    facts = make_facts(recorded=(shortcoming, paper))
    assert facts.of_kind(Circumstance.PARTY_CELL) == (paper,)
    assert facts.of_kind(Circumstance.SHORTCOMING, Circumstance.PARTY_CELL) == (shortcoming, paper)
    assert facts.of_kind(Circumstance.DISCIPLINE) == ()


def test_a_special_case_is_found_by_kind(make_facts):
    promoted = SpecialCase(CaseKind.PROMOTED, SINCE, "Bổ nhiệm.")
    facts = make_facts(cases=(promoted,))
    assert facts.case(CaseKind.PROMOTED) is promoted
    assert facts.case(CaseKind.TRANSFERRED) is None


def test_what_is_expected_is_the_rating_given_or_the_band(worked_facts):
    assert worked_facts.expected is Rating.EXCELLENT
    assert replace(worked_facts, rating=Rating.COMPLETED).expected is Rating.COMPLETED


@pytest.fixture
def reorganised(make_facts, make_task):
    """Somebody moved on 15/5/2026, with tasks before and after on axis 1, and only earlier ones on axis 4."""
    axes = (
        AxisFacts(
            1, AxisRole.MAIN, Decimal(60), (make_task("a", due=date(2026, 5, 14)), make_task("b", due=SINCE))
        ),
        AxisFacts(4, AxisRole.SUPPORTING, Decimal(10), (make_task("c", done=0, due=date(2026, 4, 30)),)),
    )
    return make_facts(*axes, cases=(SpecialCase(CaseKind.REORGANISED, SINCE, "Sắp xếp."),))


def test_after_a_reorganisation_only_later_tasks_count(reorganised):
    assert [task.key for task in reorganised.tasks] == ["b"]
    assert [task.key for axis in reorganised.axes for task in axis.tasks] == ["a", "b", "c"]


def test_the_weight_of_an_axis_without_later_tasks_goes_to_the_others(reorganised):
    assert [(axis.number, axis.weight) for axis in reorganised.counted] == [(1, Decimal(70))]
    assert reorganised.scored.total == 100


def test_several_axes_share_the_weight_in_proportion(make_facts, make_task):
    later = (make_task("l", due=date(2026, 6, 1)),)
    earlier = (make_task("e", due=date(2026, 4, 1)),)
    facts = make_facts(
        AxisFacts(1, weight=Decimal(30), tasks=later),
        AxisFacts(2, weight=Decimal(15), tasks=later),
        AxisFacts(3, weight=Decimal(25), tasks=earlier),
        cases=(SpecialCase(CaseKind.REORGANISED, SINCE, "Sắp xếp."),),
    )
    assert [axis.weight for axis in facts.counted] == [Decimal("46.67"), Decimal("23.33")]


def test_a_task_without_a_due_date_counts_after_a_reorganisation(make_task):
    axis = AxisFacts(1, tasks=(make_task("none"), make_task("late", due=date(2026, 4, 1))))
    assert [task.key for task in axis.since(SINCE).tasks] == ["none"]


def test_without_a_reorganisation_every_axis_counts_as_it_is(worked_facts):
    assert worked_facts.counted == worked_facts.axes
