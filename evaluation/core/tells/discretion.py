"""What the person judged sees until the result is published: their own layer alone, not how others rate them meanwhile."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from cadres.models import User, project
from evaluation.core.facts import FACTS
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.models.dossiers import joins, rows_at
from evaluation.core.permissions import sees_review
from evaluation.core.steps import LEVELS
from regulation.vocabulary import Circumstance, Layer

# What others rate; the person's own word is the first of the levels.
OTHERS_RATE = tuple(step.column for step in LEVELS[1:])
# Rows of which each layer has its own, and rows that only others write.
LAYERED = ("plan__tasks__marks", "plan__tasks__responses", "criterion_marks")
OTHERS = ("plan__tasks__outstanding", "council_opinion")
# Words of others in which the person is judged: the papers of 7.a, the old unit's remark of 7.b.
PAPER_WORDS = ("text", "document", "lifted_text", "lifted_document")
REMARK_WORDS = ("text", "rating", "document")
_NO_TOTAL = {"total": None, "uncapped_total": None}


def with_facts_for(dossier: Dossier, user: User) -> Dossier:
    """The dossier with the facts that this reader may know."""
    withhold([dossier], user)
    if dossier.withheld:
        prefetch_related_objects([dossier], *joins("excuse"), *_own_facts())
        _hush(dossier)
    else:
        prefetch_related_objects([dossier], *joins(), *FACTS)
    return dossier


def withhold(dossiers: Iterable[Dossier], user: User) -> None:
    """Of what others said of the reader only a projection is left, without it: it can be read and not be saved."""
    withheld = [dossier for dossier in dossiers if not sees_review(user, dossier)]
    prefetch_related_objects(withheld, _own("assessments"))
    for dossier in withheld:
        own = next(iter(dossier.assessments.all()), None)
        said = {"total": own.total, "uncapped_total": own.uncapped_total} if own else _NO_TOTAL
        project(dossier, withheld=True, **said, **_blank(OTHERS_RATE))


def known_upto(user: User, dossier: Dossier) -> Layer:
    """The newest layer of marks that this reader may know."""
    return Layer.AUTHORITY if sees_review(user, dossier) else Layer.SELF


def tells(dossier: Dossier, entry: DossierEntry) -> bool:
    """Whether the reader of this dossier is told the reason and the changes of one line of its history."""
    return entry.told or not dossier.withheld


def _hush(dossier: Dossier) -> None:
    """That a paper or a remark is there may be known, not yet what it says."""
    for row in dossier.cadre.circumstances.all():
        if Circumstance(row.kind).is_paper:
            project(row, **_blank(PAPER_WORDS))
    for remark in dossier.remarks.all():
        project(remark, **_blank(REMARK_WORDS))


def _blank(columns: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(columns, "")


def _own(path: str) -> "Prefetch[str]":
    return Prefetch(path, rows_at(path).filter(layer=Layer.SELF.value))


def _none(path: str) -> "Prefetch[str]":
    return Prefetch(path, rows_at(path).none())


def _own_facts() -> tuple["str | Prefetch[str]", ...]:
    """`FACTS` with the person's own layer alone and without the council's opinion."""
    narrowed = {path: _own(path) for path in LAYERED} | {path: _none(path) for path in OTHERS}
    return tuple(narrowed.get(path, path) for path in FACTS)
