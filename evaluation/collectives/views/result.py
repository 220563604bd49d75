"""One collective's result (6.3, 8.2): recorded, approved, assessed, made known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import Refusal, Refused, Stale
from cadres.models import Unit
from evaluation.collectives import actions as deeds
from evaluation.collectives.forms import CollectiveForm, OpinionForm
from evaluation.collectives.gates import awaits_digital, digital_heard
from evaluation.collectives.models import CollectiveResult
from evaluation.collectives.moves import COLLECTIVES
from evaluation.collectives.tells import due
from evaluation.collectives.tells import result as told
from evaluation.collectives.tells.decided import decided_above
from evaluation.core import permissions
from evaluation.core.periods import period_of, show
from pages.answers import seen, status
from pages.forms import BareForm, ReasonForm
from pages.words import words_of

MAY_OPEN = permissions.READ_COLLECTIVE | permissions.SEATED


@dataclass(frozen=True)
class Act:
    """A move that needs at most a sentence: its deed, its form, what is said when it is done."""

    deed: Callable[..., CollectiveResult]
    form: type[BareForm]
    done: str


ACTS = {
    "assess_digital": Act(deeds.assess_digital, OpinionForm, "Đã ghi ý kiến đánh giá Trục 3."),
    "approve": Act(
        deeds.approve, BareForm, "Đã phê duyệt; kết quả là căn cứ xếp loại những người trong tập thể."
    ),
    "return": Act(deeds.return_result, ReasonForm, "Đã trả lại đơn vị."),
    "publish": Act(deeds.publish, BareForm, "Đã công khai kết quả."),
    "reopen": Act(deeds.take_back, ReasonForm, "Đã thu hồi; kết quả trở lại bước ghi của đơn vị."),
}


@require_http_methods(["GET", "POST"])
def collective(request: HttpRequest, unit: int, code: str) -> HttpResponse:
    """One result; whoever records it saves what was typed, or saves and puts it before the superior level at once."""
    result = _result(request, unit, code)
    if request.method == "GET":
        return _page(request, result)
    _demand(request, result, "edit")
    form = CollectiveForm(request.POST, result)
    if not form.is_valid():
        return _page(request, result, form=form, code=422)
    try:
        done = _keep(request, result, form)
    except Refusal as refusal:
        result = _result(request, unit, code)
        form = CollectiveForm(request.POST, result)
        if isinstance(refusal, Stale):
            form.show_stored()
        return _page(request, result, form=form, refusal=refusal, code=status(refusal))
    messages.success(request, done)
    return redirect("collective", unit, code)


@require_POST
def collective_move(request: HttpRequest, unit: int, code: str, move: str) -> HttpResponse:
    """Approving, returning, assessing axis 3, publishing, taking back; what was typed stays when it is refused."""
    result = _result(request, unit, code)
    if move not in ACTS or result.pk is None:
        raise Http404
    _demand(request, result, move)
    act = ACTS[move]
    form = act.form(request.POST, prefix=move)
    if not form.is_valid():
        return _page(request, result, bound={move: form}, code=422)
    try:
        act.deed(result, by=request.user, seen=seen(request), **form.said())
    except Refusal as refusal:
        result = _result(request, unit, code)
        return _page(request, result, bound={move: form}, refusal=refusal, code=status(refusal))
    messages.success(request, act.done)
    return redirect("collective", unit, code)


def _result(request: HttpRequest, unit: int, code: str) -> CollectiveResult:
    """The result that this person may see, else an empty one for whoever records it or waits for it; else 404."""
    here = get_object_or_404(Unit.objects.without_tree_fields().select_related("parent"), pk=unit)
    period = period_of(code)
    show(request, period)
    row = CollectiveResult.objects.visible_to(request.user).filter(unit=here, period=period).first()
    result = row or CollectiveResult(unit=here, period=period)
    result.unit, result.period = here, period
    possible = row or due.units_for(period).filter(pk=unit).exists()
    if not (possible and MAY_OPEN.allows(request.user, result)):
        raise Http404
    return result


def _demand(request: HttpRequest, result: CollectiveResult, move: str) -> None:
    if not COLLECTIVES.moves[move].by.allows(request.user, result):
        raise PermissionDenied(f"Đồng chí không có quyền “{COLLECTIVES.moves[move].label}”.")


@transaction.atomic
def _keep(request: HttpRequest, result: CollectiveResult, form: CollectiveForm) -> str:
    kept = deeds.save_result(
        result.unit,
        result.period,
        form.values(),
        **form.head.cleaned_data,
        by=request.user,
        seen=seen(request),
    )
    if request.POST.get("act") != "submit":
        return "Đã lưu kết quả của tập thể."
    deeds.submit(kept, by=request.user)
    return f"Đã trình cấp trên phê duyệt ({result.unit.parent.name})."


def _page(
    request: HttpRequest,
    result: CollectiveResult,
    *,
    form: CollectiveForm | None = None,
    bound: dict[str, BareForm] | None = None,
    refusal: Refusal | None = None,
    code: int = 200,
) -> HttpResponse:
    moves, rows = COLLECTIVES.available(result, request.user), told.table(result)
    context = {
        "result": result,
        "rows": rows,
        "bearing": told.bearing(result, rows[-1]),
        "waiting": told.waiting_for(result, steering=due.steering_sits()),
        "decided_above": decided_above(result, request.user) if "reopen" in moves else "",
        "moves": moves,
        "form": form or (CollectiveForm(None, result) if "edit" in moves else None),
        "refusal": refusal,
        "findings": refusal.findings if isinstance(refusal, Refused) else (),
    }
    context |= _answers(result, moves, bound or {}) | _history(request, result)
    return render(request, "evaluation/collectives/result.html", context, status=code)


def _answers(result: CollectiveResult, moves: Any, bound: dict[str, BareForm]) -> dict[str, Any]:
    """The forms of the moves that are open, and what stands in the way of approving."""
    return {
        "forms": {name: bound.get(name) or ACTS[name].form(prefix=name) for name in moves if name in ACTS},
        "left": [line for name, form in bound.items() if name not in moves for line in words_of(form)],
        "typed": next(iter(bound.values()), None),
        "awaits_digital": bool(result.pk) and awaits_digital(result),
        "in_the_way": list(digital_heard(result)) if "approve" in moves else (),
    }


def _history(request: HttpRequest, result: CollectiveResult) -> dict[str, Any]:
    """For those who hold a duty over the unit; what is made known to everybody is the result alone."""
    if not result.pk or not permissions.OVERSEE_COLLECTIVE.allows(request.user, result):
        return {}
    history = list(result.history.select_related("by", "on_behalf_of"))
    return {"history": told.told(history), "sent_back": told.sent_back(result, history)}
