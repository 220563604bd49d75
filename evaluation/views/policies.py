"""The rules of a round: what the province reads into gaps, and which scales a unit uses. Everybody may know by what they are judged."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cadres.machine import Refusal
from cadres.mandates import units_of
from cadres.models import Unit
from catalog.views.answers import seen, status
from evaluation.actions import policies as deeds
from evaluation.forms.policies import PolicyForm
from evaluation.forms.policies_scales import RATIOS, ScalesForm
from evaluation.forms.policies_windows import WindowsForm
from evaluation.gates import round_not_begun
from evaluation.models import Period, Policy, PolicyEntry
from evaluation.periods import chosen, show
from evaluation.permissions import SET_SCALES
from evaluation.workflows import POLICIES
from regulation.deadlines import Window
from regulation.quarters import Quarter


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """What holds in the chosen round, who set it and why."""
    period = chosen(request)
    context: dict[str, Any] = {"shown": period}
    if period:
        province = deeds.policy_of(period)
        context |= {
            "policy": province,
            "rows": _told(province),
            "windows": [(window.label, period.closes_at(window)) for window in Window],
            "scales": _scales(province),
            "entries": _entries(period),
            "may_set": _may("set", province, request.user),
            "begun": next((found.sentence for found in round_not_begun(province)), ""),
            "units": _units(request, period),
        }
    return render(request, "evaluation/policies/policies.html", context)


@require_http_methods(["GET", "POST"])
def province_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Ban Tổ chức sets the province's values, with a reason."""
    period = _period(request, code)
    policy = deeds.policy_of(period)
    _demand("set", policy, request.user)
    form = PolicyForm(request.POST if request.method == "POST" else None, policy)

    def deed() -> Policy:
        reason = form.cleaned_data["reason"]
        return deeds.set_policy(
            period, form.values(), by=request.user, reason=reason, seen=_seen(request, policy)
        )

    return _answered(request, form, policy, deed, "evaluation/policies/province.html")


@require_http_methods(["GET", "POST"])
def windows(request: HttpRequest, code: str) -> HttpResponse:
    """Ban Tổ chức moves the days on which the round's windows close, with a reason."""
    period = _period(request, code)
    policy = deeds.policy_of(period)
    _demand("set_windows", policy, request.user)
    form = WindowsForm(request.POST if request.method == "POST" else None, period)

    def deed() -> Policy:
        reason = form.cleaned_data["reason"]
        return deeds.set_windows(
            period, form.values(), by=request.user, reason=reason, seen=_seen(request, policy)
        )

    return _answered(request, form, policy, deed, "evaluation/policies/windows.html")


@require_http_methods(["GET", "POST"])
def unit_policy(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """A unit that manages cadres sets its scales of factors."""
    period = _period(request, code)
    place = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit, manages_cadres=True)
    policy = deeds.policy_of(period, place)
    _demand("set_scales", policy, request.user)
    form = ScalesForm(request.POST if request.method == "POST" else None, policy)

    def deed() -> Policy:
        reason = form.cleaned_data["reason"]
        return deeds.set_scales(
            period, place, form.values(), by=request.user, reason=reason, seen=_seen(request, policy)
        )

    return _answered(request, form, policy, deed, "evaluation/policies/unit.html")


def _answered(
    request: HttpRequest, form: Any, policy: Policy, deed: Callable[[], Policy], page: str
) -> HttpResponse:
    """Do it and go back, or show the page again with everything typed and why it was not done."""
    context = {"form": form, "policy": policy, "province": _scales(deeds.policy_of(policy.period))}
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return render(request, page, context, status=422)
    try:
        deed()
    except Refusal as refusal:
        fresh = deeds.policy_of(policy.period, policy.unit)
        context |= {"refusal": refusal, "policy": fresh}
        return render(request, page, context, status=status(refusal))
    messages.success(request, "Đã lưu quy định áp dụng trong kỳ.")
    return redirect("policies")


def _seen(request: HttpRequest, policy: Policy) -> int | None:
    """The version on the page; a row that did not exist then has none."""
    return seen(request) if policy.pk else None


def _period(request: HttpRequest, code: str) -> Period:
    try:
        quarter = Quarter.parse(code)
    except ValueError:
        quarter = None
    period = get_object_or_404(Period.objects.of(quarter) if quarter else Period.objects.none())
    show(request, period)
    return period


def _may(move: str, policy: Policy, user: Any) -> bool:
    return POLICIES.moves[move].by.allows(user, policy.matter)


def _demand(move: str, policy: Policy, user: Any) -> None:
    if not _may(move, policy, user):
        raise PermissionDenied(f"Đồng chí không có quyền “{POLICIES.moves[move].label}”.")


def _told(policy: Policy) -> list[tuple[str, str, str]]:
    """(title, value in words, why we read the gap so) of everything that a province may set."""
    form = PolicyForm(None, policy)
    return [
        (str(field.label), _value(policy, name), str(field.help_text))
        for name, field in form.fields.items()
        if name != "reason"
    ]


def _value(policy: Policy, name: str) -> str:
    shown = getattr(policy, f"get_{name}_display", None)
    return shown() if shown else deeds.said(getattr(policy, name)) or "(không)"


def _scales(policy: Policy) -> list[tuple[str, list[tuple[Any, str]]]]:
    return [(title, policy.scale(ratio)) for ratio, title in RATIOS.items()]


def _entries(period: Period) -> list[dict[str, Any]]:
    entries = PolicyEntry.objects.filter(policy__period=period).order_by("-pk")
    return [_entry(entry) for entry in entries.select_related("by", "on_behalf_of", "policy__unit")[:50]]


def _entry(entry: PolicyEntry) -> dict[str, Any]:
    """For components/timeline.html."""
    titles = {name: field.label for name, field in PolicyForm.base_fields.items()} | RATIOS
    titles |= {f"{window.value}_closes_at": f"Hết hạn {window.label.lower()}" for window in Window}
    whose = f" · {entry.policy.unit}" if entry.policy.unit else ""
    return {
        "who": entry.by,
        "on_behalf_of": entry.on_behalf_of,
        "at": entry.at,
        "sentence": f"{entry.label.lower()}{whose}",
        "reason": entry.reason,
        "changes": [f"{titles[name]}: {was} → {now}" for name, (was, now) in entry.changes.items()],
    }


def _units(request: HttpRequest, period: Period) -> list[dict[str, Any]]:
    """The managing units whose scales this person may set."""
    reach = units_of(request.user, *SET_SCALES.duties)
    units = Unit.objects.without_tree_fields().filter(pk__in=reach, manages_cadres=True, active=True)[:20]
    own = set(period.policies.filter(unit__in=units).exclude(scales={}).values_list("unit_id", flat=True))
    return [{"unit": unit, "own": unit.pk in own} for unit in units]
