"""What bears on a dossier beside its marks: circumstances, collectives, special cases, lateness."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from evaluation.core.facts.earlier import deferred_before
from evaluation.core.stages import CircumstanceStage, RemarkStage
from regulation.cases import Left, SpecialCase
from regulation.deadlines import Window
from regulation.facts import CollectiveFacts, Lateness, Recorded, Unreported
from regulation.vocabulary import CaseKind, Circumstance, Leadership, Rating, Treatment

if TYPE_CHECKING:
    from evaluation.circumstances.models import DossierCircumstance
    from evaluation.collectives.models import CollectiveField, CollectiveResult
    from evaluation.core.models import Dossier, Seat


COUNTS = ("assigned", "completed", "exceeded", "late", "excused")


def circumstances(dossier: Dossier) -> tuple[Recorded, ...]:
    """Those in force: a shortcoming of whatever quarter until it is remedied, the others of this dossier.

    7.d: also the grounds of quarters not rated just before it, each saying of which.
    """
    return tuple(
        Recorded(
            Circumstance(row.kind),
            row.text,
            row.document,
            row.on,
            Treatment(row.treatment) if row.treatment else None,
            deferred_in=_deferred_in(row, dossier),
        )
        for row in dossier.cadre.circumstances.all()
        if in_force(row, dossier)
    )


def in_force(row: DossierCircumstance, dossier: Dossier) -> bool:
    """Whether the circumstance bears on this dossier, by its dates and not by when somebody looks.

    A shortcoming recorded in a later quarter says nothing of an earlier one, which may be decided by then.
    """
    quarter = dossier.period.quarter
    if row.kind == Circumstance.SHORTCOMING:
        remedied = row.lifted_on and row.lifted_on <= quarter.last_day
        return row.dossier.period.quarter <= quarter and row.on <= quarter.last_day and not remedied
    here = row.dossier_id == dossier.pk or (Circumstance(row.kind).is_ground and _comes_back(row, dossier))
    return here and row.stage == CircumstanceStage.RECORDED


def _comes_back(row: DossierCircumstance, dossier: Dossier) -> bool:
    """7.d: whether it was recorded of a quarter that was not rated and is considered in this one."""
    return row.dossier_id in {before.pk for before in deferred_before(dossier)}


def _deferred_in(row: DossierCircumstance, dossier: Dossier) -> str:
    return row.dossier.period.quarter.label if _comes_back(row, dossier) else ""


def collectives(dossier: Dossier) -> tuple[CollectiveFacts, ...]:
    """Approved results of every collective in which the person has a seat, and of the fields in charge (6.3)."""
    known = [(seat, result) for seat in dossier.seats.all() if (result := result_for(seat, dossier))]
    charged = [(seat, field) for seat, result in known if (field := _field_in(result, seat, dossier))]
    return (
        *(_collective(seat, result) for seat, result in known),
        *(_charge(seat, field) for seat, field in charged),
    )


def unreported(dossier: Dossier) -> tuple[Unreported, ...]:
    """The collectives in which the person has a seat and whose result, or a deputy's field in it, is not there yet.

    Above the province itself nobody here approves: of it no result is missed.
    """
    below = (seat for seat in dossier.seats.all() if seat.unit.parent_id is not None)
    return tuple(
        Unreported(seat.unit.name, Leadership(seat.leadership), of_field=result is not None)
        for seat in below
        if (result := result_for(seat, dossier)) is None or _owes_field(result, seat, dossier)
    )


def _owes_field(result: CollectiveResult, seat: Seat, dossier: Dossier) -> bool:
    return seat.leadership == Leadership.DEPUTY and _field_in(result, seat, dossier) is None


def _field_in(result: CollectiveResult, seat: Seat, dossier: Dossier) -> CollectiveField | None:
    """The field that the person is in charge of there as a deputy, where the result tells of it."""
    if seat.leadership != Leadership.DEPUTY:
        return None
    return next((field for field in result.fields.all() if field.cadre_id == dossier.cadre_id), None)


def _charge(seat: Seat, field: CollectiveField) -> CollectiveFacts:
    counts: dict[str, Any] = {name: getattr(field, name) for name in COUNTS}
    name = f"Lĩnh vực {field.name} ({seat.unit.name})"
    return CollectiveFacts(name=name, role=Leadership(seat.leadership), is_field=True, **counts)


def result_for(seat: Seat, dossier: Dossier) -> CollectiveResult | None:
    """The approved result of the seat's unit for the dossier's round, or None."""
    results = seat.unit.collective_results.all()
    return next((row for row in results if row.period_id == dossier.period_id and row.counts), None)


def _collective(seat: Seat, result: CollectiveResult) -> CollectiveFacts:
    counts: dict[str, Any] = {name: _sum(result, name) for name in COUNTS}
    rating = Rating(result.rating) if result.rating else None
    return CollectiveFacts(name=seat.unit.name, role=Leadership(seat.leadership), rating=rating, **counts)


def _sum(result: CollectiveResult, name: str) -> int:
    """Of all axes: as the query brought it (`with_sums`), else of the axes themselves."""
    brought = getattr(result, f"sum_{name}", None)
    return sum(getattr(axis, name) for axis in result.axes.all()) if brought is None else brought


def cases(dossier: Dossier) -> tuple[SpecialCase, ...]:
    """The special cases as settled (`evaluation.core.actions.cases`)."""
    return tuple(
        SpecialCase(
            CaseKind(kept["kind"]),
            date.fromisoformat(kept["since"]),
            kept["sentence"],
            tuple(Left(*unit) for unit in kept.get("from_units", ())),
        )
        for kept in dossier.cases
    )


def remarks_given(dossier: Dossier) -> frozenset[str]:
    """7.b: the codes of the units that have spoken of their time with the person.

    One of which several parts were asked, which were units of their own then, has spoken once all of them have.
    """
    given: set[str] = set()
    asked: set[str] = set()
    for remark in dossier.remarks.all():
        (given if remark.stage == RemarkStage.GIVEN else asked).update(remark.speaks_for)
    return frozenset(given - asked)


def proposed_to_decider(dossier: Dossier) -> str:
    """6.2: what was proposed to the level that decides: of tier 3.1 by the unit, of the unit's own people by the division."""
    return dossier.proposed_rating if dossier.is_provincial else dossier.division_rating


def lateness(dossier: Dossier) -> tuple[Lateness, ...]:
    """What of the plan and the self-assessment arrived after its window."""
    windows = ((Window.PLAN, dossier.plan), (Window.DOSSIER, dossier))
    return tuple(
        _late(dossier, window, row.arrived_at) for window, row in windows if row.arrived_at and row.is_late
    )


def _late(dossier: Dossier, window: Window, arrived_at: datetime) -> Lateness:
    closes_at = dossier.closes_at(window)
    return Lateness(window.label, arrived_at, closes_at, closes_at > dossier.ordinarily(window))
