from regulation.checks import RULES


def test_the_rules_stand_in_the_order_in_which_they_are_read():
    assert [rule.code for rule in RULES] == [
        "band",
        "incomplete",
        "weights",
        "unmapped-task",
        "reduced-plan",
        "key-response",
        "no-council",
        "summary",
        "cap",
    ]


def test_a_rule_is_called_like_its_function():
    assert [rule.function.__name__ for rule in RULES] == [rule.code.replace("-", "_") for rule in RULES]


def test_every_rule_says_its_clause_and_its_source():
    assert [(rule.clause.code, rule.level.value) for rule in RULES] == [
        ("366.11", "national"),
        ("6.1", "national"),
        ("2.5", "province"),
        ("PL1", "province"),
        ("B1", "assumption"),
        ("B3", "national"),
        ("B3", "province"),
        ("M04-06", "province"),
        ("6.1", "national"),
    ]
    assert all(rule.title and rule.function.__doc__ for rule in RULES)
