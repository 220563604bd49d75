"""6.3 comes too late for whoever was rated before the result was approved: who stands above what it allows."""

from collections.abc import Iterable

from cadres.models import User
from evaluation.collectives.models import CollectiveResult
from evaluation.core.case import Case
from evaluation.core.models import Dossier
from evaluation.core.steps import AFTER_DECISION
from regulation.checks import RULES
from regulation.places import Place
from regulation.vocabulary import Rating

_OF_COLLECTIVES = tuple(rule for rule in RULES if rule.place is Place.COLLECTIVES)


def decided_above(result: CollectiveResult, user: User) -> str:
    """A sentence that names them, for whoever may see their dossiers; empty where nobody is above."""
    if not (result.pk and result.counts):
        return ""
    places = {"seats__unit": result.unit_id, "period": result.period_id, "stage__in": AFTER_DECISION}
    rated = Dossier.objects.visible_to(user).filter(**places).exclude(decided_rating="")
    pks = rated.values_list("pk", flat=True).distinct()
    names = [dossier.cadre.full_name for dossier in _with_facts(list(pks)) if _above(dossier)]
    if not names:
        return ""
    return (
        f"Đã quyết định trước khi có kết quả: {'; '.join(names)}, cao hơn mức Mục 6.3, QĐ 366 cho phép; "
        "cấp quyết định xem xét mở lại."
    )


def _with_facts(pks: list[int]) -> Iterable[Dossier]:
    return Dossier.objects.filter(pk__in=pks).with_facts().in_order() if pks else ()


def _above(dossier: Dossier) -> bool:
    """Whether the collectives' rules alone, as they now read, stop short of what was decided."""
    facts = Case(dossier).facts().given(Rating(dossier.decided_rating))
    limits = [finding.limit for rule in _OF_COLLECTIVES for finding in rule(facts) if finding.limit]
    return any(limit.rank < Rating(dossier.decided_rating).rank for limit in limits)
