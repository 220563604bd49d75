"""Which special case of Mục 7 or Mục 3.3 a person is in: read from appointments and absences, and kept with the dossier."""

from typing import Any

from django.db import transaction

from cadres.machine import lock
from cadres.models import Cadre
from cadres.models.people import PositionKind
from evaluation.actions.figures import refresh_figures
from evaluation.models import Dossier
from evaluation.workflows import DOSSIERS
from regulation.cases import Absence, Service, cases_of
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, Cause, Leadership, Tier


def cases_for(cadre: Cadre, quarter: Quarter) -> list[dict[str, str]]:
    """The cases as they now stand, in the plain values that a dossier keeps."""
    found = cases_of(services_of(cadre), absences_of(cadre), quarter)
    return [
        {
            "kind": case.kind.value,
            "since": case.since.isoformat(),
            "sentence": case.sentence,
            "from_unit": case.from_unit,
        }
        for case in found
    ]


def services_of(cadre: Cadre) -> list[Service]:
    """Every post that the person holds or held, as the law reads posts; units are told by their codes."""
    # As far up as a division's managing unit can be, in one query.
    posts = cadre.appointments.select_related("position", "unit__parent__parent__parent")
    return [_service(post) for post in posts]


def absences_of(cadre: Cadre) -> list[Absence]:
    return [
        Absence(AbsenceKind(row.kind), row.valid_from, row.valid_until, row.document)
        for row in cadre.absences.all()
    ]


@transaction.atomic
def settle_cases(dossier: Dossier, *, by: Any = None, seen: int | None = None) -> Dossier:
    """Read the cases anew; a change is a recorded act, and nothing is written where nothing changed."""
    dossier = lock(dossier)
    if dossier.is_decided or cases_for(dossier.cadre, dossier.period.quarter) == dossier.cases:
        return dossier
    return DOSSIERS.apply("settle_cases", dossier, by=by, seen=seen, write=renew_cases)


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


def _service(post: Any) -> Service:
    return Service(
        post=post.position.name,
        unit=post.unit.name,
        managing=post.unit.managing.code,
        since=post.valid_from,
        until=post.valid_until,
        cause=Cause(post.cause),
        leads=post.leadership != Leadership.NONE,
        optional=post.position.tier == Tier.OTHER and post.position.kind == PositionKind.PARTY,
        main=post.is_main,
    )
