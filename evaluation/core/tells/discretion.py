"""What the person judged sees before the decision: their own layer alone, not how others rate them meanwhile."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from evaluation.core.facts import FACTS
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.models.dossiers import joins, rows_at
from evaluation.core.permissions import sees_review
from regulation.vocabulary import Circumstance, Layer

OPINIONS = ("division_rating", "appraisal_rating", "council_rating", "proposed_rating", "decided_rating")
# Moves by which others judge: their reasons and figures are told when the decision is there.
JUDGING = {
    "propose_in_division",
    "appraisal_marks",
    "appraise",
    "council",
    "authority_marks",
    "propose",
    "province_appraise",
    "return_to_unit",
    "ask_remark",
    "decide",
    "decide_at_province",
}
# Of these deeds only what was recorded of the person, not the papers that judge them.
RECORDING = {"record_circumstance", "lift"}
# Rows of which each layer has its own, and rows that only others write.
LAYERED = ("plan__tasks__marks", "plan__tasks__responses", "criterion_marks")
OTHERS = ("plan__tasks__outstanding", "council_opinion")
# Words of others in which the person is judged: the papers of 7.a, the old unit's remark of 7.b.
PAPER_WORDS = ("text", "document", "lifted_text", "lifted_document")
REMARK_WORDS = ("text", "rating", "document")


def with_facts_for(dossier: Dossier, user: Any) -> Dossier:
    """The dossier with the facts that this reader may know."""
    withhold([dossier], user)
    if dossier.withheld:
        prefetch_related_objects([dossier], *joins("excuse"), *_own_facts())
        _hush(dossier)
    else:
        prefetch_related_objects([dossier], *joins(), *FACTS)
    return dossier


def withhold(dossiers: Iterable[Dossier], user: Any) -> None:
    """Blank, in memory alone, what others said of the reader; deeds work on rows that the machine reads anew."""
    withheld = [dossier for dossier in dossiers if not sees_review(user, dossier)]
    prefetch_related_objects(withheld, _own("assessments"))
    for dossier in withheld:
        own = next(iter(dossier.assessments.all()), None)
        dossier.withheld = True
        dossier.total = own.total if own else None
        dossier.uncapped_total = own.uncapped_total if own else None
        for column in OPINIONS:
            setattr(dossier, column, "")


def tells(dossier: Dossier, entry: DossierEntry) -> bool:
    """Whether the reader of this dossier is told the reason and the changes of one line of its history."""
    if not dossier.withheld:
        return True
    if entry.deed in RECORDING:
        return entry.changes.get("row") in {
            row.pk for row in _circumstances(dossier) if not Circumstance(row.kind).is_paper
        }
    return entry.deed not in JUDGING


def _hush(dossier: Dossier) -> None:
    """That a paper or a remark is there may be known, not yet what it says: the words go, in memory alone."""
    for row in _circumstances(dossier):
        if Circumstance(row.kind).is_paper:
            _blank(row, PAPER_WORDS)
    if remark := getattr(dossier, "remark", None):
        _blank(remark, REMARK_WORDS)


def _circumstances(dossier: Dossier) -> Iterable[Any]:
    return dossier.cadre.circumstances.all()


def _blank(row: Any, columns: Iterable[str]) -> None:
    for column in columns:
        setattr(row, column, "")


def _own(path: str) -> Prefetch:
    return Prefetch(path, rows_at(path).filter(layer=Layer.SELF.value))


def _none(path: str) -> Prefetch:
    return Prefetch(path, rows_at(path).none())


def _own_facts() -> tuple[str | Prefetch, ...]:
    """`FACTS` with the person's own layer alone and without the council's opinion."""
    narrowed = {path: _own(path) for path in LAYERED} | {path: _none(path) for path in OTHERS}
    return tuple(narrowed.get(path, path) for path in FACTS)
