"""6.3, 8.2: a collective's result: typed at the unit, approved above it; then it limits those who lead the collective."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cadres.machine import Refused
from config import clock
from evaluation.collectives.gates import DIGITAL, contradictions
from evaluation.collectives.models import CollectiveAxis, CollectiveResult
from evaluation.collectives.moves import COLLECTIVES
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.facts.around import COUNTS
from evaluation.core.models import Dossier, Period
from evaluation.core.stages import AFTER_DECISION
from regulation.vocabulary import Rating

COLUMNS = (*COUNTS, "excuse")

Axes = Mapping[int, Mapping[str, Any]]


@transaction.atomic
def save_result(
    unit: Any, period: Period, axes: Axes, *, rating: str, note: str, by: Any, seen: int | None
) -> CollectiveResult:
    """Keep the draft as typed, axis → counts; the first save opens it. Counts that contradict each other are not kept."""
    result, _ = CollectiveResult.objects.get_or_create(unit=unit, period=period)

    def write(result: CollectiveResult) -> dict[str, Any]:
        typed = [CollectiveAxis(result=result, axis=number, **row) for number, row in axes.items()]
        if found := [finding for axis in typed for finding in contradictions(axis)]:
            raise Refused(found)
        changed = _changed(result, typed, rating, note)
        result.rating, result.note = rating, note
        if _label(DIGITAL) in changed:
            result.steering_at, result.steering_note = None, ""
        _keep(typed)
        return {"changed": changed}

    return COLLECTIVES.perform("edit", result, by=by, seen=seen, write=write)


def submit(result: CollectiveResult, *, by: Any, seen: int | None = None) -> CollectiveResult:
    """Put it before the superior level, complete."""
    return COLLECTIVES.perform("submit", result, by=by, seen=seen)


def assess_digital(
    result: CollectiveResult, opinion: str, *, by: Any, seen: int | None = None
) -> CollectiveResult:
    """8.2: what the steering committee's standing members say of axis 3; of changed figures they are asked again."""

    def write(result: CollectiveResult) -> dict[str, Any]:
        result.steering_note, result.steering_at = opinion, clock.now()
        return {"opinion": opinion}

    return COLLECTIVES.perform("assess_digital", result, by=by, seen=seen, write=write)


@transaction.atomic
def approve(result: CollectiveResult, *, by: Any, seen: int | None = None) -> CollectiveResult:
    """The superior level approves: from now on the result bears on those who lead the collective (6.3)."""

    def write(result: CollectiveResult) -> None:
        result.approved_at = clock.now()

    result = COLLECTIVES.perform("approve", result, by=by, seen=seen, write=write)
    _refresh(result)
    return result


def return_result(
    result: CollectiveResult, *, by: Any, reason: str, seen: int | None = None
) -> CollectiveResult:
    """Back to the unit, with what is amiss."""
    return COLLECTIVES.perform("return", result, by=by, seen=seen, reason=reason)


def publish(result: CollectiveResult, *, by: Any, seen: int | None = None) -> CollectiveResult:
    """8.2: made known to everybody who is signed in."""
    return COLLECTIVES.perform("publish", result, by=by, seen=seen)


@transaction.atomic
def take_back(result: CollectiveResult, *, by: Any, reason: str, seen: int | None = None) -> CollectiveResult:
    """Back to a draft after its approval; refused once somebody has been decided on it (their dossier is reopened first)."""

    def write(result: CollectiveResult) -> None:
        list(_led_by(result))  # locked, so that no decision comes between the gate and the end

    result = COLLECTIVES.perform("reopen", result, by=by, seen=seen, reason=reason, write=write)
    _refresh(result)
    return result


def _refresh(result: CollectiveResult) -> None:
    """What is stored of the undecided people's findings, anew."""
    for dossier in _led_by(result):
        refresh_figures(dossier)


def _led_by(result: CollectiveResult) -> Any:
    """Undecided dossiers of people with a seat in the collective, locked in the order of their keys."""
    dossiers = Dossier.objects.filter(seats__unit=result.unit_id, period=result.period_id)
    return dossiers.exclude(stage__in=AFTER_DECISION).order_by("pk").select_for_update(of=("self",))


def _keep(axes: list[CollectiveAxis]) -> None:
    CollectiveAxis.objects.bulk_create(
        axes, update_conflicts=True, unique_fields=["result", "axis"], update_fields=COLUMNS
    )


def _changed(
    result: CollectiveResult, typed: list[CollectiveAxis], rating: str, note: str
) -> dict[str, list[str]]:
    """What is told → [before, after], of whatever differs."""
    before = {axis.axis: axis for axis in result.axes.all()}
    pairs = {
        _label(axis.axis): (_said(before[axis.axis]) if axis.axis in before else "", _said(axis))
        for axis in typed
    }
    pairs["Mức xếp loại của tập thể"] = (_word(result.rating), _word(rating))
    pairs["Ghi chú"] = (result.note, note)
    return {label: [old, new] for label, (old, new) in pairs.items() if old != new}


def _label(axis: int) -> str:
    return f"Trục {axis}"


def _said(axis: CollectiveAxis) -> str:
    """được giao 12, hoàn thành 9, bất khả kháng được xác nhận 1 (Công văn số 45); nothing where there is nothing."""
    counts = [(CollectiveAxis._meta.get_field(name).verbose_name, getattr(axis, name)) for name in COUNTS]
    told = ", ".join(f"{label} {count}" for label, count in counts if count)
    return f"{told} ({axis.excuse})" if axis.excuse else told


def _word(rating: str) -> str:
    return Rating(rating).short if rating else ""
