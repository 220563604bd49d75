"""The rules of a round: what the province reads into gaps, and which scales a unit uses. Everybody may know by what they are judged."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from cadres.machine import Move, Refusal, Stale
from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.core.models import Policy
from evaluation.core.periods import chosen, period_of, show
from evaluation.policies import actions as deeds
from evaluation.policies.forms.own_windows import OwnWindowsForm
from evaluation.policies.forms.province import PolicyForm
from evaluation.policies.forms.scales import ScalesForm
from evaluation.policies.forms.windows import WindowsForm
from evaluation.policies.gates import round_not_begun
from evaluation.policies.moves import POLICIES
from evaluation.policies.tells import history_of, own_windows_of, rows_of, scales_of, units_to_set
from pages.deeds import answer, done, seen, status
from regulation.deadlines import Window


class Rules(Protocol):
    """A form in which rules of a round are typed, with the reason why they change."""

    cleaned_data: dict[str, Any]

    def is_valid(self) -> bool: ...

    def values(self) -> object: ...

    def differing(self, stored: Policy) -> list[tuple[str, str]]: ...


@require_GET
def policies(request: SignedIn) -> HttpResponse:
    """What holds in the chosen round, who set it and why."""
    period = chosen(request)
    context: dict[str, object] = {"shown": period}
    if period:
        province = deeds.policy_of(period)
        context |= {
            "policy": province,
            "rows": rows_of(province),
            "windows": [(window.label, period.closes_at(window)) for window in Window],
            "own_windows": own_windows_of(request.user, period),
            "scales": scales_of(province),
            "entries": history_of(period),
            "may_set": POLICIES.set.allows(request.user, province),
            "begun": next((found.sentence for found in round_not_begun(province)), ""),
            "units": units_to_set(request.user, period),
        }
    return render(request, "evaluation/policies/policies.html", context)


@require_http_methods(["GET", "POST"])
def province_policy(request: SignedIn, code: str) -> HttpResponse:
    """Ban Tổ chức sets the province's values, with a reason."""
    policy = _policy(request, code, POLICIES.set)
    form = PolicyForm(_typed(request), policy)
    return _set(request, form, policy, partial(deeds.set_policy, policy.period), "province")


@require_http_methods(["GET", "POST"])
def windows(request: SignedIn, code: str) -> HttpResponse:
    """Ban Tổ chức moves the days on which the round's windows close, with a reason."""
    policy = _policy(request, code, POLICIES.set_windows)
    form = WindowsForm(_typed(request), policy.period)
    return _set(request, form, policy, partial(deeds.set_windows, policy.period), "windows")


@require_http_methods(["GET", "POST"])
def unit_policy(request: SignedIn, code: str, unit: int) -> HttpResponse:
    """A unit that manages cadres sets its scales of factors."""
    place = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit, manages_cadres=True)
    policy = _policy(request, code, POLICIES.set_scales, place)
    form = ScalesForm(_typed(request), policy)
    return _set(request, form, policy, partial(deeds.set_scales, policy.period, place), "unit")


@require_http_methods(["GET", "POST"])
def own_windows(request: SignedIn, code: str, unit: int) -> HttpResponse:
    """A unit asks its own people and divisions by days earlier than the round's (Mẫu 06, note)."""
    place = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit, manages_cadres=True)
    policy = _policy(request, code, POLICIES.set_own_windows, place)
    form = OwnWindowsForm(_typed(request), policy)
    return _set(request, form, policy, partial(deeds.set_own_windows, policy.period, place), "own_windows")


def _policy(request: SignedIn, code: str, move: Move, unit: Unit | None = None) -> Policy:
    """The rules that this person is about to set, if they may."""
    period = period_of(code)
    show(request, period)
    policy = deeds.policy_of(period, unit)
    move.demand(request.user, policy)
    return policy


def _typed(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _set(
    request: SignedIn, form: Rules, policy: Policy, deed: Callable[..., Policy], name: str
) -> HttpResponse:
    """The page, or the deed and back; a refused one shows the page again with everything typed and why."""
    if request.method == "GET":
        return _page(request, name, form, policy)

    def act(form: Rules) -> HttpResponse:
        version = (
            seen(request) if policy.pk else None
        )  # a row that did not exist when the page was opened has none
        deed(form.values(), by=request.user, reason=form.cleaned_data["reason"], seen=version)
        return done(request, "Đã lưu quy định áp dụng trong kỳ.", "policies")

    def again(form: Rules, refusal: Refusal) -> HttpResponse:
        return _page(request, name, form, deeds.policy_of(policy.period, policy.unit), refusal)

    return answer(lambda: form, act, again)


def _page(
    request: SignedIn, name: str, form: Rules, policy: Policy, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "policy": policy,
        "province": scales_of(deeds.policy_of(policy.period)),
        "refusal": str(refusal or ""),
        "stored": form.differing(policy) if isinstance(refusal, Stale) else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, f"evaluation/policies/{name}.html", context, status=code)
