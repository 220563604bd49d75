"""Which special case of Mục 7 or Mục 3.3 a person is in: read from appointments and absences, and kept with the dossier."""

from typing import Any

from django.db import transaction

from cadres.machine import lock
from cadres.models import User
from evaluation.core.actions.figures import refresh_figures
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


def renew_cases(dossier: Dossier) -> dict[str, Any]:
    """Within another deed: the cases as appointments and absences now say, and what history tells of a change.

    By Mục 7.c they decide which tasks count, so that every layer's figures follow.
    """
    before, dossier.cases = dossier.cases, cases_for(dossier.cadre, dossier.period.quarter)
    if before == dossier.cases:
        return {}
    dossier.save(update_fields=["cases"])
    refresh_figures(dossier)
    return {"cases": [[case["sentence"] for case in cases] for cases in (before, dossier.cases)]}
