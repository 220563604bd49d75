"""Bước 6: when a result was made known, and when the person said that they have seen it."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evaluation.core.models.dossiers import Dossier, DossierEntry, DossierQuerySet
from evaluation.core.steps import Stage


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
    return dossier.made_known_at or _publishing().filter(dossier=dossier).values_list("at", flat=True).first()


def with_seen(rows: DossierQuerySet, deed: str) -> DossierQuerySet:
    """Each with the instant at which the person said so of the result that stands: `seen_at`, None where they have not.

    `deed` names the line of history by which they do. What they saw before the dossier was reopened was another result.
    """
    since = Coalesce(OuterRef("made_known_at"), F("at"))
    said = DossierEntry.objects.filter(dossier=OuterRef("pk"), deed=deed, at__gte=since)
    told = {"seen_at": Subquery(said.order_by("pk").values("at")[:1])}
    return with_publication(rows).annotate(**told)
