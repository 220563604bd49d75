"""What may befall one dossier as a whole: every bare change of stage through one view, and showing it to one person."""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal
from cadres.models import User
from cadres.requests import SignedIn
from evaluation.circumstances.forms.aside import DeferForm, EndingForm, ExemptForm
from evaluation.circumstances.tells.aside import deferral_of, ending_of, exemption_of
from evaluation.core.models import Dossier, DossierUserObjectPermission
from evaluation.core.moves import Move, asking
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.deeds import actions as deeds
from evaluation.deeds.forms import ShareForm
from pages.deeds import answer, done, seen, status
from pages.fields import ids
from pages.forms import BareForm, ReasonForm
from pages.versions import going_on
from pages.words import words_of

# By what a move asks (`Move.asks`): its small form, and what the special case already says of the ground (7.d, 7.e, 3.3).
FORMS: dict[str, type[BareForm]] = {
    "nothing": BareForm,
    "reason": ReasonForm,
    "deferral": DeferForm,
    "exemption": ExemptForm,
    "ending": EndingForm,
}
SUGGESTED: dict[str, Callable[[Dossier], Mapping[str, object]]] = {
    "deferral": deferral_of,
    "exemption": exemption_of,
    "ending": ending_of,
}


@require_safe
def dossier_deeds(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, dossier_or_404(request, pk))


@require_POST
def dossier_move(request: SignedIn, pk: int, move: str) -> HttpResponse:
    """Any move that needs no page of its own; what was typed stays when it is refused."""
    dossier, made = dossier_or_404(request, pk), asking(FORMS, DOSSIERS.moves).get(move)
    if made is None:
        raise Http404
    deed: Callable[..., Dossier] = deeds.end if made is DOSSIERS.end else made.make
    return _do(
        request,
        dossier,
        made,
        FORMS[made.asks],
        lambda form: deed(dossier, **form.said(), by=request.user, seen=seen(request)),
    )


@require_POST
def dossier_share(request: SignedIn, pk: int) -> HttpResponse:
    """Let one account read this dossier."""
    dossier = dossier_or_404(request, pk)
    return _do(
        request,
        dossier,
        DOSSIERS.share,
        ShareForm,
        lambda form: deeds.share(
            dossier, form.cleaned_data["username"], by=request.user, reason=form.cleaned_data["reason"]
        ),
    )


@require_POST
def dossier_unshare(request: SignedIn, pk: int) -> HttpResponse:
    """Withdraw it from that account."""
    dossier, person = dossier_or_404(request, pk), ids([request.POST.get("person", "")])
    guest = get_object_or_404(User.objects.filter(pk__in=_shown(dossier).values("user")), pk__in=person)
    deeds.unshare(dossier, guest, by=request.user)
    return done(request, f"{guest} không còn được xem hồ sơ này.", "dossier_deeds", pk)


def _do(
    request: SignedIn,
    dossier: Dossier,
    move: Move,
    kind: type[BareForm],
    deed: Callable[[BareForm], Dossier],
) -> HttpResponse:
    move.demand(request.user, dossier)

    def act(form: BareForm) -> HttpResponse:
        deed(form)
        return done(request, move.done, _next(request, dossier))

    def again(form: BareForm, refusal: Refusal) -> HttpResponse:
        return _page(request, dossier_or_404(request, dossier.pk), {move.name: form}, refusal)

    return answer(lambda: kind(request.POST, prefix=move.name), act, again)


def _next(request: SignedIn, dossier: Dossier) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else reverse("dossier", args=[dossier.pk])


def _shown(dossier: Dossier) -> QuerySet[DossierUserObjectPermission]:
    return DossierUserObjectPermission.objects.filter(
        content_object=dossier, permission__codename="view_dossier"
    )


def _page(
    request: SignedIn,
    dossier: Dossier,
    bound: dict[str, BareForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    frame, bound = dossier_frame(request, dossier, "deeds"), bound or {}
    open_now = frame["moves"]
    shares = DOSSIERS.share in open_now.values()
    context = frame | {
        "offered": [
            {"move": move, "form": bound.get(name) or _form(move, dossier)}
            for name, move in asking(FORMS, open_now).items()
        ],
        "share_form": (bound.get("share") or ShareForm(prefix="share")) if shares else None,
        "shown_to": _shown(dossier).select_related("user") if shares else (),
        "refusal": refusal,
        "kept": going_on(request, dossier, refusal),
        "typed": next(iter(bound.values()), None),
        "left": [line for name, form in bound.items() if name not in open_now for line in words_of(form)],
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/deeds/deeds.html", context, status=code)


def _form(move: Move, dossier: Dossier) -> BareForm:
    suggest = SUGGESTED.get(move.asks)
    return FORMS[move.asks](prefix=move.name, initial=dict(suggest(dossier)) if suggest else {})
