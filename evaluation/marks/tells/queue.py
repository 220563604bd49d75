"""The appraisers' queue: whose marks wait for me, who waits for a division first, what comes next."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from cadres.models import User
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period, ReturnNote
from evaluation.core.models.dossiers import IN_ORDER, NEEDS_DIVISION, DossierQuerySet
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import UNANSWERED
from evaluation.core.steps import Stage
from evaluation.marks.models import Excuse
from regulation.vocabulary import Layer, Rating

AT_STAFF = DOSSIERS.appraise.source


def queue(user: User, period: Period) -> DossierQuerySet:
    """Dossiers that this person may appraise now or will once the division has spoken, in the paper's order."""
    mine = permissions.APPRAISE.q(user) & Q(stage__in=AT_STAFF)
    provincial = permissions.APPRAISE_AT_PROVINCE.q(user) & Q(stage=Stage.PROPOSED)
    returned = ReturnNote.objects.filter(dossier=OuterRef("pk"))
    return (
        Dossier.objects.of(period)
        .filter(mine | provincial)
        .for_rows()
        .prefetch_related("assessments")
        .annotate(was_returned=Exists(returned), unanswered=_unanswered())
        .in_order()
    )


def _unanswered() -> Subquery:
    """6.1: how many objective reasons of its tasks the province has still to answer; none where there are none."""
    excuses = Excuse.objects.filter(task__plan__dossier=OuterRef("pk"), task__withdrawn_by=None)
    counted = excuses.filter(stage__in=UNANSWERED).order_by().values("task__plan__dossier")
    return Subquery(counted.annotate(number=Count("pk")).values("number"))


def units_of(rows: DossierQuerySet) -> list[tuple[int, str]]:
    """The units that have somebody in the queue, in the province's order."""
    found = rows.order_by("unit__order", "unit_id").values_list("unit_id", "unit__name").distinct()
    return list(dict.fromkeys(found))


def ready() -> Q:
    """Those who do not wait for their division's proposal (2.2)."""
    return ~(Q(stage=Stage.SUBMITTED) & NEEDS_DIVISION)


def next_after(dossier: Dossier, user: User) -> int | None:
    """The one to appraise after this one, in the queue's order; from its start again when this was the last."""
    rows = queue(user, dossier.period).filter(ready(), stage__in=AT_STAFF)
    places = list(rows.values_list(*IN_ORDER))
    above, unit = dossier.managing_unit, dossier.unit
    here = (above.order, above.pk, unit.order, unit.pk, dossier.cadre.sort_key, dossier.pk)
    later = [place for place in places if place > here]
    return next((place[-1] for place in later or places), None)


def row_of(dossier: Dossier) -> dict[str, object]:
    """One line of the queue."""
    layers = {assessment.layer: assessment for assessment in dossier.assessments.all()}
    own = layers.get(Layer.SELF)
    latest = layers.get(Layer.APPRAISAL) or own
    permitted = latest.highest_permitted if latest else ""
    return {
        "dossier": dossier,
        "total": own.total if own else None,
        "rating": Rating(dossier.self_rating) if dossier.self_rating else "",
        "permitted": Rating(permitted) if permitted else "",
        "warnings": latest.warnings if latest else 0,
        "waits_for_division": dossier.stage == Stage.SUBMITTED and dossier.needs_division,
        "at_province": dossier.stage == Stage.PROPOSED,
    }
