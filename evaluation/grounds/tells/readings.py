"""Where a rule fills a gap of the law: how the gap is read, why, and which value is in force."""

from dataclasses import dataclass
from decimal import Decimal

from regulation.checks import Rule
from regulation.facts import Facts
from regulation.numbers import vn
from regulation.policy import ASSUMPTIONS, Assumption, Policy, argued
from regulation.vocabulary import Labelled


@dataclass(frozen=True)
class Reading:
    """One value that a province may set, as it is in force, and the reason for reading the gap so."""

    title: str
    value: str
    reason: str


def readings_of(rule: Rule, facts: Facts) -> tuple[Reading, ...]:
    """The readings on which this rule rests, with the values that apply to this person."""
    return tuple(_reading(found, facts.policy) for found in ASSUMPTIONS if found.name in rule.readings)


def all_readings(policy: Policy) -> tuple[Reading, ...]:
    """Every value that a province may set, as this policy has it."""
    return tuple(_reading(found, policy) for found in ASSUMPTIONS)


def _reading(found: Assumption, policy: Policy) -> Reading:
    return Reading(found.title, _in_words(getattr(policy, found.name)), argued(policy, found.name))


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Labelled):
        return value.label
    return vn(value) if isinstance(value, Decimal) else str(value)
