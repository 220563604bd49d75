from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given

from regulation import checks, years
from regulation.checks import RULES, rule_of
from regulation.findings import Ground
from regulation.guideline import SENTENCES
from regulation.places import Moment, Place
from regulation.policy import Policy
from regulation.rules import Rule
from tests.regulation.strategies import any_facts, good_dossiers

# Each rule with its clause and its source, in the order of the page "Căn cứ xếp loại".
READ = [
    ("band", "366.11", "national"),
    ("incomplete", "6.1", "national"),
    ("not-outstanding", "2.3", "assumption"),
    ("late-task", "PL2.ii", "assumption"),
    ("shortcomings", "366.11.1", "national"),
    ("unit-below-70", "6.3", "national"),
    ("unit-below-100", "366.11.1-3", "national"),
    ("unit-not-outstanding", "366.11.1", "national"),
    ("unit-late", "366.11.2-3", "national"),
    ("unit-unknown", "6.3", "province"),
    ("head-above-unit", "6.1", "assumption"),
    ("ground", "366.11.4", "national"),
    ("promoted", "7.a", "national"),
    ("transferred", "7.b", "national"),
    ("reorganised", "7.c", "national"),
    ("deferral", "7.d", "national"),
    ("other-case", "7.e", "province"),
    ("optional", "3.3", "national"),
    ("moved-since", "7.b", "national"),
    ("ended", "7.e", "assumption"),
    ("weights", "2.5", "province"),
    ("unmapped-task", "PL1.1", "province"),
    ("reduced-plan", "M01", "assumption"),
    ("key-response", "B3.2", "national"),
    ("key-unmet", "B3.2", "assumption"),
    ("no-council", "B3", "province"),
    ("summary", "M04-06", "province"),
    ("cap", "6.1", "national"),
    ("raised-proposal", "6.2", "province"),
    ("late", "B1-B5", "province"),
]

# The codes of the rule table, as it was agreed.
TABLE = {
    "band",
    "incomplete",
    "not-outstanding",
    "shortcomings",
    "late-task",
    "unit-below-70",
    "unit-below-100",
    "unit-not-outstanding",
    "unit-late",
    "unit-unknown",
    "head-above-unit",
    "ground",
    "cap",
    "summary",
    "promoted",
    "transferred",
    "reorganised",
    "deferral",
    "other-case",
    "optional",
    "moved-since",
    "ended",
    "weights",
    "unmapped-task",
    "reduced-plan",
    "key-response",
    "key-unmet",
    "no-council",
    "raised-proposal",
    "late",
    "year-bar",
    "replace",
}


def test_the_rules_stand_in_the_order_in_which_they_are_read():
    assert [(rule.code, rule.clause.code, rule.level.value) for rule in RULES] == READ


def test_a_rule_is_called_like_its_function():
    assert [rule.check.__name__ for rule in RULES] == [rule.code.replace("-", "_") for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_it_is_about(rule):
    assert rule.title
    assert rule.check.__doc__


def test_every_code_of_the_rule_table_is_a_rule_of_a_quarter_or_of_a_year():
    of_years = {ground.code for ground in vars(years).values() if isinstance(ground, Ground)}
    assert {rule.code for rule in RULES} | of_years == TABLE
    assert len(RULES) + len(of_years) == len(TABLE)


def test_no_rule_is_written_and_then_forgotten():
    modules = [import_module(f"{checks.__name__}.{module.name}") for module in iter_modules(checks.__path__)]
    written = {rule.code for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}
    assert written == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_rests_on_values_and_sentences_that_there_are(rule):
    assert set(rule.readings) <= {field.name for field in fields(Policy)}
    named = [code for code in rule.sentences.split() if not code.endswith("*")]
    assert (named != [], [code for code in named if code not in SENTENCES]) == (True, [])


@given(any_facts | good_dossiers)
def test_whatever_the_facts_each_rule_speaks_or_says_by_what_it_is_passed(facts):
    silent = [rule for rule in RULES if not list(rule(facts))]
    assert [rule.code for rule in silent if rule.said.always or not rule.said.passing(facts)] == []


@given(any_facts | good_dossiers)
def test_whatever_the_facts_each_row_of_figures_fills_its_heads(facts):
    tables = [table for rule in RULES if (table := rule.said.table(facts))]
    assert [table for table in tables for row in table.rows if len(row) != len(table.heads)] == []


@given(any_facts)
def test_every_finding_leads_to_its_rule(facts):
    assert [found for rule in RULES for found in rule(facts) if rule_of(found) is not rule] == []


# --- when and where what a rule asks is recorded ---------------------------------------------------------------------


def codes(*, when):
    return [rule.code for rule in RULES if when(rule)]


def test_the_plan_is_told_of_first_and_of_nothing_else():
    assert codes(when=lambda rule: rule.asked.since is Moment.PLAN) == ["weights", "unmapped-task"]


def test_what_others_record_after_the_self_assessment_is_not_told_to_the_judged():
    assert codes(when=lambda rule: rule.asked.of_review) == [
        "key-response",
        "key-unmet",
        "no-council",
        "raised-proposal",
    ]


LATER = {
    Moment.MARKS: ["promoted", "transferred", "key-response", "key-unmet", "no-council", "raised-proposal"],
    Moment.APPRAISAL: ["no-council", "raised-proposal"],
    Moment.DECISION: [],
}


@pytest.mark.parametrize("moment", LATER)
def test_what_is_recorded_later_stands_in_nobodys_way_before(moment):
    assert codes(when=lambda rule: not rule.asked.stands_at(moment)) == LATER[moment]


PLAN = ["weights", "unmapped-task"]
PAPERS = ["promoted", "transferred", "reorganised"]
LEFT = {
    Moment.DIVISION: [*PAPERS, *PLAN, "key-response", "key-unmet", "no-council", "raised-proposal"],
    Moment.PROPOSAL: [*PAPERS, *PLAN, "raised-proposal"],
    Moment.DECISION: PLAN,
}


@pytest.mark.parametrize("moment", LEFT)
def test_a_list_leaves_to_later_ones_what_is_not_there_yet(moment):
    assert codes(when=lambda rule: not rule.asked.binds_at(moment)) == LEFT[moment]


def test_the_list_is_asked_when_it_is_closed():
    assert codes(when=lambda rule: rule.asked.closing) == ["summary", "cap"]


PLACES = {
    Place.NOWHERE: ["raised-proposal", "late"],
    Place.PLAN: ["weights", "unmapped-task"],
    Place.AMENDMENTS: ["reduced-plan"],
    Place.MARKS: ["band"],
    Place.EXCUSES: ["incomplete"],
    Place.EXCEEDED: ["not-outstanding"],
    Place.APPRAISAL: ["key-response", "key-unmet"],
    Place.CIRCUMSTANCES: ["shortcomings", "ground", "promoted", "transferred", "other-case"],
    Place.CASES: ["reorganised", "optional"],
    Place.DEEDS: ["deferral"],
    Place.POSTS: ["moved-since"],
    Place.LEAVING: ["ended"],
    Place.COLLECTIVES: [
        "unit-below-70",
        "unit-below-100",
        "unit-not-outstanding",
        "unit-late",
        "unit-unknown",
    ],
    Place.COUNCIL: ["no-council"],
    Place.LIST: ["late-task", "head-above-unit", "summary"],
    Place.CAP: ["cap"],
}


@pytest.mark.parametrize("place", Place)
def test_what_lifts_a_rule_is_recorded_in_its_place(place):
    assert codes(when=lambda rule: rule.place is place) == PLACES[place]
