from dataclasses import replace

import pytest
from hypothesis import given

from regulation.assessment import assess
from regulation.checks import RULES
from regulation.vocabulary import Rating, Severity
from tests.regulation.strategies import any_facts, excuse


def test_the_worked_example_is_not_completed_for_all_its_points(worked_facts):
    verdict = assess(worked_facts)
    assert (str(verdict.score.total), verdict.band) == ("91.93", Rating.EXCELLENT)
    assert verdict.highest_permitted is Rating.NOT_COMPLETED
    assert verdict.suggested is Rating.NOT_COMPLETED


@pytest.mark.clause("6.1.3")
def test_an_excuse_lifts_the_gate_and_changes_no_figure(worked_facts):
    before, after = assess(worked_facts), assess(excuse(worked_facts, "1"))
    assert after.highest_permitted is Rating.GOOD
    assert (after.score, after.band) == (before.score, Rating.EXCELLENT)
    assert [finding.code for finding in after.findings if finding.limit] == ["not-outstanding"]


def test_an_excuse_for_another_task_lifts_nothing(worked_facts):
    assert assess(excuse(worked_facts, "2")).highest_permitted is Rating.NOT_COMPLETED


def test_the_worked_examples_findings_in_the_order_of_the_rules(worked_facts):
    assert [finding.code for finding in assess(worked_facts).findings] == [
        "band",
        "incomplete",
        "not-outstanding",
        "key-response",
    ]
    assert assess(worked_facts).blocks == ()


def test_blocks_are_told_apart_and_limit_nothing(worked_facts):
    unheard = assess(replace(worked_facts, council_recorded=False))
    assert [finding.code for finding in unheard.blocks] == ["no-council"]
    assert unheard.highest_permitted is assess(worked_facts).highest_permitted


def test_warnings_are_told_apart_too(worked_facts):
    unmarked = assess(excuse(replace(worked_facts, reduced=("Báo cáo tháng",)), "1"))
    assert [finding.code for finding in unmarked.warnings] == ["late-task", "reduced-plan", "key-response"]
    assert {finding.severity for finding in unmarked.warnings} == {Severity.WARN}


def test_a_page_may_ask_for_some_rules_only(worked_facts):
    band_alone = [rule for rule in RULES if rule.code == "band"]
    assert assess(worked_facts, band_alone).highest_permitted is Rating.EXCELLENT


@pytest.mark.clause("B4.1/2")
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


@pytest.mark.clause("B4.1/2")
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


def test_nobody_is_asked_why_a_level_would_be_given_that_cannot_be(worked_facts):
    """The example has a late task: a question for who may be rated Tốt, not where 6.1 stands in the way."""
    held = {finding.code for finding in assess(worked_facts).findings}
    free = {finding.code for finding in assess(excuse(worked_facts, "1")).findings}
    given = {finding.code for finding in assess(replace(worked_facts, rating=Rating.GOOD)).findings}
    assert ["late-task" in codes for codes in (held, free, given)] == [False, True, True]
