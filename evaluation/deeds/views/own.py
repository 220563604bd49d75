"""Bước 6: one person's result in full, for themself and for whoever may see their dossier; that they have seen it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.deeds import actions as deeds
from evaluation.deeds.tells import own_result as told
from pages.deeds import answer, done, status
from pages.forms import BareForm


@require_safe
def own_result(request: SignedIn, pk: int) -> HttpResponse:
    """What was decided, by whom, on which marks and findings; empty until it is published."""
    return _page(request, dossier_or_404(request, pk))


@require_POST
def result_seen(request: SignedIn, pk: int) -> HttpResponse:
    """The person says that they have seen it; sent twice it is done all the same."""
    dossier = dossier_or_404(request, pk)
    DOSSIERS.see_result.demand(request.user, dossier)

    def act(form: BareForm) -> HttpResponse:
        deeds.see_result(dossier, by=request.user)
        return done(request, DOSSIERS.see_result.done, "own_result", pk)

    def again(form: BareForm, refusal: Refusal) -> HttpResponse:
        if isinstance(refusal, deeds.AlreadySeen):
            return done(request, str(refusal), "own_result", pk)
        return _page(request, dossier_or_404(request, pk), refusal)

    return answer(lambda: BareForm(request.POST), act, again)


def _page(request: SignedIn, dossier: Dossier, refusal: Refusal | None = None) -> HttpResponse:
    context = dossier_frame(request, dossier, "own_result") | told(dossier) | {"refusal": refusal}
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/deeds/own_result.html", context, status=code)
