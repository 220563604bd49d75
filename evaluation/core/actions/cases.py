"""Which special case of Mục 7 or Mục 3.3 a person is in: read from appointments and absences, and kept with the dossier."""

from typing import Any

from django.db import transaction

from cadres.machine import lock
from cadres.models import User
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.case import Case
from evaluation.core.facts import cases_for
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS


@transaction.atomic
def settle_cases(dossier: Dossier, *, by: User | None = None, seen: int | None = None) -> Dossier:
    """Read the cases anew; a change is a recorded act, and nothing is written where nothing changed."""
    dossier = lock(dossier)
    if dossier.is_decided or cases_for(dossier.cadre, dossier.period.quarter) == dossier.cases:
        return dossier
    with DOSSIERS.settle_cases(dossier, by=by, seen=seen, held=True) as dossier:
        dossier.tell(**renew_cases(dossier))
    return dossier


def renew_cases(dossier: Dossier) -> dict[str, object]:
    """Within another deed: the cases as appointments and absences now say, and what history tells of a change.

    By Mục 7.c they decide which tasks count, so that every layer's figures follow.
    """
    changed = _renewed(dossier, cases_for(dossier.cadre, dossier.period.quarter))
    if changed:
        refresh_figures(dossier)
    return changed


def renew_cases_of(dossier: Dossier, case: Case) -> dict[str, object]:
    """The same of a dossier whose case is gathered already; whoever asks writes the figures, which then follow."""
    changed = _renewed(dossier, case.cases)
    if changed:
        case.settle()
    return changed


def _renewed(dossier: Dossier, cases: list[dict[str, Any]]) -> dict[str, object]:
    before = dossier.cases
    if before == cases:
        return {}
    dossier.cases = cases
    dossier.save(update_fields=["cases"])
    return {"cases": [[case["sentence"] for case in kept] for kept in (before, cases)]}
