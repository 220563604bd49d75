"""What the special case or a document already says of the ground for not rating somebody this quarter (7.d, 3.3, 7.e)."""

from cadres.models import User
from config import clock
from evaluation.circumstances.models import DossierCircumstance
from evaluation.core.facts import careers, cases_for
from evaluation.core.facts.around import cases, in_force
from evaluation.core.facts.posts import left_on
from evaluation.core.models import Dossier
from evaluation.core.permissions import PROVINCE, STAFF
from evaluation.core.steps import BESIDE, Stage
from regulation.facts import Recorded
from regulation.vocabulary import CaseKind, Circumstance, Treatment

# Which of the four grounds of 7.d each case is (forms.aside).
DEFERRALS = {
    CaseKind.TRAINING: "training",
    CaseKind.FIRST_APPOINTED: "first_appointment",
    CaseKind.ON_LEAVE: "leave",
    CaseKind.INSPECTED: "inspection",
}
# Whoever has left stays aside (7.e).
_ON_GROUNDS = [one.stage for one in BESIDE.values() if one.treatment]


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


def no_longer_aside(user: User) -> list[Dossier]:
    """7.d, 3.3: whom staff are to bring back in a round still to be reported: set aside on a ground that is gone by now.

    The inspection ended before the evaluation date, the training was cut short, the committee member was given a post. Where no
    other staff may, for the person is the only one, it falls to the province.
    """
    open_still = Dossier.objects.filter(stage__in=_ON_GROUNDS, period__report_closes_at__gt=clock.now())
    read = open_still.filter(STAFF.q(user) | PROVINCE.q(user)).select_related("cadre", "period")
    found = read.order_by("period", "pk").prefetch_related(*careers(), "cadre__circumstances")
    gone = [dossier for dossier in found if not _is_grounded(dossier)]
    return [one for one in gone if STAFF.allows(user, one) or not STAFF.holders(one)]


def _is_grounded(dossier: Dossier) -> bool:
    aside = BESIDE[Stage(dossier.stage)]
    read = cases_for(dossier.cadre, dossier.period.quarter)
    return any(case["kind"] in aside.cases for case in read) or bool(_told_to(dossier, aside.treatment))


def _told_to(dossier: Dossier, treatment: Treatment | None) -> str:
    rows = dossier.cadre.circumstances.all()
    said = [told(row) for row in rows if row.treatment == treatment and in_force(row, dossier)]
    return said[-1] if said else ""


def told(row: DossierCircumstance) -> str:
    """Empty where its words are not for this reader yet (`discretion`)."""
    if not row.text:
        return ""
    return Recorded(Circumstance(row.kind), row.text, row.document, row.on).told
