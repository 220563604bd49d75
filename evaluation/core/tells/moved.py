"""That a dossier has to follow its person before it is rated (2.2, 7.a, 7.b), wherever whoever rates reads it."""

from regulation.assessment import Verdict
from regulation.checks import rule_of
from regulation.findings import Finding
from regulation.places import Place


def to_follow(verdict: Verdict) -> list[Finding]:
    """What forbids rating until the dossier has followed."""
    return [finding for finding in verdict.blocks if rule_of(finding).place is Place.POSTS]
