"""The petitions of a round that somebody sees, those that wait for them, and whether they may put one themself."""

from django.db.models import Case, QuerySet, Value, When

from cadres.models import User
from evaluation.core.models import Dossier, Period
from evaluation.core.permissions import ANSWER_PETITION
from evaluation.core.stages import PetitionStage
from evaluation.lists.models import Decision
from evaluation.petitions.gates import NOT_KNOWN, in_time
from evaluation.petitions.models import Petition
from evaluation.petitions.moves import PETITIONS

_WAITING_FIRST = Case(When(stage=PetitionStage.WAITING, then=Value(0)), default=Value(1))


def of_round(period: Period, user: User) -> QuerySet[Petition]:
    """Those that this person may see: who waits first, then by when they were due."""
    rows = Petition.objects.visible_to(user).filter(decision__dossier__period=period)
    return rows.for_rows().order_by(_WAITING_FIRST, "due_at", "pk")


def waiting_for(user: User) -> QuerySet[Petition]:
    """Those that this person is to answer, by when they are due."""
    theirs = Dossier.objects.filter(ANSWER_PETITION.q(user)).order_by()
    return Petition.objects.waiting().filter(decision__dossier__in=theirs).for_rows().order_by("due_at", "pk")


def why_none(dossier: Dossier, user: User) -> str | None:
    """Why this person may put none now: empty for whom it is not to put, None where they may."""
    if not PETITIONS.put.allows(user, dossier):
        return ""
    if not dossier.is_made_known:
        return NOT_KNOWN.sentence
    found = in_time(Petition(decision=Decision(dossier=dossier)))
    return next((finding.sentence for finding in found), None)
