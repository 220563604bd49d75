"""The plan of one quarter as a page: drawn up, handed in, collated, approved, worked on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from cadres.machine import Refusal, Refused, Stale
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.periods import time_left
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans import tells as told
from evaluation.plans.forms.draft import WeightsForm
from evaluation.plans.models import Plan
from evaluation.plans.moves import AMENDMENTS, PLANS
from pages.answers import Incomplete, seen, status
from pages.fields import written
from regulation.deadlines import Window, is_late
from regulation.numbers import vn

MOVES = {
    "collate": (deeds.collate_plan, "Đã tổng hợp kế hoạch, chờ tập thể lãnh đạo, cấp ủy phê duyệt."),
    "approve": (deeds.approve_plan, "Đã phê duyệt kế hoạch; cán bộ bắt đầu thực hiện."),
    "return": (deeds.return_plan, "Đã trả lại kế hoạch để hoàn chỉnh."),
}


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    return plan_page(request, dossier_or_404(request, pk))


@require_POST
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in what stands on the page: weights typed and not yet saved are stored with it, or nothing is."""
    dossier = dossier_or_404(request, pk)
    plan, form = allowed(request, dossier, "submit"), _typed_weights(request, dossier)
    reason = request.POST.get("late_reason", "").strip()
    typed = {"late_reason": reason} | ({"weights_form": form} if form else {})
    if form and not form.is_valid():
        return plan_page(request, dossier, code=422, **typed)
    given = {"weights": form.weights if form else None}
    try:
        deeds.submit_plan(plan, by=request.user, seen=seen(request), late_reason=written(reason), **given)
    except Refusal as refusal:
        return refused_page(request, pk, refusal, **typed)
    _tell_of_receipt(request, dossier)
    return redirect("plan", pk)


@require_POST
def plan_move(request: HttpRequest, pk: int) -> HttpResponse:
    """The staff collate, the leadership approves, either gives it back with a reason."""
    dossier = dossier_or_404(request, pk)
    name = request.POST.get("move", "")
    reason = request.POST.get("reason", "").strip()
    try:
        if name not in MOVES:
            raise Incomplete
        given = {"reason": written(reason)} if name == "return" else {}
        MOVES[name][0](dossier.plan, by=request.user, seen=seen(request), **given)
    except Refusal as refusal:
        return refused_page(request, pk, refusal, reason=reason)
    messages.success(request, MOVES[name][1])
    return redirect("plan", pk)


def refused_page(request: HttpRequest, pk: int, refusal: Refusal, **typed: Any) -> HttpResponse:
    """The plan as it now is, with what was refused at its top and what was typed in its place."""
    return plan_page(request, dossier_or_404(request, pk), refusal=refusal, **typed)


def plan_page(
    request: HttpRequest, dossier: Dossier, *, refusal: Refusal | None = None, code: int = 200, **typed: Any
) -> HttpResponse:
    context = plan_frame(request, dossier) | plan_context(request, dossier) | typed
    context |= {"refusal": refusal, "refused": refusal.findings if isinstance(refusal, Refused) else ()}
    context |= {"stale": isinstance(refusal, Stale)}
    template = "evaluation/plans/plan.html"
    return render(request, template, context, status=status(refusal) if refusal else code)


def plan_frame(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What each page about a plan shows around it."""
    moves = PLANS.available(dossier.plan, request.user)
    if dossier.period.direct_entry:
        moves = {name: move for name, move in moves.items() if name == "edit"}
    frame = dossier_frame(request, dossier, "plan")
    return frame | {
        "plan": dossier.plan,
        "plan_moves": moves,
        "returned": told.returned(dossier.plan, frame["history"]),
    }


def plan_context(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    plan = dossier.plan
    changes = told.amendments(plan)
    for change in changes:
        change.moves = AMENDMENTS.available(change, request.user)
    sheet, closes_at = told.sheet(dossier), told.closes_at(plan)
    return {
        "sheet": sheet,
        "weight_text": f"{vn(sheet.weight)}/{vn(dossier.period.edition.task_max)}",
        "weights_form": WeightsForm(plan=plan),
        "amendments": changes,
        "left_over": told.left_over(told.earlier_tasks(dossier)) if _draws_up(request, dossier) else (),
        "before": dossier.period.quarter.previous(),
        "reduced": told.reduced(plan),
        "closes_at": closes_at,
        "time_left": time_left(closes_at),
        "window_closed": is_late(clock.now(), closes_at),
        "refuses_late": told.refuses_late(plan),
    }


def _draws_up(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether this person could take tasks of the quarter before into the plan now."""
    return not dossier.period.direct_entry and "edit" in PLANS.available(dossier.plan, request.user)


def allowed(request: HttpRequest, dossier: Dossier, name: str) -> Plan:
    """The plan whose form is opened, if this person may; a deed is judged again by the machine, on the locked row."""
    move = PLANS.moves[name]
    if not move.by.allows(request.user, dossier):
        raise PermissionDenied(f"Đồng chí không có quyền “{move.label}”.")
    return dossier.plan


def _typed_weights(request: HttpRequest, dossier: Dossier) -> WeightsForm | None:
    """The weights sent along with a deed; none where the page had no fields for them."""
    sent = any(name.startswith("weight-") for name in request.POST)
    return WeightsForm(request.POST, plan=dossier.plan) if sent else None


def _tell_of_receipt(request: HttpRequest, dossier: Dossier) -> None:
    receipt = dossier.receipts.filter(window=Window.PLAN.value).first()
    sentence = 'Đã nộp kế hoạch. <a href="{}">Biên nhận số {}</a>.'
    messages.success(request, format_html(sentence, reverse("receipt", args=[receipt.pk]), receipt.number))
