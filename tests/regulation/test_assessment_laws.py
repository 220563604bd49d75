"""What holds of every verdict, whatever the facts: no order matters, and no fact works backwards."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.assessment import assess
from regulation.checks import RULES
from regulation.facts import AxisFacts, CollectiveFacts, Facts, Recorded, TaskFacts
from regulation.scoring import TaskResult
from regulation.vocabulary import Circumstance, Leadership
from tests.regulation.strategies import any_facts, excuse, good_dossiers

BINDING = [Circumstance.SHORTCOMING, *(kind for kind in Circumstance if kind.is_ground)]
UNDONE = TaskFacts("undone", "Báo cáo", TaskResult("Báo cáo", Decimal(1), Decimal(1)))
judged = any_facts | good_dossiers  # most of what is drawn at random is rated lowest, and could not fall
FAILED = CollectiveFacts("Phòng Nội vụ", Leadership.HEAD, 10, 6, 0, 10)


def told(facts: Facts, rules: Any = RULES) -> list[str]:
    return sorted(finding.sentence for finding in assess(facts, rules).findings)


def each_task(facts: Facts, change: Callable[[TaskFacts], TaskFacts]) -> Facts:
    """The facts with every task changed."""
    axes = tuple(replace(axis, tasks=tuple(change(task) for task in axis.tasks)) for axis in facts.axes)
    return replace(facts, axes=axes)


def rank(facts: Facts) -> int:
    return assess(facts).highest_permitted.rank


@given(judged, st.permutations(RULES))
def test_the_order_of_the_rules_is_irrelevant(facts, rules):
    assert assess(facts, rules).highest_permitted is assess(facts).highest_permitted
    assert told(facts, rules) == told(facts)


@given(judged)
def test_the_order_of_axes_is_irrelevant_to_the_rating(facts):
    turned = replace(facts, axes=facts.axes[::-1])
    assert assess(turned).highest_permitted is assess(facts).highest_permitted


@given(judged)
def test_the_order_of_tasks_is_irrelevant_to_the_rating(facts):
    turned = replace(facts, axes=tuple(replace(axis, tasks=axis.tasks[::-1]) for axis in facts.axes))
    assert assess(turned).score.total == assess(facts).score.total
    assert assess(turned).highest_permitted is assess(facts).highest_permitted


@pytest.mark.parametrize("name", ["recorded", "collectives", "unreported", "late"])
@given(facts=judged)
def test_the_order_of_what_is_recorded_changes_no_finding(name, facts):
    turned = replace(facts, **{name: getattr(facts, name)[::-1]})
    assert told(turned) == told(facts)
    assert assess(turned).highest_permitted is assess(facts).highest_permitted


@pytest.mark.parametrize("kind", BINDING)
@given(facts=judged)
def test_a_circumstance_never_raises_and_its_lifting_never_lowers(kind, facts):
    burdened = replace(facts, recorded=(*facts.recorded, Recorded(kind, "Một việc")))
    assert rank(burdened) <= rank(facts)


@given(judged, st.sampled_from(Leadership))
def test_a_failed_collective_never_raises(facts, role):
    assert rank(replace(facts, collectives=(*facts.collectives, replace(FAILED, role=role)))) <= rank(facts)


@given(judged)
def test_one_target_less_never_raises(facts):
    less = tuple(replace(unit, completed=max(unit.completed - 1, 0)) for unit in facts.collectives)
    assert rank(replace(facts, collectives=less)) <= rank(facts)


@given(judged)
def test_one_more_late_target_never_raises(facts):
    later = tuple(replace(unit, late=unit.late + 1) for unit in facts.collectives)
    assert rank(replace(facts, collectives=later)) <= rank(facts)


@given(judged)
def test_doing_less_never_raises(facts):
    nothing = each_task(facts, lambda task: replace(task, result=replace(task.result, done=Decimal(0))))
    assert rank(nothing) <= rank(facts)


@given(judged)
def test_a_task_undone_and_due_leaves_nothing_but_not_completed(facts):
    undone = replace(facts, axes=(*facts.axes, AxisFacts(7, tasks=(UNDONE,))))
    assert rank(undone) == 1


@given(judged)
def test_an_exceeding_no_longer_confirmed_never_raises(facts):
    assert rank(each_task(facts, lambda task: replace(task, exceeded=False))) <= rank(facts)


@given(judged)
def test_a_confirmed_exceeding_never_lowers(facts):
    assert rank(each_task(facts, lambda task: replace(task, exceeded=True))) >= rank(facts)


@given(judged, st.data())
def test_an_excuse_never_lowers_the_permitted_rating(facts, data):
    keys = [task.key for task in facts.tasks] or ["none"]
    excused = excuse(facts, data.draw(st.sampled_from(keys)))
    assert rank(excused) >= rank(facts)
    assert assess(excused).score == assess(facts).score


@given(judged)
def test_papers_and_remarks_lift_blocks_and_no_limit(facts):
    papers = tuple(Recorded(kind, "Văn bản") for kind in (Circumstance.BOTH_POSTS, Circumstance.PARTY_CELL))
    answered = replace(facts, recorded=(*facts.recorded, *papers), remarks_given=frozenset(["DV"]))
    assert rank(answered) == rank(facts)
    assert {finding.code for finding in assess(answered).blocks}.isdisjoint({"promoted", "transferred"})
