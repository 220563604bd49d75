"""Bước 6: what a unit's published list tells, and what one person is told of their own result in full (open-questions 15)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from cadres.models import User
from evaluation.core.case import Case
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.publication import petitions_close_at, with_seen
from evaluation.core.moves import Move
from evaluation.core.permissions import PUBLISH
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import MADE_KNOWN
from regulation.checks import BY_CODE
from regulation.vocabulary import Layer, Rating

# The level that rates by each layer of marks.
_RATED = {
    Layer.SELF: "self_rating",
    Layer.APPRAISAL: "appraisal_rating",
    Layer.AUTHORITY: "decided_rating",
}


@dataclass(frozen=True)
class LayerLine:
    """What one layer of marks comes to, and how whoever wrote it rated."""

    label: str
    general: Decimal
    tasks: Decimal
    total: Decimal
    rating: Rating | None


@dataclass(frozen=True)
class Watched:
    """Of those whose results the reader makes known: who has seen theirs, and when."""

    seen_at: dict[int, datetime | None]

    @property
    def seen(self) -> int:
        return sum(at is not None for at in self.seen_at.values())


def watched_by(user: User, everybody: DossierQuerySet) -> Watched:
    """For whoever publishes: by person whether their result was seen; nobody is watched by a colleague."""
    theirs = everybody.select_related(None).order_by().filter(PUBLISH.q(user), stage__in=MADE_KNOWN)
    return Watched({row.pk: row.seen_at for row in seen(theirs).only("pk")})


def seen(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Each with when its person said that they have seen the result that stands: `seen_at`."""
    return with_seen(dossiers, DOSSIERS.see_result.name)


def seen_at(dossier: Dossier) -> datetime | None:
    return seen(Dossier.objects.filter(pk=dossier.pk)).get().seen_at


def held_back(move: Move, dossier: Dossier) -> str:
    """Why the move would be refused now, in the sentences of its gates; empty where it would not."""
    found = (finding for gate in move.gates for finding in gate(Case(dossier)))
    return " ".join(finding.sentence for finding in found if finding.blocks)


def own_result(dossier: Dossier) -> dict[str, object]:
    """The decision that was made known, with everything on which it rests; nothing of one that was not."""
    decision = dossier.decisions.made_known().filter(superseded_at=None).select_related("dossier").first()
    return {
        "decision": decision,
        "findings": list(_findings(decision.snapshot)) if decision else [],
        "layers": list(_layers(dossier)) if decision and dossier.is_made_known else [],
        "seen_at": seen_at(dossier) if dossier.is_made_known else None,
        "petitions_close_at": petitions_close_at(dossier),
    }


def _findings(snapshot: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(name of the rule, its clause, its sentence) as they stood before the decider; a rule may be gone since."""
    for kept in snapshot.get("findings", ()):
        rule = BY_CODE.get(kept["code"])
        yield (
            (rule.title, rule.clause.title, kept["sentence"])
            if rule
            else ("Quy định khác", "", kept["sentence"])
        )


def _layers(dossier: Dossier) -> Iterator[LayerLine]:
    """The levels that rated, each with the marks up to its own: what is not marked anew is as the layer beneath has it."""
    case = Case(dossier)
    for layer in tuple(Layer) if dossier.appraisal_rating else (Layer.SELF, Layer.AUTHORITY):
        score, rating = case.verdict(upto=layer).score, getattr(dossier, _RATED[layer])
        yield LayerLine(
            layer.label,
            score.general_points,
            score.task_points,
            score.total,
            Rating(rating) if rating else None,
        )
