"""The rules, in the order in which a user reads them.

`RULES` is the page "Căn cứ xếp loại": first what limits a rating (the points, the tasks, the shortcomings, the
collectives, the grounds), then the special cases of Mục 7 and 3.3, then what each step asks (plan, review, list), and at
last what is only kept on record. Their order has no bearing on the verdict. The bars of a year stand in `regulation.years`.
A new rule is written in its file and named in the `RULES` at that file's end.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from regulation.checks import (
    circumstances,
    collectives,
    grounds,
    ledger,
    lists,
    moved,
    planning,
    points,
    review,
    special,
    tasks,
)
from regulation.checks.lists import over_cap
from regulation.checks.planning import reduced_plan
from regulation.findings import Finding
from regulation.rules import Rule

RULES: tuple[Rule, ...] = (
    *points.RULES,
    *tasks.RULES,
    *circumstances.RULES,
    *collectives.RULES,
    *grounds.RULES,
    *special.RULES,
    *moved.RULES,
    *planning.RULES,
    *review.RULES,
    *lists.RULES,
    *ledger.RULES,
)
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})


def rule_of(finding: Finding) -> Rule:
    """The rule that found it; KeyError for what a gate or a list asks of its own."""
    return BY_CODE[finding.code]


__all__ = ["BY_CODE", "RULES", "Rule", "over_cap", "reduced_plan", "rule_of"]
