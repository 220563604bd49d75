"""The chain walked from its first seal, and every row held against its own: the first that is wrong is named first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from evaluation.archive.models import Chain, Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.chain import chained
from evaluation.archive.tells.kind import Kind, Plain
from evaluation.archive.tells.kinds import KINDS
from evaluation.archive.tells.sealed import altered_forms
from evaluation.core.models import Dossier, DossierEntry, Receipt
from evaluation.core.steps import AFTER_DECISION
from evaluation.core.tells.records import instant, line_of, receipt_of
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import Decision
from evaluation.packages.models import Sending, SentForm

CHUNK = 500


@dataclass(frozen=True)
class Fault:
    """`where` names the row; `number` the seal that speaks of it, 0 where none does."""

    number: int
    what: str
    where: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where}" + (f", seal {self.number}" if self.number else "")


@dataclass(frozen=True)
class Head:
    """A place of the chain as somebody noted it elsewhere: on a paper, in a report."""

    number: int
    chained: str


def faults(noted: Head | None = None) -> Iterator[Fault]:
    """Everything that is wrong, in the order of the chain; then rows without a seal, then what snapshots say otherwise."""
    yield from _links()
    yield from _end(noted)
    for batch in _batches(Seal.objects.order_by("number").iterator(chunk_size=CHUNK)):
        yield from sorted(_rows(batch), key=lambda fault: fault.number)
    for kind in KINDS.values():
        yield from _unsealed(kind)
    yield from _decided_by_nothing()
    for decisions in _batches(_whole_decisions()):
        for decision in decisions:
            yield from _proof(decision)
    yield from _sent_forms()


def _links() -> Iterator[Fault]:
    """A seal that is gone, slipped in, or written anew breaks the chain at its place."""
    number, end = 0, ""
    for seal in Seal.objects.order_by("number").iterator(chunk_size=CHUNK):
        if seal.number != number + 1:
            yield Fault(number + 1, "deleted", "seal")
        elif seal.previous != end:
            yield Fault(seal.number, "not joined to the seal before it", _name(seal))
        if seal.chained != chained(seal):
            yield Fault(seal.number, "altered", f"seal of {_name(seal)}")
        number, end = seal.number, seal.chained


def _end(noted: Head | None) -> Iterator[Fault]:
    """The chain ends where it says that it does, and still passes the place that somebody noted."""
    chain, last = Chain.objects.first() or Chain(), Seal.objects.order_by("-number").first()
    if chain.length > (last.number if last else 0):
        yield Fault((last.number if last else 0) + 1, "cut", f"the chain had {chain.length} seals")
    elif (chain.length, chain.head) != ((last.number, last.chained) if last else (0, "")):
        yield Fault(chain.length, "altered", "end of the chain")
    if noted and not Seal.objects.filter(number=noted.number, chained__startswith=noted.chained).exists():
        yield Fault(noted.number, "cut or altered", "the noted end is not in the chain")


def _rows(seals: Sequence[Seal]) -> Iterator[Fault]:
    """Of these seals each whose row is gone, or says by now something else."""
    for sealed, kind in KINDS.items():
        of_kind = [seal for seal in seals if seal.kind == sealed]
        found = {row.pk: row for row in kind.rows().filter(pk__in=[seal.row for seal in of_kind])}
        for seal in of_kind:
            if seal.row not in found:
                yield Fault(seal.number, "deleted", _name(seal))
            elif kind.digest(found[seal.row]) != seal.digest or not kind.whole(found[seal.row]):
                yield Fault(seal.number, "altered", _name(seal))
            elif not kind.stands(found[seal.row]):
                yield Fault(seal.number, "not as sealed", _name(seal))


def _unsealed(kind: Kind) -> Iterator[Fault]:
    seal = Seal.objects.filter(kind=kind.sealed, row=OuterRef("pk"))
    for pk in kind.rows().filter(~Exists(seal)).values_list("pk", flat=True):
        yield Fault(0, "inserted", f"{kind.sealed} {pk}")


def _decided_by_nothing() -> Iterator[Fault]:
    """A dossier that stands as decided, and no decision is in force of it."""
    in_force = Decision.objects.filter(dossier=OuterRef("pk"), superseded_at=None)
    bare = Dossier.objects.filter(~Exists(in_force), stage__in=AFTER_DECISION).order_by("pk")
    for pk in bare.values_list("pk", flat=True):
        yield Fault(0, "not as decided", f"dossier {pk}")


def _whole_decisions() -> Iterator[Decision]:
    whole = (
        Prefetch("dossier__history", DossierEntry.objects.order_by("pk")),
        Prefetch("dossier__receipts", Receipt.objects.order_by("pk")),
    )
    decisions = Decision.objects.select_related("form", "dossier").prefetch_related(*whole).order_by("pk")
    return decisions.iterator(chunk_size=CHUNK)


def _proof(decision: Decision) -> Iterator[Fault]:
    """The proof is that of the snapshot, the kept form is the one that it names, and history is as it was."""
    told, where = decision.snapshot, f"decision {decision.pk}"
    if digest(told) != decision.digest:
        yield Fault(0, "altered", f"snapshot of {where}")
    for name in altered_forms(decision):
        yield Fault(0, "altered", f"kept {name} of {where}")
    if "history" not in told:
        return
    before, dossier = instant(decision.decided_at), decision.dossier
    history = {line.pk: line_of(line) for line in dossier.history.all()}
    yield from _lines(told["history"], history, before, f"history line of {where}")
    receipts = {receipt.pk: receipt_of(receipt) for receipt in dossier.receipts.all()}
    yield from _lines(told["receipts"], receipts, before, f"receipt of {where}")


def _lines(told: Sequence[Plain], now: Mapping[int, Plain], before: str, where: str) -> Iterator[Fault]:
    """Line by line, up to the last that was there when it was decided, and whatever says that it was there `before`."""
    kept = {line["id"]: line for line in told}
    last = max(kept, default=0)
    slipped = (
        pk for pk, line in now.items() if pk <= last or (line.get("at") or line["arrived_at"]) < before
    )
    for pk in sorted({*kept, *slipped}):
        if kept.get(pk) != now.get(pk):
            what = "deleted" if pk not in now else "inserted" if pk not in kept else "altered"
            yield Fault(0, what, f"{where}, number {pk}")


def _sent_forms() -> Iterator[Fault]:
    """Mẫu 03 as packages sent it: what a manifest names is there, with the digest that it names."""
    kept = set(Decision.objects.filter(form__isnull=False).values_list("row", "snapshot__form"))
    for form in SentForm.objects.order_by("pk").iterator(chunk_size=CHUNK):
        kept.add((form.row_id, form.digest))
        if digest(form.content) != form.digest:
            yield Fault(0, "altered", f"sent Mẫu 03 {form.pk}")
    for sending in Sending.objects.order_by("pk").iterator(chunk_size=CHUNK):
        for part in sending.manifest.get("parts", []):
            if "row" in part and (part["row"], part["digest"]) not in kept:
                yield Fault(0, "deleted", f"Mẫu 03 of row {part['row']}, sending {sending.pk}")


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(islice(rows, CHUNK)):
        yield batch


def _name(seal: Seal) -> str:
    return f"{Sealed(seal.kind)} {seal.row}" if seal.kind in Sealed.values else f"{seal.kind} {seal.row}"
