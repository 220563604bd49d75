"""The figures of each layer, computed anew whenever what they rest on has changed."""

from typing import TYPE_CHECKING

from evaluation.core.case import Case
from evaluation.core.facts import LAYERS
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet, rows_at
from regulation.vocabulary import Layer, Severity

if TYPE_CHECKING:
    from evaluation.marks.models import Assessment

COUNTED = (Severity.LIMIT, Severity.WARN)
POINTS = ("general_points", "task_points", "total", "uncapped_total")
FIGURES = (*POINTS, "highest_permitted", "warnings")


def refresh_figures(dossier: Dossier) -> None:
    """Compute every layer's figures from the rows as they are: a layer above shows through where it says nothing."""
    write_figures(dossier, Case(Dossier.objects.with_facts().get(pk=dossier.pk)))


def refresh_each(dossiers: DossierQuerySet) -> None:
    """The same for several people, whose facts are gathered together."""
    for dossier in dossiers.with_facts():
        write_figures(dossier, Case(dossier))


def write_figures(dossier: Dossier, case: Case) -> None:
    """What the case comes to, layer by layer, in one write; the words of a layer are its author's."""
    rows_at("assessments").bulk_update(figured(dossier, case), FIGURES)


def figured(dossier: Dossier, case: Case) -> list["Assessment"]:
    """Each layer's row with the figures that the case comes to, not yet written.

    The dossier's own total is that of the newest layer, which is the one that the gates read.
    """
    layers = sorted(case.dossier.assessments.all(), key=lambda row: LAYERS.index(Layer(row.layer)))
    for assessment in layers:
        verdict = case.verdict(upto=Layer(assessment.layer))
        for name in POINTS:
            setattr(assessment, name, getattr(verdict.score, name))
        assessment.highest_permitted = verdict.highest_permitted.value
        assessment.warnings = sum(finding.severity in COUNTED for finding in verdict.findings)
        dossier.total, dossier.uncapped_total = assessment.total, assessment.uncapped_total
    return layers
