"""6.2: proposals above decisions, by the head who proposed them; of superseded decisions only where they are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q

from cadres.models import User
from cadres.vietnamese import name_key
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import Rests
from evaluation.core.models.dossiers import Dossier
from evaluation.lists.models import RaisedProposal, RaisedProposalQuerySet

IN_FORCE = Q(decision__superseded_at=None)
# What a line shows: of a person the name kept on the row, of a decision neither its proof nor its names.
SHOWN = (
    "head", "head_name", "proposed", "decided", "unmet", "at", "unit__name", "row__name", "row__rating_list__kind",
    "decision__superseded_at", "decision__dossier__period__year", "decision__dossier__period__number",
)  # fmt: skip


@dataclass(frozen=True)
class HeadLines:
    """One head with the proposals to answer for, the newest first; `standing` are those whose decision is in force."""

    name: str
    entries: tuple[Any, ...]  # entries, or of an outline how many there are

    @cached_property
    def standing(self) -> int:
        return sum(entry.stands for entry in self.entries)


def entries_for(user: User, *, superseded: bool = False) -> RaisedProposalQuerySet:
    """What this person may read of the ledger, with all that a line shows; not the decisions' proofs, which are long.

    Each says whether its decision is in force: `stands`.
    """
    entries = RaisedProposal.objects.visible_to(user)
    if not superseded:
        entries = entries.filter(decision__superseded_at=None)
    joined = entries.select_related("decision__dossier__period", "row__rating_list", "unit").only(*SHOWN)
    return joined.annotate(stands=ExpressionWrapper(IN_FORCE, output_field=BooleanField()))


@dataclass(frozen=True)
class Ledger:
    """Head by head what counts against them, and apart what does not: conditions met, or nobody was asked."""

    heads: tuple[HeadLines, ...]
    apart: tuple[Any, ...]

    @classmethod
    def of(cls, entries: Iterable[Any]) -> Self:
        entries = list(entries)
        return cls(
            tuple(by_head(entry for entry in entries if entry.unmet)),
            tuple(entry for entry in entries if not entry.unmet),
        )


@dataclass(frozen=True)
class Outline:
    """The ledger head by head as the database counts it: enough to turn its pages, of which each brings its own entries."""

    entries: RaisedProposalQuerySet
    heads: tuple[HeadLines, ...]

    @classmethod
    def of(cls, entries: RaisedProposalQuerySet) -> Self:
        """Of each head one row for each name they had, the newest first."""
        named = entries.filter(unmet=True).order_by().values("head_id", "head_name")
        counted = named.annotate(stands=Count("pk", filter=IN_FORCE), newest=Max("at")).order_by("-newest")
        return cls(entries, tuple(by_head(counted.values_list("head_id", "head_name", "stands", named=True))))

    @property
    def standing(self) -> int:
        return sum(line.standing for line in self.heads)

    @property
    def apart(self) -> RaisedProposalQuerySet:
        return self.entries.exclude(unmet=True)

    def shown(self, page: Iterable[HeadLines], most: int) -> list[RaisedProposal]:
        """The entries of these heads, and of those apart the newest."""
        named = [row for line in page for row in line.entries]
        known = Q(head__in={row.head_id for row in named if row.head_id})
        nameless = Q(head=None, head_name__in={row.head_name for row in named if not row.head_id})
        return [*self.entries.filter(known | nameless, unmet=True), *self.apart[:most]]


def rests_on(entries: Iterable[RaisedProposal]) -> Rests:
    """The decisions that the entries were raised above."""
    return {Sealed.DECISION: {entry.decision_id for entry in entries}}


def by_head(entries: Iterable[Any]) -> list[HeadLines]:
    """Whoever answers for most comes first; a person stays one whatever their name was on the day."""
    heads: dict[int | str, list[Any]] = {}
    for entry in entries:
        heads.setdefault(entry.head_id or entry.head_name, []).append(entry)
    lines = [HeadLines(found[0].head_name, tuple(found)) for found in heads.values()]
    return sorted(lines, key=lambda line: (-line.standing, name_key(line.name)))


def readable(user: User, entries: Iterable[RaisedProposal]) -> set[int]:
    """Ids of the dossiers among these that the reader may open; the ledger tells of others too."""
    named = {entry.decision.dossier_id for entry in entries}
    return set(Dossier.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
