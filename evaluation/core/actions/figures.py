"""The figures of each layer, computed anew whenever what they rest on has changed."""

from evaluation.core.facts import LAYERS, facts_of
from evaluation.core.models import Dossier
from regulation.assessment import assess
from regulation.vocabulary import Layer, Severity

COUNTED = (Severity.LIMIT, Severity.WARN)
POINTS = ("general_points", "task_points", "total", "uncapped_total")
FINDINGS = ("highest_permitted", "warnings")


def refresh_figures(dossier: Dossier) -> None:
    """Compute every layer's figures from the rows as they are: a layer above shows through where it says nothing.

    The dossier's own total is that of the newest layer, which is the one the gates read. Of the rows the figures alone are
    written: their words are their author's.
    """
    fresh = Dossier.objects.with_facts().get(pk=dossier.pk)
    for assessment in sorted(fresh.assessments.all(), key=lambda row: LAYERS.index(row.layer)):
        verdict = assess(facts_of(fresh, upto=Layer(assessment.layer)))
        for name in POINTS:
            setattr(assessment, name, getattr(verdict.score, name))
        assessment.highest_permitted = verdict.highest_permitted.value
        assessment.warnings = sum(finding.severity in COUNTED for finding in verdict.findings)
        assessment.save(update_fields=(*POINTS, *FINDINGS))
        dossier.total, dossier.uncapped_total = verdict.score.total, verdict.score.uncapped_total
