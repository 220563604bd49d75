"""One page for three layers: fetch, compute without saving, and answer a refusal with everything typed."""

from collections.abc import Callable

from django.db.models import prefetch_related_objects
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.moves import Move
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_or_404, hold_or_404
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.exceeded import appeared_or_gone
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.views.page import APPRAISAL, AUTHORITY, SELF, Desk, panel, returns, saved, show
from evaluation.plans.forms.gone import refuse_gone
from evaluation.plans.tells import evidence
from pages.deeds import answer
from pages.deeds import status as status_of
from pages.fields import Unreadable
from pages.versions import both_versions, going_on

__all__ = [
    "APPRAISAL",
    "AUTHORITY",
    "SELF",
    "Desk",
    "again",
    "begun_return",
    "compute",
    "fetch",
    "page",
    "saved",
    "show",
    "typed_on",
    "whole",
]


def fetch(request: SignedIn, pk: int) -> Dossier:
    """The dossier with its marks, deliveries and returns, if this person may see it."""
    dossier = dossier_or_404(request, pk)
    prefetch_related_objects(
        [dossier], "plan__tasks__deliveries", "plan__tasks__outstanding__by", "returns__by", evidence()
    )
    return dossier


def _typed(request: SignedIn, pk: int, desk: Desk) -> MarksForm:
    """What was typed of a layer, over the dossier held for the deed, by whoever may write it."""
    dossier = hold_or_404(request, pk)
    desk.move.demand(request.user, dossier)
    return MarksForm(request.POST, dossier=dossier, layer=desk.layer)


def whole(form: MarksForm) -> MarksForm:
    """What was typed, to be kept; not where something of it is about a task that is no longer there."""
    refuse_gone(form.gone)
    return form


def compute(request: SignedIn, pk: int, desk: Desk) -> HttpResponse:
    """What was typed, scored and judged without being saved: the panel for htmx, else the whole page as typed."""
    dossier = fetch(request, pk)
    desk.move.demand(request.user, dossier)
    form = MarksForm(request.POST, dossier=dossier, layer=desk.layer)
    if not request.htmx:
        return show(request, dossier, desk, form=form, returning=begun_return(request, dossier))
    context = {
        "panel": panel(dossier, desk, form),
        "form": form,
        "htmx": True,
        "confirmations": appeared_or_gone(form),
    }
    return render(request, "evaluation/marks/score.html", context)


def again(request: SignedIn, pk: int, desk: Desk, refusal: Refusal) -> HttpResponse:
    """The page as typed over the dossier as it now is, or both versions of what somebody else saved in between.

    What is unreadable or owed stands beside its field; a refusal that no field tells stands above them.
    """
    dossier, status = fetch(request, pk), status_of(refusal)
    data = request.POST if isinstance(refusal, Unreadable) else typed_on(request, dossier, refusal)
    made = DOSSIERS.return_ if returns(request) else _ends(request, desk)
    if chosen := _has_marks(data) and both_versions(
        request,
        refusal,
        lambda: MarksForm(dossier=dossier, layer=desk.layer),
        deed=made.label if made else "",
    ):
        return chosen
    form = None
    if _has_marks(data) or not returns(request):
        ends = _ends(request, desk) if status == 422 else None
        form = MarksForm(data, dossier=dossier, layer=desk.layer, ends=ends)
    told = None if isinstance(refusal, Unreadable) or (form and form.ends and form.errors) else refusal
    returning = ReturnForm(data, dossier=dossier) if _returning(request) else None
    return show(request, dossier, desk, form=form, returning=returning, refusal=told, status=status)


def page(
    request: SignedIn,
    pk: int,
    desk: Desk,
    deed: Callable[[SignedIn, MarksForm], HttpResponse],
    refused: Callable[[SignedIn, int, Desk, Refusal], HttpResponse] = again,
) -> HttpResponse:
    """A layer's own page: shown, or what was typed on it done, or refused with everything typed."""
    if request.method != "POST":
        return show(request, fetch(request, pk), desk)
    return answer(
        lambda: _typed(request, pk, desk),
        lambda form: deed(request, whole(form)),
        lambda form, refusal: refused(request, pk, desk, refusal),
    )


def begun_return(request: SignedIn, dossier: Dossier) -> ReturnForm | None:
    """The return as typed, if one was begun, beside the marks as they now stand."""
    data = request.POST.copy()
    data["version"] = str(dossier.version)
    return ReturnForm(data, dossier=dossier) if _returning(request) else None


def _returning(request: SignedIn) -> bool:
    return returns(request) or ReturnForm.begun(request.POST)


def typed_on(request: SignedIn, dossier: Dossier, refusal: Refusal) -> QueryDict:
    """What was typed, as it goes on after a refusal: over the version of which that told."""
    data = request.POST.copy()
    data["version"] = going_on(request, dossier, refusal)
    return data


def _ends(request: SignedIn, desk: Desk) -> Move | None:
    """The move that passes the dossier on, where its button was pressed."""
    data = request.POST
    return desk.ends if "submit" in data or ("done" in data and not ReturnForm.begun(data)) else None


def _has_marks(data: QueryDict) -> bool:
    return "rating" in data or any(name.startswith(("task-", "criterion-")) for name in data)
