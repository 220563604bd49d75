import pytest

from regulation import years
from regulation.checks import RULES
from regulation.findings import Ground

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
    ("head-above-unit", "6.1", "assumption"),
    ("ground", "366.11.4", "national"),
    ("promoted", "7.a", "national"),
    ("transferred", "7.b", "national"),
    ("reorganised", "7.c", "national"),
    ("deferral", "7.d", "national"),
    ("other-case", "7.e", "province"),
    ("optional", "3.3", "national"),
    ("weights", "2.5", "province"),
    ("unmapped-task", "PL1.1", "province"),
    ("reduced-plan", "M01", "assumption"),
    ("key-response", "B3.2", "national"),
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
    "weights",
    "unmapped-task",
    "reduced-plan",
    "key-response",
    "no-council",
    "raised-proposal",
    "late",
    "year-bar",
    "replace",
}


def test_the_rules_stand_in_the_order_in_which_they_are_read():
    assert [(rule.code, rule.clause.code, rule.level.value) for rule in RULES] == READ


def test_a_rule_is_called_like_its_function():
    assert [rule.function.__name__ for rule in RULES] == [rule.code.replace("-", "_") for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_it_is_about(rule):
    assert rule.title
    assert rule.function.__doc__


def test_every_code_of_the_rule_table_is_a_rule_of_a_quarter_or_of_a_year():
    of_years = {ground.code for ground in vars(years).values() if isinstance(ground, Ground)}
    assert {rule.code for rule in RULES} | of_years == TABLE
    assert len(RULES) + len(of_years) == len(TABLE)
