"""Bước 6: when a result was made known, whether its person has seen it, and until when it may be objected to."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evaluation.core.models.dossiers import Dossier, DossierEntry, DossierQuerySet, rows_at
from evaluation.core.stages import PetitionStage
from evaluation.core.steps import Stage
from regulation.deadlines import working_days_after


def _publishing() -> QuerySet[DossierEntry]:
    """The lines of history that brought a dossier to its publication, the latest first."""
    return (
        DossierEntry.objects.filter(went_to=Stage.PUBLISHED)
        .exclude(came_from=Stage.PUBLISHED)
        .order_by("-pk")
    )


def with_publication(rows: DossierQuerySet) -> DossierQuerySet:
    """Each with the instant at which its result was last made known: `made_known_at`."""
    last = _publishing().filter(dossier=OuterRef("pk")).values("at")[:1]
    told = {"made_known_at": Subquery(last)}
    return rows.annotate(**told)


def made_known_at(dossier: Dossier) -> datetime | None:
    """When the result was last made known; None before, and of what came into the application published."""
    if not dossier.is_made_known:
        return None
    if "made_known_at" in vars(dossier):
        return dossier.made_known_at
    return _publishing().filter(dossier=dossier).values_list("at", flat=True).first()


def petitions_close_at(dossier: Dossier) -> datetime | None:
    """Until which instant its person may object (open-questions 20); None where the province lets nobody, or nothing was made known."""
    policy, at = dossier.period.policy_for(None), made_known_at(dossier)
    return working_days_after(at, policy.petition_days) if at and policy.petitions else None


def with_petitions(rows: DossierQuerySet) -> DossierQuerySet:
    """With what `petitions_close_at` and `petition_waits` would ask row by row."""
    return with_waiting_petition(with_publication(rows)).prefetch_related("period__policies")


def with_waiting_petition(rows: DossierQuerySet) -> DossierQuerySet:
    """Each with whether one of its person's waits for its answer: `has_petition`."""
    told = {"has_petition": Exists(_waiting().filter(decision__dossier=OuterRef("pk")))}
    return rows.annotate(**told)


def petition_waits(dossier: Dossier) -> bool:
    """Whether one of its person's has not been answered yet."""
    if dossier.has_petition is None:
        return bool(_waiting().filter(decision__dossier=dossier).exists())
    return dossier.has_petition


def _waiting() -> Any:
    return rows_at("decisions__petitions").filter(stage=PetitionStage.WAITING)


def with_seen(rows: DossierQuerySet, deed: str) -> DossierQuerySet:
    """Each with the instant at which the person said so of the result that stands: `seen_at`, None where they have not.

    `deed` names the line of history by which they do. What they saw before the dossier was reopened was another result.
    """
    since = Coalesce(OuterRef("made_known_at"), F("at"))
    said = DossierEntry.objects.filter(dossier=OuterRef("pk"), deed=deed, at__gte=since)
    told = {"seen_at": Subquery(said.order_by("pk").values("at")[:1])}
    return with_publication(rows).annotate(**told)
