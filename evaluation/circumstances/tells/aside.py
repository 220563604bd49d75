"""What the special case or a document already says of the ground for not rating somebody this quarter (7.d, 3.3, 7.e)."""

from evaluation.circumstances.models import DossierCircumstance
from evaluation.core.facts.around import cases, in_force
from evaluation.core.facts.posts import left_on
from evaluation.core.models import Dossier
from regulation.facts import Recorded
from regulation.vocabulary import CaseKind, Circumstance, Treatment

# Which of the four grounds of 7.d each case is (forms.aside).
DEFERRALS = {
    CaseKind.TRAINING: "training",
    CaseKind.FIRST_APPOINTED: "first_appointment",
    CaseKind.ON_LEAVE: "leave",
    CaseKind.INSPECTED: "inspection",
}


def deferral_of(dossier: Dossier) -> dict[str, str]:
    """7.d, 7.e: the ground for not rating this quarter, as the case or the document says it; empty where none does."""
    for case in cases(dossier):
        if case.kind.defers:
            return {"case": DEFERRALS[case.kind], "detail": case.sentence}
    told = _told_to(dossier, Treatment.DEFER)
    return {"case": "other", "detail": told} if told else {}


def exemption_of(dossier: Dossier) -> dict[str, str]:
    """3.3, 7.e: the same for who need not be rated."""
    optional = [case.sentence for case in cases(dossier) if case.kind is CaseKind.OPTIONAL]
    if optional:
        return {"case": "optional", "reason": optional[0]}
    told = _told_to(dossier, Treatment.EXEMPT)
    return {"case": "other", "reason": told} if told else {}


def ending_of(dossier: Dossier) -> dict[str, object]:
    """7.e: from which day no post is held any more, where posts say so."""
    day = left_on(dossier)
    return {"on": day} if day else {}


def _told_to(dossier: Dossier, treatment: Treatment) -> str:
    rows = dossier.cadre.circumstances.all()
    said = [told(row) for row in rows if row.treatment == treatment and in_force(row, dossier)]
    return said[-1] if said else ""


def told(row: DossierCircumstance) -> str:
    """Empty where its words are not for this reader yet (`discretion`)."""
    if not row.text:
        return ""
    return Recorded(Circumstance(row.kind), row.text, row.document, row.on).told
