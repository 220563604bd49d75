"""The page that first says what following does, and then does it (2.2, 7.a, 7.b)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cadres.machine import Refusal, Stale
from cadres.requests import SignedIn
from evaluation.circumstances.actions.following import brought, follow
from evaluation.circumstances.forms.records import SettleForm
from evaluation.circumstances.tells.following import following_of
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import at
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from pages.deeds import answer, done, seen, status


@require_http_methods(["GET", "HEAD", "POST"])
def posts_settle(request: SignedIn, pk: int) -> HttpResponse:
    """The dossier follows to the posts now held; whoever brings it there may lose sight of it."""
    if request.method == "POST" and _once_more(request, pk):
        return _done(request, pk)
    dossier = dossier_or_404(request, pk)
    if request.method != "POST":
        return _page(request, dossier)
    DOSSIERS.follow_person.demand(request.user, dossier)

    def act(form: SettleForm) -> HttpResponse:
        follow(dossier, by=request.user, seen=seen(request))
        return _done(request, pk)

    def again(form: SettleForm, refusal: Refusal) -> HttpResponse:
        if isinstance(refusal, Stale) and _once_more(request, pk):  # both clicks were under way
            return _done(request, pk)
        return _page(request, dossier_or_404(request, pk), refusal)

    return answer(lambda: SettleForm(request.POST), act, again)


def _once_more(request: SignedIn, pk: int) -> bool:
    return brought(pk, by=request.user, seen=seen(request))


def _done(request: SignedIn, pk: int) -> HttpResponse:
    """To the list of its round, whichever the session has chosen."""
    return done(request, DOSSIERS.follow_person.done, at("dossiers", Period.objects.get(dossiers=pk)))


def _page(request: SignedIn, dossier: Dossier, refusal: Refusal | None = None) -> HttpResponse:
    context = dossier_frame(request, dossier, "circumstances") | {
        "following": following_of(dossier),
        "refusal": refusal,
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/circumstances/following.html", context, status=code)
