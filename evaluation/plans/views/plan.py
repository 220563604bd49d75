"""The plan of one quarter as a page: drawn up, handed in, collated, approved, worked on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import OutOfTurn, Refusal, Stale
from cadres.models import User
from cadres.requests import SignedIn
from config import clock
from evaluation.core.actions.receipts import HandedInOtherwise
from evaluation.core.case import Case
from evaluation.core.models import Dossier, Receipt
from evaluation.core.moves import Move
from evaluation.core.periods import time_left
from evaluation.core.tells.extensions import beside_window
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans import tells as told
from evaluation.plans.forms.draft import WeightsForm
from evaluation.plans.models import Plan
from evaluation.plans.moves import PLANS
from evaluation.plans.views.left import handed_in_otherwise, left_on
from pages.deeds import Incomplete, answer, done, seen, status
from pages.fields import written
from pages.forms import BareForm
from pages.versions import both_versions, going_on, opened
from regulation.deadlines import Window, is_late
from regulation.numbers import vn

# The buttons on the plan's page for those who judge it, by what they send.
JUDGING: dict[str, Move] = {move.name: move for move in (PLANS.collate, PLANS.approve, PLANS.return_)}


@require_safe
def plan(request: SignedIn, pk: int) -> HttpResponse:
    return plan_page(request, dossier_or_404(request, pk))


@require_POST
def plan_submit(request: SignedIn, pk: int) -> HttpResponse:
    """Hand in what stands on the page: weights typed and not yet saved are stored with it, or nothing is.

    The same page sent twice gives the same receipt; one that says otherwise comes back with what it says.
    """
    plan = plan_of(request, pk)
    PLANS.submit.demand(request.user, plan)
    reason = request.POST.get("late_reason", "").strip()

    def act(form: WeightsForm | BareForm) -> HttpResponse:
        weights = form.weights if isinstance(form, WeightsForm) else None
        said = written(reason)
        deeds.submit_plan(plan, by=request.user, seen=seen(request), late_reason=said, weights=weights)
        return _received(request, plan.dossier)

    def again(form: WeightsForm | BareForm, refusal: Refusal) -> HttpResponse:
        if isinstance(refusal, OutOfTurn) and refusal.done:
            return _handed_in(request, pk, refusal)
        if not isinstance(form, WeightsForm):
            return refused_page(request, pk, refusal, late_reason=reason)
        chosen = weights_chosen(request, pk, refusal, deed="Nộp kế hoạch")
        return chosen or refused_page(request, pk, refusal, late_reason=reason, weights_form=form)

    return answer(lambda: _with_weights(request, plan), act, again)


@require_POST
def plan_move(request: SignedIn, pk: int) -> HttpResponse:
    """The staff collate, the leadership approves, either gives it back with a reason."""
    plan, move = plan_of(request, pk), JUDGING.get(request.POST.get("move", ""))
    reason = request.POST.get("reason", "").strip()

    def act(form: BareForm) -> HttpResponse:
        if move is None:
            raise Incomplete
        said = written(reason) if move.owes_reason else ""
        judge(move, plan, by=request.user, seen=seen(request), reason=said)
        return done(request, move.done, "plan", pk)

    return answer(
        lambda: BareForm(request.POST),
        act,
        lambda form, refusal: refused_page(request, pk, refusal, reason=reason),
    )


def judge(move: Move, plan: Plan, *, by: User, seen: int, reason: str = "") -> Plan:
    """Collate, approve or return: with an approval the dossier goes to work."""
    if move is PLANS.approve:
        return deeds.approve_plan(plan, by=by, seen=seen)
    return move.make(plan, by=by, seen=seen, reason=reason)


def plan_of(request: SignedIn, pk: int) -> Plan:
    """The plan of a dossier that this person may see, without its facts: the deed reads the row anew and holds it."""
    rows = Dossier.objects.visible_to(request.user).for_rows().select_related("plan")
    return get_object_or_404(rows, pk=pk).plan


def refused_page(request: SignedIn, pk: int, refusal: Refusal, **typed: object) -> HttpResponse:
    """The plan as it now is, with what was refused at its top and what was typed in its place."""
    return plan_page(request, dossier_or_404(request, pk), refusal=refusal, **typed)


def weights_chosen(request: SignedIn, pk: int, refusal: Refusal, deed: str = "") -> HttpResponse | None:
    """Both versions of the weights, where somebody else saved others in between; `deed`: what choosing does beyond saving."""
    return both_versions(
        request, refusal, lambda: WeightsForm(plan=dossier_or_404(request, pk).plan), deed=deed
    )


def plan_page(
    request: SignedIn, dossier: Dossier, *, refusal: Refusal | None = None, **typed: object
) -> HttpResponse:
    """`refusal` without words of its own is one that a form tells beside its fields."""
    context: dict[str, Any] = plan_frame(request, dossier) | plan_context(request, dossier) | typed
    context |= {
        "refusal": str(refusal or ""),
        "refused": refusal.findings if refusal else (),
        "stale": isinstance(refusal, Stale),
        "left": left_on(request, dossier.plan, context) if refusal else (),
        "weights_version": going_on(request, dossier.plan, refusal)
        if "weights_form" in typed
        else opened(dossier.plan.version, context["weights_form"]),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/plans/plan.html", context, status=code)


def plan_frame(request: SignedIn, dossier: Dossier) -> dict[str, object]:
    """What each page about a plan shows around it."""
    moves = PLANS.available(dossier.plan, request.user)
    if dossier.period.direct_entry:
        moves = {name: move for name, move in moves.items() if move is PLANS.edit}
    frame = dossier_frame(request, dossier, "plan")
    return frame | {
        "plan": dossier.plan,
        "plan_moves": moves,
        "returned": told.returned(dossier.plan, frame["history"]),
    }


def plan_context(request: SignedIn, dossier: Dossier) -> dict[str, object]:
    plan, case = dossier.plan, Case(dossier)
    sheet, closes_at = told.sheet(case), told.closes_at(plan)
    return {
        "sheet": sheet,
        "weight_text": f"{vn(sheet.weight)}/{vn(dossier.period.edition.task_max)}",
        "weights_form": WeightsForm(plan=plan),
        "amendments": told.amendments(plan, request.user),
        "left_over": told.left_over(told.earlier_tasks(dossier, request.user))
        if _draws_up(request, dossier)
        else (),
        "before": dossier.period.quarter.previous(),
        "reduced": told.reduced(case),
        "closes_at": closes_at,
        "time_left": time_left(closes_at),
        # What came before it was returned answered for its day: it is not asked to be in time again (Bước 2).
        "window_closed": plan.arrived_at is None and is_late(clock.now(), closes_at),
        "refuses_late": told.refuses_late(plan),
        "extension": beside_window(dossier, Window.PLAN, plan.arrived_at, request.user),
    }


def _draws_up(request: SignedIn, dossier: Dossier) -> bool:
    """Whether this person could take tasks of the quarter before into the plan now."""
    return not dossier.period.direct_entry and PLANS.edit.open_to(request.user, dossier.plan)


def _with_weights(request: SignedIn, plan: Plan) -> WeightsForm | BareForm:
    """The weights sent along with a deed; none where the page had no fields for them."""
    sent = any(name.startswith("weight-") for name in request.POST)
    return WeightsForm(request.POST, plan=plan) if sent else BareForm(request.POST)


def _handed_in(request: SignedIn, pk: int, refusal: OutOfTurn) -> HttpResponse:
    """The receipt; of a page that says something else than what was handed in also that, to read and copy."""
    dossier = dossier_or_404(request, pk)
    if not handed_in_otherwise(request, dossier.plan):
        return _received(request, dossier)
    return plan_page(request, dossier, refusal=HandedInOtherwise(refusal, "Kế hoạch", _receipt(dossier)))


def _receipt(dossier: Dossier) -> Receipt:
    return dossier.receipts.filter(window=Window.PLAN.value).latest("pk")


def _received(request: SignedIn, dossier: Dossier) -> HttpResponse:
    receipt = _receipt(dossier)
    sentence = 'Đã nộp kế hoạch. <a href="{}">Biên nhận số {}</a>.'
    messages.success(request, format_html(sentence, reverse("receipt", args=[receipt.pk]), receipt.number))
    return redirect("plan", dossier.pk)
