"""A rule as one object: what it asks and rests on, of whom and when it asks it, and how it is said.

Whatever the floors above tell of a rule they read from here. A plain rule is a check beneath a few lines:

    @rule("shortcomings", "366.11.1", Level.NATIONAL, "Hạn chế, khuyết điểm", said=Said("Không có."))
    def shortcomings(facts: Facts) -> Iterator[Finding]:
        ...
            yield shortcomings.limit(Rating.GOOD, sentence, lifted_by)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from regulation.facts import Facts
from regulation.findings import Finding, Ground
from regulation.places import Moment, Place
from regulation.policy import Policy
from regulation.vocabulary import Level

Check = Callable[[Facts], Iterable[Finding]]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The person's own figures on which a rule rests, as a table: its first column names, the others tell."""

    heads: Row
    rows: tuple[Row, ...]

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as its name and (head, value) pairs, as a card on a phone shows it."""
        return [(name, list(zip(self.heads[1:], values, strict=True))) for name, *values in self.rows]


@dataclass(frozen=True, slots=True)
class Said:
    """How a rule is said beside its findings.

    `passes`: by what it is passed, where it found nothing. `always`: it finds something of everybody, and what it then
    only tells is how it is passed.
    """

    passes: str | Callable[[Facts], str] = ""
    figures: Callable[[Facts], Figures] | None = None
    always: bool = False

    def passing(self, facts: Facts) -> str:
        """The sentence of a rule that found nothing in these facts."""
        return self.passes if isinstance(self.passes, str) else self.passes(facts)

    def table(self, facts: Facts) -> Figures | None:
        """The figures of these facts; None where there are none to show."""
        made = self.figures(facts) if self.figures else None
        return made if made and made.rows else None


def _nobody(facts: Facts) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom a rule asks something, and at which moments.

    `outside`: whether it asks nothing of this person. `waits`: whether it cannot be asked yet. `closing`: it is asked
    when a list is closed. `since`: before that moment nobody is told of it. What lifts it is `recorded` then too, where
    not later, and is owed by every list from then on, where it is not `needed` later still.
    """

    outside: Callable[[Facts], bool] = _nobody
    waits: Callable[[Facts], bool] = _nobody
    closing: bool = False
    since: Moment = Moment.MARKS
    recorded: Moment | None = None
    needed: Moment | None = None

    @property
    def of_review(self) -> bool:
        """Whether others record what it asks for once Mẫu 03 is handed in: the person judged is not told meanwhile."""
        return self.since >= Moment.APPRAISAL

    def stands_at(self, moment: Moment) -> bool:
        """Whether it stands in the way of whoever records something then, and is not somebody else's to record later."""
        return moment >= (self.recorded or self.since)

    def binds_at(self, moment: Moment) -> bool:
        """Whether a list of that moment waits for it; what belongs to the plan was asked when that was approved."""
        return self.since is not Moment.PLAN and moment >= (self.needed or self.recorded or self.since)


@dataclass(frozen=True, slots=True)
class Rule(Ground):
    """A check that yields findings of its own ground: `rule(facts)`, and within it `rule.limit(…)`.

    `carries`: the guideline's sentences that it carries, where not all of its clause. `readings`: the values of the
    policy on which it rests; one that is a plain no switches it off. `place`: where what lifts it is recorded.
    """

    check: Check
    carries: str
    readings: tuple[str, ...]
    place: Place
    said: Said
    asked: Asked

    do_not_call_in_templates: ClassVar[bool] = (
        True  # a page that names a rule means the rule, not what it finds
    )

    def __call__(self, facts: Facts) -> Iterable[Finding]:
        """What it finds in these facts."""
        return () if self.is_off(facts.policy) else self.check(facts)

    def is_off(self, policy: Policy) -> bool:
        """Whether the province leaves it aside for the round."""
        return any(getattr(policy, name) is False for name in self.readings)

    @property
    def sentences(self) -> str:
        """The codes of the guideline's sentences that it carries, with spaces between."""
        return self.carries or " ".join(self.clause.sentences)


_SAID, _ASKED = Said(), Asked()


def rule(
    code: str,
    clause: str,
    level: Level,
    title: str,
    *,
    carries: str = "",
    readings: tuple[str, ...] = (),
    place: Place = Place.NOWHERE,
    said: Said = _SAID,
    asked: Asked = _ASKED,
) -> Callable[[Check], Rule]:
    """Makes the check beneath it a rule of that code, clause and level."""
    return lambda check: Rule(code, clause, level, title, check, carries, readings, place, said, asked)


def findings_of(rules: Iterable[Rule], facts: Facts) -> tuple[Finding, ...]:
    """What the rules find in these facts, in their order."""
    return tuple(finding for rule in rules for finding in rule(facts))
