"""The rules of a round: what the province reads into gaps, and which scales a unit uses. Everybody may know by what they are judged."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Protocol

from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cadres.machine import Move, Refusal
from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.core.models import Policy
from evaluation.core.periods import at, chosen, period_of, show
from evaluation.policies import actions as deeds
from evaluation.policies.forms.own_windows import OwnWindowsForm
from evaluation.policies.forms.province import PolicyForm
from evaluation.policies.forms.scales import ScalesForm
from evaluation.policies.forms.windows import WindowsForm
from evaluation.policies.gates import round_not_begun
from evaluation.policies.moves import POLICIES
from evaluation.policies.tells import history_of, own_windows_of, rows_of, scales_of, units_to_set
from pages.deeds import answer, done, seen, status
from pages.versions import both_versions, going_on
from regulation.deadlines import Window


class Rules(Protocol):
    """A form in which rules of a round are typed, with the reason why they change."""

    cleaned_data: dict[str, Any]

    def is_valid(self) -> bool: ...

    def values(self) -> object: ...

    def __iter__(self) -> Iterator[BoundField]: ...


@require_safe
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


@require_http_methods(["GET", "HEAD", "POST"])
def province_policy(request: SignedIn, code: str) -> HttpResponse:
    """Ban Tổ chức sets the province's values, with a reason."""
    policy = _policy(request, code, POLICIES.set)
    return _set(request, PolicyForm, policy, partial(deeds.set_policy, policy.period), "province")


@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: SignedIn, code: str) -> HttpResponse:
    """Ban Tổ chức moves the days on which the round's windows close, with a reason."""
    policy = _policy(request, code, POLICIES.set_windows)
    return _set(request, WindowsForm, policy, partial(deeds.set_windows, policy.period), "windows")


@require_http_methods(["GET", "HEAD", "POST"])
def unit_policy(request: SignedIn, code: str, unit: int) -> HttpResponse:
    """A unit that manages cadres sets its scales of factors."""
    place = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit, manages_cadres=True)
    policy = _policy(request, code, POLICIES.set_scales, place)
    return _set(request, ScalesForm, policy, partial(deeds.set_scales, policy.period, place), "unit")


@require_http_methods(["GET", "HEAD", "POST"])
def own_windows(request: SignedIn, code: str, unit: int) -> HttpResponse:
    """A unit asks its own people and divisions by days earlier than the round's (Mẫu 06, note)."""
    place = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit, manages_cadres=True)
    policy = _policy(request, code, POLICIES.set_own_windows, place)
    deed = partial(deeds.set_own_windows, policy.period, place)
    return _set(request, OwnWindowsForm, policy, deed, "own_windows")


def _policy(request: SignedIn, code: str, move: Move, unit: Unit | None = None) -> Policy:
    """The rules that this person is about to set, if they may."""
    period = period_of(code)
    show(request, period)
    policy = deeds.policy_of(period, unit)
    move.demand(request.user, policy)
    return policy


def _set(
    request: SignedIn,
    made: Callable[[QueryDict | None, Policy], Rules],
    policy: Policy,
    deed: Callable[..., Policy],
    name: str,
) -> HttpResponse:
    """The page, or the deed and back; a refused one shows the page again with everything typed and why."""
    if request.method != "POST":
        return _page(request, name, made(None, policy), policy)

    def act(form: Rules) -> HttpResponse:
        deed(form.values(), by=request.user, reason=form.cleaned_data["reason"], seen=seen(request))
        return done(request, "Đã lưu quy định áp dụng trong kỳ.", at("policies", policy.period))

    def again(form: Rules, refusal: Refusal) -> HttpResponse:
        now = deeds.policy_of(policy.period, policy.unit)
        chosen = both_versions(request, refusal, lambda: _rules(made(None, now)))
        return chosen or _page(request, name, form, now, refusal)

    return answer(lambda: made(request.POST, policy), act, again)


def _rules(form: Rules) -> Iterator[BoundField]:
    """A reason is of the change, and stored nowhere beside it."""
    return (field for field in form if field.name != "reason")


def _page(
    request: SignedIn, name: str, form: Rules, policy: Policy, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "policy": policy,
        "version": going_on(request, policy, refusal, _rules(form)),
        "province": scales_of(deeds.policy_of(policy.period)),
        "refusal": str(refusal or ""),
    }
    code = status(refusal) if refusal else 200
    return render(request, f"evaluation/policies/{name}.html", context, status=code)
