"""What was recorded of a person beside their marks: they are told on their own home page, and need not find it."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from evaluation.circumstances.actions.circumstances import KINDS
from evaluation.circumstances.models import DossierCircumstance
from evaluation.core.facts import deferrals
from evaluation.core.facts.around import in_force
from evaluation.core.models import Dossier
from evaluation.core.steps import BEFORE_DECISION

TOLD = (*KINDS["shortcoming"], *KINDS["ground"])


def recorded_of(own: Iterable[Dossier]) -> list[dict[str, object]]:
    """A line for each of these dossiers of one person, not decided yet, on which a shortcoming or a ground bears."""
    undecided = [dossier for dossier in own if dossier.stage in BEFORE_DECISION]
    if not undecided:
        return []
    rows = list(DossierCircumstance.objects.filter(cadre=undecided[0].cadre_id, kind__in=TOLD))
    prefetch_related_objects(undecided if rows else [], deferrals())
    found = ((dossier, [row for row in rows if in_force(row, dossier)]) for dossier in undecided)
    return [{"dossier": dossier, "told": _told(dossier, bearing)} for dossier, bearing in found if bearing]


def _told(dossier: Dossier, rows: Iterable[DossierCircumstance]) -> str:
    if any(row.dossier_id == dossier.pk for row in rows):
        return f"Có tình tiết được ghi trong hồ sơ {dossier.period}"
    return f"Có tình tiết được ghi từ quý trước, tính vào hồ sơ {dossier.period}"
