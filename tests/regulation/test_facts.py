from dataclasses import replace
from decimal import Decimal

from regulation.editions import AN_GIANG_2026
from regulation.facts import AxisFacts, Facts, TaskFacts
from regulation.scoring import TaskResult, score
from regulation.vocabulary import Leadership, Tier


def test_facts_are_scored_when_asked(worked_facts):
    assert str(worked_facts.scored.total) == "91.93"


def test_facts_that_differ_have_a_score_of_their_own(worked_facts):
    assert str(worked_facts.scored.total) == "91.93"
    assert str(replace(worked_facts, ensured={"1.1": False}).scored.total) == "89.93"


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
