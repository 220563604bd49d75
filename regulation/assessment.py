"""The rule engine: it explains, and never decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regulation.checks import RULES, Rule
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.rules import findings_of
from regulation.scoring import Score
from regulation.vocabulary import Rating


@dataclass(frozen=True, slots=True)
class Verdict:
    """A dossier's score, its band, every finding, and the highest rating that may be given."""

    score: Score
    band: Rating
    findings: tuple[Finding, ...]
    highest_permitted: Rating

    @property
    def suggested(self) -> Rating:
        """What the page suggests: the highest permitted. Below it, a reason is asked for."""
        return self.highest_permitted

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """The findings that forbid a step."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that must be answered with a reason."""
        return tuple(finding for finding in self.findings if finding.warns)

    def permits(self, rating: Rating) -> bool:
        """Whether the rating is at or below the highest permitted."""
        return rating.rank <= self.highest_permitted.rank


def assess(facts: Facts, rules: Iterable[Rule] = RULES) -> Verdict:
    """Judge the facts by the rules: the lowest of the band and every limit is the highest permitted.

    The facts carry the edition and the policy by which they are judged.
    """
    findings = findings_of(rules, facts)
    band = facts.edition.band(facts.scored.total)
    limits = [finding.limit for finding in findings if finding.limit is not None]
    highest = Rating.lowest([band, *limits])
    telling = tuple(finding for finding in findings if _tells(finding, highest))
    return Verdict(facts.scored, band, telling, highest)


def _tells(finding: Finding, highest: Rating) -> bool:
    """Nobody is asked why a level would be given that cannot be given."""
    return finding.presumes is None or highest.rank >= finding.presumes.rank
