"""What a province sets for a round, and a unit for itself; each change with who, when and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from cadres.machine import Refusal, lock
from cadres.models import Unit, User
from cadres.templatetags.vietnamese import han
from config import clock
from evaluation.core.models import Period, Policy
from evaluation.policies.moves import POLICIES
from evaluation.policies.tells import said
from regulation.deadlines import OwnWindow, Window, own_or_round
from regulation.numbers import vn

Scale = Sequence[tuple[Decimal, str]]
OF_ROUND = "theo hạn của kỳ"


class TurnsLate(Refusal):
    """A window drawn back into the past makes late whoever came in time, and whoever could not know."""

    def __init__(self, window: Window | OwnWindow, closes_at: datetime) -> None:
        super().__init__(
            f"{window.label}: hạn mới ({han(closes_at)}) đã qua, người đã nộp đúng hạn sẽ thành nộp muộn. "
            "Xin chọn ngày chưa qua."
        )


def policy_of(period: Period, unit: Unit | None = None) -> Policy:
    """The row of the province, or of the unit; not yet saved where nothing was set."""
    return period.policies.filter(unit=unit).first() or Policy(period=period, unit=unit)


@transaction.atomic
def set_policy(
    period: Period, values: Mapping[str, object], *, by: User, reason: str, seen: int | None = None
) -> Policy:
    """The province's readings of gaps, its cap and its windows' lateness; what the law does not allow never gets here."""
    with POLICIES.set(held_policy(period), by=by, seen=seen, reason=reason, held=True) as policy:
        changed = {name: value for name, value in values.items() if getattr(policy, name) != value}
        before = {name: said(policy, name) for name in changed}
        for name, value in changed.items():
            setattr(policy, name, value)
        policy.tell(**{name: [was, said(policy, name)] for name, was in before.items()})
    return policy


@transaction.atomic
def set_windows(
    period: Period, windows: Mapping[Window, datetime], *, by: User, reason: str, seen: int | None = None
) -> Policy:
    """Move the instants at which the round's windows close; what is late follows from them at once, for everybody alike.

    Nobody who came in time becomes late by it: a window is drawn nearer only while the new one is still open.
    """
    with POLICIES.set_windows(held_policy(period), by=by, seen=seen, reason=reason, held=True) as policy:
        locked = policy.period = lock(period)
        for window, closes_at in windows.items():
            before, column = locked.closes_at(window), f"{window.value}_closes_at"
            if before != closes_at:
                if closes_at < before and closes_at <= clock.now():
                    raise TurnsLate(window, closes_at)
                setattr(locked, column, closes_at)
                policy.tell_window(column, before, [han(before), han(closes_at)])
        locked.save()
    return policy


@transaction.atomic
def set_own_windows(
    period: Period,
    unit: Unit,
    windows: Mapping[OwnWindow, datetime | None],
    *,
    by: User,
    reason: str,
    seen: int | None = None,
) -> Policy:
    """Mẫu 06, note: by when a unit asks its people and divisions, earlier than the round; None follows the round.

    Nobody who came in time becomes late by it: a window is drawn nearer only while the new one is still open.
    """
    held = held_policy(period, unit)
    with POLICIES.set_own_windows(held, by=by, seen=seen, reason=reason, held=True) as policy:
        policy.period = lock(period)
        for window, own in windows.items():
            before, after = (
                own_or_round(one, policy.period.dossier_closes_at) for one in (policy.own_window(window), own)
            )
            if after < before and after <= clock.now():
                raise TurnsLate(window, after)
            _tell_own(policy, window, own)
            setattr(policy, f"{window.value}_closes_at", own)
    return policy


def _tell_own(policy: Policy, window: OwnWindow, own: datetime | None) -> None:
    before = policy.own_window(window)
    if before != own:
        words = [han(one) if one else OF_ROUND for one in (before, own)]
        policy.tell_window(f"{window.value}_closes_at", before, words)


@transaction.atomic
def set_scales(
    period: Period,
    unit: Unit,
    scales: Mapping[str, Scale],
    *,
    by: User,
    reason: str,
    seen: int | None = None,
) -> Policy:
    """The unit's own scales of factors (Phụ lục 2); a ratio left out follows the province."""
    kept = {ratio: [[str(factor), words] for factor, words in steps] for ratio, steps in scales.items()}
    with POLICIES.set_scales(held_policy(period, unit), by=by, seen=seen, reason=reason, held=True) as policy:
        before, policy.scales = policy.scales, kept
        for ratio in sorted(before.keys() | kept.keys()):
            if before.get(ratio) != kept.get(ratio):
                policy.tell(**{ratio: [_steps(before.get(ratio)), _steps(kept.get(ratio))]})
    return policy


def held_policy(period: Period, unit: Unit | None = None) -> Policy:
    """The row, locked; made with the values in force where there is none yet.

    Its unit is not held: whoever opens dossiers holds the round's groups and ends by pointing to the province's.
    """
    return lock(Policy.objects.get_or_create(period=period, unit=unit)[0])


def _steps(kept: Sequence[Sequence[str]] | None) -> str:
    """1 Đạt yêu cầu; 0,75 Chậm tiến độ"""
    return "; ".join(f"{vn(Decimal(factor))} {words}" for factor, words in kept or ()) or "theo tỉnh"
