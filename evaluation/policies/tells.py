"""What holds in a round, in words: the province's readings with their reasons, the scales, and who changed what."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from cadres.mandates import units_of
from cadres.models import Duty, Unit, User
from evaluation.core.models import Period, Policy, PolicyEntry
from evaluation.policies.permissions import SET_SCALES
from pages.history import line_of
from regulation.deadlines import OwnWindow, Window, own_or_round
from regulation.numbers import vn
from regulation.policy import ASSUMPTIONS, argued

RATIOS = {
    "quality": "Chất lượng (B)",
    "timeliness": "Tiến độ (C)",
    "leadership": "Lãnh đạo, chỉ đạo, điều hành (D)",
}
REASONS = {assumption.name: assumption.reason for assumption in ASSUMPTIONS}
TITLES = {assumption.name: assumption.title for assumption in ASSUMPTIONS} | {
    "cap_rate": "Tỷ lệ Xuất sắc (%)",
    "cap_document": "Số, ngày văn bản cho phép 25 %",
    "plan_lateness": "Kế hoạch nộp muộn",
    "dossier_lateness": "Bản tự đánh giá nộp muộn",
    "package_lateness": "Hồ sơ của đơn vị gửi muộn",
}
_CHANGED = (
    TITLES
    | RATIOS
    | {f"{window.value}_closes_at": f"Hết hạn {window.label.lower()}" for window in Window}
    | {f"{window.value}_closes_at": f"Hạn riêng, {window.label.lower()}" for window in OwnWindow}
)


def rows_of(policy: Policy) -> list[tuple[str, str, str]]:
    """(title, value in words, why we read the gap so) of everything that a province may set."""
    law = policy.law()
    return [(title, said(policy, name), argued(law, name)) for name, title in TITLES.items()]


def said(policy: Policy, name: str) -> str:
    """A value in words, for a page and for history."""
    shown, value = getattr(policy, f"get_{name}_display", None), getattr(policy, name)
    if shown:
        return str(shown())
    if isinstance(value, bool):
        return "có" if value else "không"
    return vn(value) if isinstance(value, Decimal) else str(value) or "(không)"


def scales_of(policy: Policy) -> list[tuple[str, list[tuple[Decimal, str]]]]:
    return [(title, policy.scale(ratio)) for ratio, title in RATIOS.items()]


def units_to_set(user: User, period: Period) -> list[dict[str, object]]:
    """The managing units whose scales this person may set, and which of them have their own."""
    reach = units_of(user, *SET_SCALES.duties)
    units = Unit.objects.without_tree_fields().filter(pk__in=reach, manages_cadres=True, active=True)
    own = set(period.policies.exclude(unit=None).exclude(scales={}).values_list("unit_id", flat=True))
    return [{"unit": unit, "own": unit.pk in own} for unit in units]


def own_windows_of(user: User, period: Period) -> list[tuple[Unit, list[tuple[str, datetime]]]]:
    """(unit, (what is handed in, when its window closes)) of the reader's units that ask earlier than the round."""
    rows = period.policies.exclude(self_closes_at=None, division_closes_at=None)
    rows = rows.filter(_bind(user, period)).select_related("unit").order_by("unit__order", "unit_id")
    return [(row.unit, _closing(row, period)) for row in rows if row.unit]


def _bind(user: User, period: Period) -> Q:
    """Rules of the units that somebody is judged in, or holds a duty over or within; the province's duties are over all."""
    reach = units_of(user, *Duty.values)
    judged = period.dossiers.filter(Q(cadre__user=user) | Q(unit__in=reach))
    return Q(unit__in=reach) | Q(unit__in=judged.order_by().values("managing_unit"))


def _closing(policy: Policy, period: Period) -> list[tuple[str, datetime]]:
    own = ((window.label, policy.own_window(window)) for window in OwnWindow)
    return [(label, own_or_round(instant, period.dossier_closes_at)) for label, instant in own]


def history_of(period: Period) -> list[dict[str, object]]:
    """For components/timeline.html, the latest first."""
    entries = PolicyEntry.objects.filter(policy__period=period).order_by("-pk")
    return [_entry(entry) for entry in entries.select_related("by", "on_behalf_of", "policy__unit")]


def _entry(entry: PolicyEntry) -> dict[str, object]:
    whose = f" · {entry.policy.unit}" if entry.policy.unit else ""
    changes = (f"{_CHANGED.get(name, name)}: {was} → {now}" for name, (was, now) in entry.changes.items())
    return line_of(entry, f"{entry.label.lower()}{whose}", reason=entry.reason, changes=changes)
