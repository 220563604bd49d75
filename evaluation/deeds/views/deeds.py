"""What may befall one dossier as a whole: every bare change of stage through one view, and showing it to one person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from cadres.machine import Refusal
from cadres.models import User
from evaluation.circumstances.forms import DeferForm, ExemptForm
from evaluation.circumstances.tells.circumstances import deferral_of, exemption_of
from evaluation.core.models import Dossier, DossierUserObjectPermission
from evaluation.core.moves import Move
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.deeds import actions as deeds
from evaluation.deeds.forms import ShareForm
from pages.answers import seen, status
from pages.forms import BareForm, ReasonForm
from pages.words import words_of

DEEDS: dict[str, Callable[..., Dossier]] = {
    "province_appraise": deeds.appraise_at_province,
    "publish": deeds.publish,
    "archive": deeds.archive,
    "return_to_unit": deeds.return_to_unit,
    "reopen": deeds.reopen,
    "reopen_at_province": deeds.reopen,
    "defer": deeds.set_aside,
    "exempt": deeds.set_aside,
    "resume": deeds.resume,
}
# By what a move asks (`Move.asks`): its small form.
FORMS: dict[str, type[BareForm]] = {
    "nothing": BareForm,
    "reason": ReasonForm,
    "deferral": DeferForm,
    "exemption": ExemptForm,
}


@require_GET
def dossier_deeds(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, dossier_or_404(request, pk))


@require_POST
def dossier_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Any move that needs no page of its own; what was typed stays when it is refused."""
    dossier = dossier_or_404(request, pk)
    act = DOSSIERS.moves.get(move)
    if not isinstance(act, Move) or act.asks not in FORMS:
        raise Http404
    form = FORMS[act.asks](request.POST, prefix=move)
    deed = DEEDS.get(move, act.make)
    return _do(
        request,
        dossier,
        move,
        form,
        lambda: deed(dossier, by=request.user, seen=seen(request), **form.said()),
        act.done,
    )


@require_POST
def dossier_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one account read this dossier."""
    dossier = dossier_or_404(request, pk)
    form = ShareForm(request.POST, prefix="share")
    return _do(
        request,
        dossier,
        "share",
        form,
        lambda: deeds.share(
            dossier, form.cleaned_data["username"], by=request.user, reason=form.cleaned_data["reason"]
        ),
        "Đã cho xem hồ sơ.",
    )


@require_POST
def dossier_unshare(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw it from that account."""
    dossier, person = dossier_or_404(request, pk), request.POST.get("person", "")
    digits = person.isascii() and person.isdigit() and len(person) < 10
    shown = User.objects.filter(pk__in=_shown(dossier).values("user"))
    guest = get_object_or_404(shown, pk=int(person) if digits else 0)
    deeds.unshare(dossier, guest, by=request.user)
    messages.success(request, f"{guest} không còn được xem hồ sơ này.")
    return redirect("dossier_deeds", pk)


def _do(
    request: HttpRequest, dossier: Dossier, move: str, form: BareForm, deed: Callable[[], Any], done: str
) -> HttpResponse:
    if not DOSSIERS.moves[move].allows(request.user, dossier):
        raise PermissionDenied(f"Đồng chí không có quyền “{DOSSIERS.moves[move].label}”.")
    if not form.is_valid():
        return _page(request, dossier, {move: form}, code=422)
    try:
        deed()
    except Refusal as refusal:
        return _page(request, dossier_or_404(request, dossier.pk), {move: form}, refusal, status(refusal))
    messages.success(request, done)
    return redirect(_next(request, dossier))


def _next(request: HttpRequest, dossier: Dossier) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else reverse("dossier", args=[dossier.pk])


def _shown(dossier: Dossier) -> Any:
    return DossierUserObjectPermission.objects.filter(
        content_object=dossier, permission__codename="view_dossier"
    )


def _suggested(name: str, dossier: Dossier) -> dict[str, str]:
    """What the special case already says of the ground (7.d, 7.e, 3.3)."""
    suggest = {"defer": deferral_of, "exempt": exemption_of}.get(name)
    return suggest(dossier) if suggest else {}


def _page(
    request: HttpRequest,
    dossier: Dossier,
    bound: dict[str, BareForm] | None = None,
    refusal: Refusal | None = None,
    code: int = 200,
) -> HttpResponse:
    frame, bound = dossier_frame(request, dossier, "deeds"), bound or {}
    open_now = frame["moves"]
    offered = [
        {
            "name": name,
            "label": act.label,
            "form": bound.get(name) or FORMS[act.asks](prefix=name, initial=_suggested(name, dossier)),
            "act": act,
        }
        for name, act in open_now.items()
        if isinstance(act, Move) and act.asks in FORMS
    ]
    shares = "share" in open_now
    context = frame | {
        "offered": offered,
        "share_form": (bound.get("share") or ShareForm(prefix="share")) if shares else None,
        "shown_to": _shown(dossier).select_related("user") if shares else (),
        "refusal": refusal,
        "typed": next(iter(bound.values()), None),
        "left": [line for name, form in bound.items() if name not in open_now for line in words_of(form)],
    }
    return render(request, "evaluation/deeds/deeds.html", context, status=code)
