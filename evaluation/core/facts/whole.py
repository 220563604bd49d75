"""Everything that the law asks about one dossier, as its frozen facts."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from evaluation.core.facts.around import (
    cases,
    circumstances,
    collectives,
    lateness,
    proposed_to_decider,
    remarks_given,
    unreported,
)
from evaluation.core.facts.careers import careers
from evaluation.core.facts.earlier import deferrals, deferred
from evaluation.core.facts.layers import axes_of, ensured
from evaluation.core.facts.posts import left_on, moves_of
from regulation.facts import Facts
from regulation.policy import Policy
from regulation.vocabulary import Layer, Leadership, Rating, Tier

if TYPE_CHECKING:
    from evaluation.core.models import Dossier
    from evaluation.plans.models import Plan


FACTS = (
    "period__policies",
    "plan__weights",
    "plan__tasks__marks",
    "plan__tasks__responses",
    "plan__tasks__excuse",
    "plan__tasks__outstanding",
    "criterion_marks",
    "assessments",
    "council_opinion",
    "cadre__circumstances",
    "seats__unit__collective_results__fields",
    "remarks",
    "cadre__appointments",
)


def gather(dossier: Dossier) -> Dossier:
    """The dossier with everything that the law asks about, in a fixed number of queries; what is there is kept."""
    prefetch_related_objects([dossier], careers()[0], deferrals(), *FACTS)
    return dossier


def forget(dossier: Dossier) -> None:
    """What was gathered no longer holds: rows were written, and are read anew when they are next asked for."""
    for row in (dossier, dossier.plan):
        vars(row).pop("_prefetched_objects_cache", None)


def reductions(plan: Plan) -> tuple[str, ...]:
    """Titles of the tasks that an approved amendment withdrew or lowered (Mẫu 01, note)."""
    tasks = sorted(plan.tasks.all(), key=lambda task: (task.axis, task.order, task.pk))
    return tuple(task.named for task in tasks if task.withdrawn_by_id or task.lowered_by_id)


def facts_of(
    dossier: Dossier,
    *,
    upto: Layer = Layer.AUTHORITY,
    rating: str = "",
    summary: str = "",
) -> Facts:
    """Everything that the law asks about one dossier, read from the layers up to `upto`."""
    gather(dossier)
    opinion, proposed = getattr(dossier, "council_opinion", None), proposed_to_decider(dossier)
    return Facts(
        edition=dossier.period.edition,
        tier=Tier(dossier.tier),
        leadership=Leadership(dossier.leadership),
        policy=law_of(dossier),
        ensured=ensured(dossier, upto),
        axes=axes_of(dossier, upto),
        reduced=reductions(dossier.plan),
        recorded=circumstances(dossier),
        collectives=collectives(dossier),
        unreported=unreported(dossier),
        cases=cases(dossier),
        deferred=deferred(dossier),
        remarks_given=remarks_given(dossier),
        moves=moves_of(dossier),
        left_on=left_on(dossier),
        late=lateness(dossier),
        rating=Rating(rating) if rating else None,
        proposed=Rating(proposed) if proposed else None,
        summary=summary,
        council_recorded=bool(opinion and opinion.rating),
        quarter=dossier.period.quarter,
        direct_entry=dossier.period.direct_entry,
    )


def law_of(dossier: Dossier) -> Policy:
    """The values by which the dossier is judged: once decided those it was decided by, until then those in force."""
    frozen = dossier.judged_by.get("policy") if dossier.is_decided else None
    return thawed(frozen) if frozen else dossier.period.policy_for(dossier.managing_unit).law()


def frozen(policy: Policy) -> dict[str, Any]:
    """The policy as plain values; `thawed` reads them again."""
    return {
        field.name: value if isinstance(value := getattr(policy, field.name), bool) else str(value)
        for field in fields(policy)
    }


def thawed(kept: dict[str, Any]) -> Policy:
    """What a decision of before did not know of yet has its default."""
    figures = {name: Decimal(kept[name]) for name in ("outstanding_share", "cap_rate")}
    counts = {name: int(kept[name]) for name in ("petition_days", "petition_answer_days") if name in kept}
    return Policy.of(kept | figures | counts)
