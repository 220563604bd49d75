import pytest

from regulation.clauses import CLAUSES
from regulation.places import Moment, Place
from regulation.policy import Policy
from regulation.rules import Asked, Figures, Rule, Said, rule
from regulation.vocabulary import Level, Severity


@rule("late-task", "PL2.ii", Level.PROVINCE, "Nhiệm vụ chậm", readings=("warns_late_task",))
def late_task(facts):
    """Phụ lục 2 (ii)."""
    yield late_task.warn("Chậm.", "Lý do.")


def test_a_check_becomes_a_rule_whose_findings_carry_its_ground(make_facts):
    (found,) = late_task(make_facts())
    assert (found.code, found.clause, found.level, found.severity) == (
        "late-task",
        CLAUSES["PL2.ii"],
        Level.PROVINCE,
        Severity.WARN,
    )


def test_a_plain_rule_need_not_say_more():
    assert (late_task.place, late_task.said, late_task.asked) == (Place.NOWHERE, Said(), Asked())
    assert late_task.sentences == "PL2.ii"


def test_a_rule_may_carry_less_than_its_clause():
    part = rule("x", "6.1", Level.PROVINCE, "Tên", carries="6.1.3")(late_task.check)
    assert isinstance(part, Rule)
    assert part.sentences == "6.1.3"


def test_a_reading_that_is_a_plain_no_switches_its_rule_off(make_facts):
    off = Policy(warns_late_task=False)
    assert (late_task.is_off(off), list(late_task(make_facts(policy=off)))) == (True, [])
    shares = rule("x", "2.3", Level.PROVINCE, "Tên", readings=("outstanding_share",))(late_task.check)
    assert shares.is_off(Policy(outstanding_share=0)) is False


def test_a_rule_is_passed_by_a_sentence_of_its_own_or_of_the_facts(make_facts):
    assert Said("Không có.").passing(make_facts()) == "Không có."
    assert Said(lambda facts: facts.tier.value).passing(make_facts()) == "delegated"


def test_a_table_without_rows_is_not_shown(make_facts):
    assert Said().table(make_facts()) is None
    assert Said(figures=lambda facts: Figures(("Tên", "Số"), ())).table(make_facts()) is None


def test_figures_are_read_row_by_row_on_a_phone():
    assert Figures(("Tên", "Số", "Đơn vị"), (("Báo cáo", "2", "bản"),)).cells == [
        ("Báo cáo", [("Số", "2"), ("Đơn vị", "bản")])
    ]


def test_a_rule_asks_of_everybody_unless_it_says_otherwise(make_facts):
    assert (Asked().outside(make_facts()), Asked().waits(make_facts())) == (False, False)


@pytest.mark.parametrize(
    ("asked", "stands", "binds"),
    [
        (Asked(), Moment.MARKS, Moment.MARKS),
        (Asked(since=Moment.COUNCIL), Moment.COUNCIL, Moment.COUNCIL),
        (Asked(recorded=Moment.APPRAISAL), Moment.APPRAISAL, Moment.APPRAISAL),
        (Asked(needed=Moment.DECISION), Moment.MARKS, Moment.DECISION),
        (Asked(recorded=Moment.APPRAISAL, needed=Moment.DECISION), Moment.APPRAISAL, Moment.DECISION),
    ],
)
def test_each_moment_counts_from_the_one_before_where_none_is_named(asked, stands, binds):
    assert min(moment for moment in Moment if asked.stands_at(moment)) is stands
    assert min(moment for moment in Moment if asked.binds_at(moment)) is binds


def test_what_belongs_to_the_plan_binds_no_list():
    assert [moment for moment in Moment if Asked(since=Moment.PLAN).binds_at(moment)] == []


@pytest.mark.parametrize("since", Moment)
def test_what_comes_after_the_self_assessment_is_the_review(since):
    assert Asked(since=since).of_review is (since not in (Moment.PLAN, Moment.MARKS, Moment.DIVISION))
