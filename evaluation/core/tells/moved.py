"""That a dossier has to follow its person before it is rated (2.2, 7.a, 7.b), wherever whoever rates reads it."""

from collections.abc import Iterable

from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.road import DOSSIERS
from regulation.assessment import Verdict
from regulation.checks import rule_of
from regulation.findings import Finding
from regulation.places import Place
from regulation.vocabulary import Layer


def to_follow(verdict: Verdict) -> list[Finding]:
    """What forbids rating until the dossier has followed."""
    return [finding for finding in verdict.blocks if rule_of(finding).place is Place.POSTS]


def followed_since(dossier: Dossier, history: Iterable[DossierEntry]) -> DossierEntry | None:
    """The line of history by which the dossier came along, while the appraisal is still what the unit left had marked."""
    followed = [entry for entry in history if entry.deed == DOSSIERS.follow_person.name]
    marked = [row for row in dossier.assessments.all() if row.layer == Layer.APPRAISAL]
    return followed[-1] if followed and any(row.saved_at < followed[-1].at for row in marked) else None
