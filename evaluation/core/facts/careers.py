"""Posts and absences as the law reads them, and the special cases that they make."""

from datetime import date
from typing import Any

from django.db.models import Prefetch

from cadres.models import Appointment, Cadre
from cadres.models.people import PositionKind
from config import clock
from regulation.cases import Absence, Service, SpecialCase, cases_of
from regulation.deadlines import evaluation_date
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, Cause, Leadership, Tier

_PLACES = ("position", "unit__parent__parent__parent")  # as far up as a division's managing unit can be


def special_cases(cadre: Cadre, quarter: Quarter, judged: date | None = None) -> tuple[SpecialCase, ...]:
    """The cases, were the person judged on this day, else today."""
    return cases_of(services_of(cadre), absences_of(cadre), quarter, judged or clock.today())


def cases_for(cadre: Cadre, quarter: Quarter, judged: date | None = None) -> list[dict[str, Any]]:
    """The same in the plain values that a dossier keeps."""
    return [
        {
            "kind": case.kind.value,
            "since": case.since.isoformat(),
            "sentence": case.sentence,
            "from_units": [list(unit) for unit in case.from_units],
        }
        for case in special_cases(cadre, quarter, judged)
    ]


def careers(person: str = "cadre__") -> tuple[Any, ...]:
    """What to prefetch of dossiers whose cases are read together; of cadres themselves with no way to the `person`."""
    posts = Appointment.objects.select_related(*_PLACES)
    return Prefetch(f"{person}appointments", posts), f"{person}absences"


def services_of(cadre: Cadre) -> list[Service]:
    """Every post that the person holds or held, as the law reads posts; units are told by their codes."""
    kept = "appointments" in getattr(cadre, "_prefetched_objects_cache", ())
    posts = cadre.appointments.all() if kept else cadre.appointments.select_related(*_PLACES)
    return [_service(post) for post in posts]


def posts_of(cadre: Cadre, quarter: Quarter) -> list[list[Any]]:
    """The posts begun by the evaluation date as they are recorded, in plain values: a decision keeps them, so that what was
    recorded since is known as such.
    """
    rows = (
        [
            post.valid_from.isoformat(),
            post.position_id,
            post.unit_id,
            post.leadership,
            post.cause,
            post.is_main,
        ]
        for post in cadre.appointments.all()
        if post.valid_from <= evaluation_date(quarter)
    )
    return sorted(rows)


def absences_of(cadre: Cadre) -> list[Absence]:
    return [
        Absence(AbsenceKind(row.kind), row.valid_from, row.valid_until, row.document)
        for row in cadre.absences.all()
    ]


def _service(post: Appointment) -> Service:
    managing = post.unit.managing
    return Service(
        post=post.position.name,
        unit=post.unit.name,
        managing=managing.code,
        since=post.valid_from,
        until=post.valid_until,
        cause=Cause(post.cause),
        leads=post.leadership != Leadership.NONE,
        optional=post.position.tier == Tier.OTHER and post.position.kind == PositionKind.PARTY,
        main=post.is_main,
        manager=managing.name,
    )
