"""What a province sets for a round, and a unit for itself; each change with who, when and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from cadres.machine import lock
from cadres.models import Unit
from config import clock
from evaluation.core.models import Period, Policy
from evaluation.policies.moves import POLICIES
from evaluation.policies.tells import said
from regulation.deadlines import Window
from regulation.numbers import vn

Scale = Sequence[tuple[Decimal, str]]


def policy_of(period: Period, unit: Unit | None = None) -> Policy:
    """The row of the province, or of the unit; not yet saved where nothing was set."""
    return period.policies.filter(unit=unit).first() or Policy(period=period, unit=unit)


@transaction.atomic
def set_policy(
    period: Period, values: Mapping[str, Any], *, by: Any, reason: str, seen: int | None = None
) -> Policy:
    """The province's readings of gaps, its cap and its windows' lateness; what the law does not allow never gets here."""

    def write(row: Policy) -> dict[str, Any]:
        changes = {}
        for name, value in values.items():
            if getattr(row, name) != value:
                before = said(row, name)
                setattr(row, name, value)
                changes[name] = [before, said(row, name)]
        return changes

    return POLICIES.apply("set", held_policy(period), by=by, seen=seen, reason=reason, write=write)


@transaction.atomic
def set_windows(
    period: Period, windows: Mapping[Window, datetime], *, by: Any, reason: str, seen: int | None = None
) -> Policy:
    """Move the instants at which the round's windows close; what is late follows from them at once, for everybody alike."""

    def write(row: Policy) -> dict[str, Any]:
        locked = Period.objects.select_for_update().get(pk=period.pk)
        changes = {}
        for window, closes_at in windows.items():
            before = locked.closes_at(window)
            if before != closes_at:
                changes[f"{window.value}_closes_at"] = [instant(before), instant(closes_at)]
                setattr(locked, f"{window.value}_closes_at", closes_at)
        locked.save()
        return changes

    return POLICIES.apply("set_windows", held_policy(period), by=by, seen=seen, reason=reason, write=write)


@transaction.atomic
def set_scales(
    period: Period,
    unit: Unit,
    scales: Mapping[str, Scale],
    *,
    by: Any,
    reason: str,
    seen: int | None = None,
) -> Policy:
    """The unit's own scales of factors (Phụ lục 2); a ratio left out follows the province."""

    def write(row: Policy) -> dict[str, Any]:
        before = row.scales
        row.scales = {
            ratio: [[str(factor), words] for factor, words in steps] for ratio, steps in scales.items()
        }
        ratios = sorted(before.keys() | row.scales.keys())
        return {
            ratio: [_steps(before.get(ratio)), _steps(row.scales.get(ratio))]
            for ratio in ratios
            if before.get(ratio) != row.scales.get(ratio)
        }

    return POLICIES.apply(
        "set_scales", held_policy(period, unit), by=by, seen=seen, reason=reason, write=write
    )


def instant(moment: datetime) -> str:
    """00:00 ngày 26/09/2026, in the province's time."""
    return f"{moment.astimezone(clock.HERE):%H:%M ngày %d/%m/%Y}"


def held_policy(period: Period, unit: Unit | None = None) -> Policy:
    """The row, locked; made with the values in force where there is none yet.

    Its unit is not held: whoever opens dossiers holds the round's groups and ends by pointing to the province's.
    """
    return lock(Policy.objects.get_or_create(period=period, unit=unit)[0])


def _steps(kept: Any) -> str:
    """1 Đạt yêu cầu; 0,75 Chậm tiến độ"""
    return "; ".join(f"{vn(Decimal(factor))} {words}" for factor, words in kept or ()) or "theo tỉnh"
