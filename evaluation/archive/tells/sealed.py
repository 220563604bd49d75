"""What each kind of row of a round says that is sealed: plain values, of which the digest is taken now and as it is verified."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from cadres.models import User
from evaluation.archive.models import Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.kind import Kind, Plain, columns
from evaluation.core.models import Dossier, DossierEntry, Receipt
from evaluation.core.models.dossiers import LONG
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListStage
from evaluation.core.steps import AFTER_DECISION, BEFORE_DECISION, Stage
from evaluation.core.tells.records import instant, line_of, receipt_of
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import Decision, RaisedProposal, RatingList, RatingRow
from evaluation.packages.models import Package, Sending

LIST = ("period_id", "unit_id", "kind", "group_id", "sequence", "rate_document", "body", "names")
ROW = (
    "dossier_id",
    "rating",
    "summary",
    "personnel",
    "reason",
    "answer",
    "condition",
    "unmet",
    "headed",
    "order",
    "name",
    "post",
    "unit_name",
    "self_rating",
)
DECISION = ("dossier_id", "row_id", "number", "rating", "ground", "body", "by_id", "names")
_CONTENT = ("snapshot", "form__content", "form__plan")
_ELSEWHERE = tuple(f"dossier__{name}" for name in LONG)
# Deeds that decide, or after which a dossier stands decided, published, archived, or taken up again.
_ON_DECISIONS = tuple(
    name
    for name, move in DOSSIERS.moves.items()
    if move.target and {move.target, *move.source} & set(AFTER_DECISION)
)
RAISED = ("row_id", "unit_id", "head_id", "head_name", "proposed", "decided", "unmet")
SENDING = ("package_id", "number", "opened", "by_id", "late_reason", "rest_reason", "reason")


def _list(row: RatingList) -> Plain:
    """The printed columns of a closed list; drafts that fell with the closing were never on it."""
    rows = [
        columns(one, ROW) | {"total": None if one.total is None else str(one.total)} for one in row.rows.all()
    ]
    instants = {"closed_at": instant(row.closed_at), "due_at": instant(row.due_at)}
    return columns(row, LIST) | {"rate": str(row.rate), "rows": rows} | instants


def _decision(row: Decision) -> Plain:
    """The decision with its proof, which names the forms that it keeps, and who answers for a higher proposal (6.2)."""
    raised = [columns(one, RAISED) for one in row.raised_proposals.all()]
    said = {"total": str(row.total), "decided_at": instant(row.decided_at), "proof": row.digest}
    return columns(row, DECISION) | said | {"raised": raised}


def _is_whole(row: Decision) -> bool:
    """The proof is that of the snapshot, and the kept forms are those that it names."""
    return digest(row.snapshot) == row.digest and not altered_forms(row)


def altered_forms(row: Decision) -> list[str]:
    """Of the forms kept with a decision those that its snapshot does not name so."""
    form = getattr(row, "form", None)
    kept = {"form": form.content, "plan": form.plan} if form else {"form": {}, "plan": {}}
    return [name for name, said in kept.items() if digest(said) != row.snapshot.get(name, digest({}))]


def _is_as_decided(row: Any) -> bool:
    """One that is replaced stays so; of one in force the dossier stands where its last deed brought it, decided with this rating."""
    dossier, brought = row.dossier, row.brought_to
    if row.superseded_at or row.was_replaced:
        return bool(row.superseded_at)
    if dossier.stage not in AFTER_DECISION:
        return brought in BEFORE_DECISION
    return bool(brought == dossier.stage and dossier.decided_rating == row.rating)


def _replaced(row: Decision) -> Plain:
    return {"superseded_at": instant(row.superseded_at)}


def _sending(row: Sending) -> Plain:
    instants = {name: instant(getattr(row, name)) for name in ("arrived_at", "first_arrived_at", "closes_at")}
    return columns(row, SENDING) | instants | {"proof": row.digest}


def _archived(row: DossierEntry) -> Plain:
    """The whole history up to the line that archived the dossier, what was handed in, and the decisions by their proofs."""
    dossier = row.dossier
    return {
        "dossier": dossier.pk,
        "history": [line_of(line) for line in dossier.history.all() if line.pk <= row.pk],
        "receipts": [receipt_of(one) for one in dossier.receipts.all() if one.arrived_at <= row.at],
        "decisions": [one.digest for one in dossier.decisions.all() if one.decided_at <= row.at],
    }


def _decisions() -> QuerySet[Decision]:
    """Each with the stage to which the last deed on the decision, or past it, brought its dossier, and whether it was replaced."""
    raised = Prefetch("raised_proposals", RaisedProposal.objects.order_by("pk"))
    lines = DossierEntry.objects.filter(
        dossier=OuterRef("dossier"), deed__in=_ON_DECISIONS, went_to__in=Stage.values
    )
    last = Subquery(lines.order_by("-pk").values("went_to")[:1])
    replaced = Exists(Seal.objects.filter(kind=Sealed.REPLACED, row=OuterRef("pk")))
    decisions = Decision.objects.select_related("form", "dossier")
    decisions = decisions.annotate(brought_to=last, was_replaced=replaced)
    return decisions.defer(*_ELSEWHERE).prefetch_related(raised).order_by("pk")


def _lists() -> QuerySet[RatingList]:
    rows = Prefetch("rows", RatingRow.objects.filter(order__gt=0).order_by("pk"))
    return RatingList.objects.filter(stage=ListStage.CLOSED).prefetch_related(rows).order_by("pk")


def _known(user: User) -> QuerySet[Decision]:
    return Decision.objects.filter(dossier__in=Dossier.objects.visible_to(user)).known_to(user)


def _archivings() -> QuerySet[DossierEntry]:
    whole = (
        Prefetch("dossier__history", DossierEntry.objects.order_by("pk")),
        Prefetch("dossier__receipts", Receipt.objects.order_by("pk")),
        Prefetch("dossier__decisions", Decision.objects.defer("snapshot").order_by("number")),
    )
    archivings = DossierEntry.objects.filter(deed=DOSSIERS.archive.name).select_related("dossier")
    return archivings.prefetch_related(*whole).order_by("pk")


OF_ROUNDS = (
    Kind(Sealed.LIST, _lists, _list, RatingList.objects.visible_to),
    Kind(Sealed.DECISION, _decisions, _decision, _known, _is_as_decided, _is_whole, _CONTENT),
    Kind(
        Sealed.REPLACED,
        lambda: Decision.objects.exclude(superseded_at=None).only("superseded_at").order_by("pk"),
        _replaced,
        _known,
    ),
    Kind(
        Sealed.SENDING,
        lambda: Sending.objects.order_by("pk"),
        _sending,
        lambda user: Sending.objects.filter(package__in=Package.objects.visible_to(user)),
        whole=lambda row: digest(row.manifest) == row.digest,
        content=("manifest",),
    ),
    Kind(
        Sealed.ARCHIVED,
        _archivings,
        _archived,
        lambda user: _archivings().filter(dossier__in=Dossier.objects.visible_to(user)),
    ),
)
