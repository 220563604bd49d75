"""The rules, in the order in which a user reads them.

`RULES` is the page "Căn cứ xếp loại": first what limits a rating (the points, the tasks, the shortcomings, the
collectives, the grounds), then the special cases of Mục 7 and 3.3, then what each step asks (plan, review, list), and at
last what is only kept on record. Their order has no bearing on the verdict. The bars of a year stand in `regulation.years`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from regulation.checks import circumstances, collectives, ledger, lists, planning, rating, review, special
from regulation.checks.lists import over_cap
from regulation.checks.planning import reduced_plan
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
    _rule(rating.BAND, rating.band),
    _rule(rating.INCOMPLETE, rating.incomplete),
    _rule(rating.NOT_OUTSTANDING, rating.not_outstanding),
    _rule(rating.LATE_TASK, rating.late_task),
    _rule(circumstances.SHORTCOMINGS, circumstances.shortcomings),
    _rule(collectives.BELOW_70, collectives.unit_below_70),
    _rule(collectives.BELOW_100, collectives.unit_below_100),
    _rule(collectives.NOT_OUTSTANDING, collectives.unit_not_outstanding),
    _rule(collectives.LATE, collectives.unit_late),
    _rule(collectives.HEAD_ABOVE, collectives.head_above_unit),
    _rule(circumstances.GROUND, circumstances.ground),
    _rule(special.PROMOTED, special.promoted),
    _rule(special.TRANSFERRED, special.transferred),
    _rule(special.REORGANISED, special.reorganised),
    _rule(special.DEFERRAL, special.deferral),
    _rule(special.OTHER_CASE, special.other_case),
    _rule(special.OPTIONAL, special.optional),
    _rule(planning.WEIGHTS, planning.weights),
    _rule(planning.UNMAPPED_TASK, planning.unmapped_task),
    _rule(planning.REDUCED_PLAN, planning.reduced_plan),
    _rule(review.KEY_RESPONSE, review.key_response),
    _rule(review.NO_COUNCIL, review.no_council),
    _rule(lists.SUMMARY, lists.summary),
    _rule(lists.CAP, lists.cap),
    _rule(ledger.RAISED_PROPOSAL, ledger.raised_proposal),
    _rule(ledger.LATE, ledger.late),
)

__all__ = ["RULES", "Check", "Rule", "over_cap", "reduced_plan"]
