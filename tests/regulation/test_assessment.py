from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.assessment import assess
from regulation.cap import Tally
from regulation.checks import RULES
from regulation.editions import AN_GIANG_2026
from regulation.facts import AxisFacts, Facts, TaskFacts
from regulation.scoring import TaskResult
from regulation.vocabulary import AxisRole, Rating, ResponseLevel, Tier


def excuse(facts: Facts, key: str) -> Facts:
    """The facts once the authority has confirmed an objective reason for that task."""
    axes = tuple(
        replace(
            axis, tasks=tuple(replace(task, excused=task.excused or task.key == key) for task in axis.tasks)
        )
        for axis in facts.axes
    )
    return replace(facts, axes=axes)


def test_the_worked_example_is_not_completed_for_all_its_points(worked_facts):
    verdict = assess(worked_facts)
    assert (str(verdict.score.total), verdict.band) == ("91.93", Rating.EXCELLENT)
    assert verdict.highest_permitted is Rating.NOT_COMPLETED
    assert verdict.suggested is Rating.NOT_COMPLETED


def test_an_excuse_lifts_the_gate_and_changes_no_figure(worked_facts):
    before, after = assess(worked_facts), assess(excuse(worked_facts, "1"))
    assert after.highest_permitted is Rating.EXCELLENT
    assert after.score == before.score


def test_an_excuse_for_another_task_lifts_nothing(worked_facts):
    assert assess(excuse(worked_facts, "2")).highest_permitted is Rating.NOT_COMPLETED


def test_the_worked_examples_findings_in_the_order_of_the_rules(worked_facts):
    assert [finding.code for finding in assess(worked_facts).findings] == [
        "band",
        "incomplete",
        "key-response",
    ]
    assert assess(worked_facts).blocks == ()


def test_blocks_are_told_apart_and_limit_nothing(worked_facts):
    unheard = assess(replace(worked_facts, council_recorded=False))
    assert [finding.code for finding in unheard.blocks] == ["no-council"]
    assert unheard.highest_permitted is assess(worked_facts).highest_permitted


def test_a_page_may_ask_for_some_rules_only(worked_facts):
    band_alone = [rule for rule in RULES if rule.code == "band"]
    assert assess(worked_facts, band_alone).highest_permitted is Rating.EXCELLENT


@pytest.mark.parametrize(
    ("rating", "permitted"),
    [
        (Rating.EXCELLENT, False),
        (Rating.GOOD, True),
        (Rating.COMPLETED, True),
        (Rating.NOT_COMPLETED, True),
    ],
)
def test_what_is_at_or_below_the_highest_permitted_may_be_given(worked_facts, rating, permitted):
    less = replace(excuse(worked_facts, "1"), ensured={"1.1": False})
    assert assess(less).highest_permitted is Rating.GOOD
    assert assess(less).permits(rating) is permitted


figures = st.integers(1, 5).map(Decimal)
task_facts = st.builds(
    TaskFacts,
    st.uuids().map(str),
    st.text(max_size=10),
    st.builds(TaskResult, st.just("Báo cáo"), figures, figures, st.integers(0, 6).map(Decimal)),
    due_in_quarter=st.booleans(),
    excused=st.booleans(),
    is_key=st.booleans(),
    response=st.none() | st.sampled_from(ResponseLevel),
    mapped=st.booleans(),
)
axis_facts = st.builds(
    AxisFacts,
    st.integers(1, 6),
    st.none() | st.sampled_from(AxisRole),
    st.integers(0, 70).map(Decimal),
    st.lists(task_facts, max_size=3).map(tuple),
)
any_facts = st.builds(
    Facts,
    st.just(AN_GIANG_2026),
    st.sampled_from(Tier),
    ensured=st.dictionaries(st.sampled_from(["1.1", "2.2", "3.3"]), st.booleans()),
    axes=st.lists(axis_facts, max_size=4).map(tuple),
    rating=st.none() | st.sampled_from(Rating),
    summary=st.text(max_size=5),
    council_recorded=st.booleans(),
    tally=st.none()
    | st.builds(
        Tally, st.dictionaries(st.sampled_from(Rating), st.integers(0, 9)), st.sampled_from([Decimal(20)])
    ),
)


@given(any_facts)
def test_the_highest_permitted_is_the_lowest_of_the_band_and_every_limit(facts):
    verdict = assess(facts)
    limits = [finding.limit.rank for finding in verdict.findings if finding.limit]
    assert verdict.highest_permitted.rank == min([verdict.band.rank, *limits])


@given(any_facts)
def test_every_finding_is_a_sentence_and_what_binds_says_what_would_lift_it(facts):
    for finding in assess(facts).findings:
        assert finding.sentence.endswith(".")
        assert finding.anchor
        assert bool(finding.lifted_by) == (finding.severity != "info")


@given(any_facts)
def test_the_order_of_axes_is_irrelevant_to_the_rating(facts):
    turned = replace(facts, axes=facts.axes[::-1])
    assert assess(turned).highest_permitted is assess(facts).highest_permitted


@given(any_facts, st.data())
def test_an_excuse_never_lowers_the_permitted_rating(facts, data):
    keys = [task.key for task in facts.tasks] or ["none"]
    excused = excuse(facts, data.draw(st.sampled_from(keys)))
    assert assess(excused).highest_permitted.rank >= assess(facts).highest_permitted.rank
