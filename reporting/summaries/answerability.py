"""6.2: proposals above decisions, by the head who proposed them; of superseded decisions only where they are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from cadres.models import User
from cadres.vietnamese import name_key
from evaluation.core.models.dossiers import Dossier
from evaluation.lists.models import RaisedProposal, RaisedProposalQuerySet

NARROW = ("head", "head_name", "unmet", "decision__superseded_at")
LONG = ("decision__snapshot", "decision__dossier__cases", "decision__dossier__judged_by")


@dataclass(frozen=True)
class HeadLines:
    """One head with the proposals to answer for, the newest first; `standing` are those whose decision is in force."""

    name: str
    entries: tuple[RaisedProposal, ...]

    @property
    def standing(self) -> int:
        return sum(entry.decision.superseded_at is None for entry in self.entries)


def entries_for(user: User, *, superseded: bool = False) -> RaisedProposalQuerySet:
    """What this person may read of the ledger, with all that a line shows; not the decisions' proofs, which are long."""
    entries = RaisedProposal.objects.visible_to(user)
    if not superseded:
        entries = entries.filter(decision__superseded_at=None)
    joined = entries.select_related(
        "decision__dossier__cadre", "decision__dossier__period", "row__rating_list", "unit"
    )
    return joined.defer(*LONG)


@dataclass(frozen=True)
class Ledger:
    """Head by head what counts against them, and apart what does not: conditions met, or nobody was asked."""

    heads: tuple[HeadLines, ...]
    apart: tuple[RaisedProposal, ...]

    @classmethod
    def of(cls, entries: Iterable[RaisedProposal]) -> Self:
        entries = list(entries)
        return cls(
            tuple(by_head(entry for entry in entries if entry.unmet)),
            tuple(entry for entry in entries if not entry.unmet),
        )


@dataclass(frozen=True)
class Outline:
    """The ledger by its entries' keys: enough to turn its pages, and to count."""

    heads: tuple[tuple[int, ...], ...]
    apart: tuple[int, ...]
    standing: int

    @classmethod
    def of(cls, entries: RaisedProposalQuerySet) -> Self:
        """From the few columns by which the heads stand in order; the rest is read of the entries shown."""
        narrow = entries.select_related(None).select_related("decision").only(*NARROW)
        ledger = Ledger.of(narrow)
        return cls(
            tuple(tuple(entry.pk for entry in line.entries) for line in ledger.heads),
            tuple(entry.pk for entry in ledger.apart),
            sum(line.standing for line in ledger.heads),
        )


def by_head(entries: Iterable[RaisedProposal]) -> list[HeadLines]:
    """Whoever answers for most comes first; a person stays one whatever their name was on the day."""
    heads: dict[int | str, list[RaisedProposal]] = {}
    for entry in entries:
        heads.setdefault(entry.head_id or entry.head_name, []).append(entry)
    lines = [HeadLines(found[0].head_name, tuple(found)) for found in heads.values()]
    return sorted(lines, key=lambda line: (-line.standing, name_key(line.name)))


def readable(user: User, entries: Iterable[RaisedProposal]) -> set[int]:
    """Ids of the dossiers among these that the reader may open; the ledger tells of others too."""
    named = {entry.decision.dossier_id for entry in entries}
    return set(Dossier.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
