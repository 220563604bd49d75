"""The rules, in the order in which a user reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from regulation.checks.lists import CAP, SUMMARY, cap, over_cap, summary
from regulation.checks.planning import (
    REDUCED_PLAN,
    UNMAPPED_TASK,
    WEIGHTS,
    reduced_plan,
    unmapped_task,
    weights,
)
from regulation.checks.rating import BAND, INCOMPLETE, band, incomplete
from regulation.checks.review import KEY_RESPONSE, NO_COUNCIL, key_response, no_council
from regulation.clauses import Clause
from regulation.facts import Facts
from regulation.findings import Finding, Ground
from regulation.vocabulary import Level

Check = Callable[[Facts], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its name, its clause and where it comes from."""

    code: str
    function: Check
    clause: Clause
    level: Level
    title: str


def _rule(ground: Ground, function: Check) -> Rule:
    return Rule(ground.code, function, ground.clause, ground.level, ground.title)


RULES = (
    _rule(BAND, band),
    _rule(INCOMPLETE, incomplete),
    _rule(WEIGHTS, weights),
    _rule(UNMAPPED_TASK, unmapped_task),
    _rule(REDUCED_PLAN, reduced_plan),
    _rule(KEY_RESPONSE, key_response),
    _rule(NO_COUNCIL, no_council),
    _rule(SUMMARY, summary),
    _rule(CAP, cap),
)

__all__ = [
    "RULES",
    "Check",
    "Rule",
    "band",
    "cap",
    "incomplete",
    "key_response",
    "no_council",
    "over_cap",
    "reduced_plan",
    "summary",
    "unmapped_task",
    "weights",
]
