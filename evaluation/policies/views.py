"""The rules of a round: what the province reads into gaps, and which scales a unit uses. Everybody may know by what they are judged."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cadres.machine import Refusal, Stale
from cadres.models import Unit
from evaluation.core.models import Period, Policy
from evaluation.core.periods import chosen, period_of, show
from evaluation.policies import actions as deeds
from evaluation.policies.forms.province import PolicyForm
from evaluation.policies.forms.scales import ScalesForm
from evaluation.policies.forms.windows import WindowsForm
from evaluation.policies.gates import round_not_begun
from evaluation.policies.moves import POLICIES
from evaluation.policies.tells import history_of, rows_of, scales_of, units_to_set
from pages.answers import seen, status
from regulation.deadlines import Window


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """What holds in the chosen round, who set it and why."""
    period = chosen(request)
    context: dict[str, Any] = {"shown": period}
    if period:
        province = deeds.policy_of(period)
        context |= {
            "policy": province,
            "rows": rows_of(province),
            "windows": [(window.label, period.closes_at(window)) for window in Window],
            "scales": scales_of(province),
            "entries": history_of(period),
            "may_set": _may("set", province, request.user),
            "begun": next((found.sentence for found in round_not_begun(province)), ""),
            "units": units_to_set(request.user, period),
        }
    return render(request, "evaluation/policies/policies.html", context)


@require_http_methods(["GET", "POST"])
def province_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Ban Tổ chức sets the province's values, with a reason."""
    policy = _policy(request, code, "set")
    form = PolicyForm(_typed(request), policy)
    return _answered(request, form, policy, partial(deeds.set_policy, policy.period), "province")


@require_http_methods(["GET", "POST"])
def windows(request: HttpRequest, code: str) -> HttpResponse:
    """Ban Tổ chức moves the days on which the round's windows close, with a reason."""
    policy = _policy(request, code, "set_windows")
    form = WindowsForm(_typed(request), policy.period)
    return _answered(request, form, policy, partial(deeds.set_windows, policy.period), "windows")


@require_http_methods(["GET", "POST"])
def unit_policy(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """A unit that manages cadres sets its scales of factors."""
    place = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit, manages_cadres=True)
    policy = _policy(request, code, "set_scales", place)
    form = ScalesForm(_typed(request), policy)
    return _answered(request, form, policy, partial(deeds.set_scales, policy.period, place), "unit")


def _policy(request: HttpRequest, code: str, move: str, unit: Unit | None = None) -> Policy:
    """The rules that this person is about to set, if they may."""
    policy = deeds.policy_of(_period(request, code), unit)
    _demand(move, policy, request.user)
    return policy


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answered(
    request: HttpRequest, form: Any, policy: Policy, deed: Callable[..., Policy], name: str
) -> HttpResponse:
    """Do it and go back, or show the page again with everything typed and why it was not done."""
    page = f"evaluation/policies/{name}.html"
    context = {"form": form, "policy": policy, "province": scales_of(deeds.policy_of(policy.period))}
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return render(request, page, context, status=422)
    try:
        reason = form.cleaned_data["reason"]
        deed(form.values(), by=request.user, reason=reason, seen=_seen(request, policy))
    except Refusal as refusal:
        fresh = deeds.policy_of(policy.period, policy.unit)
        stored = form.differing(fresh) if isinstance(refusal, Stale) else []
        context |= {"refusal": refusal, "policy": fresh, "stored": stored}
        return render(request, page, context, status=status(refusal))
    messages.success(request, "Đã lưu quy định áp dụng trong kỳ.")
    return redirect("policies")


def _seen(request: HttpRequest, policy: Policy) -> int | None:
    """The version on the page; a row that did not exist then has none."""
    return seen(request) if policy.pk else None


def _period(request: HttpRequest, code: str) -> Period:
    period = period_of(code)
    show(request, period)
    return period


def _may(move: str, policy: Policy, user: Any) -> bool:
    return POLICIES.moves[move].by.allows(user, policy.matter)


def _demand(move: str, policy: Policy, user: Any) -> None:
    if not _may(move, policy, user):
        raise PermissionDenied(f"Đồng chí không có quyền “{POLICIES.moves[move].label}”.")
