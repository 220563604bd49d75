"""One page for three layers: fetch, compute without saving, and answer a refusal with everything typed."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cadres.machine import Refusal
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_or_404
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.exceeded import appeared_or_gone
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.views.page import APPRAISAL, AUTHORITY, SELF, Desk, panel, show
from pages.answers import status as status_of

__all__ = [
    "APPRAISAL",
    "AUTHORITY",
    "SELF",
    "Desk",
    "again",
    "attempt",
    "begun_return",
    "compute",
    "fetch",
    "require",
    "saved",
    "show",
]


def fetch(request: HttpRequest, pk: int) -> Dossier:
    """The dossier with its marks, deliveries and returns, if this person may see it."""
    dossier = dossier_or_404(request, pk)
    prefetch_related_objects(
        [dossier], "plan__tasks__deliveries", "plan__tasks__outstanding__by", "returns__by"
    )
    return dossier


def require(move: str, dossier: Dossier, user: Any) -> None:
    """Right before everything else: who may not do it is told so, whatever was typed."""
    if not DOSSIERS.moves[move].by.allows(user, dossier):
        raise PermissionDenied(f"Đồng chí không có quyền “{DOSSIERS.moves[move].label}”.")


def compute(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    """What was typed, scored and judged without being saved: the panel for htmx, else the whole page as typed."""
    dossier = fetch(request, pk)
    require(desk.move, dossier, request.user)
    form = MarksForm(request.POST, dossier=dossier, layer=desk.layer)
    form.is_valid()
    if not request.htmx:
        return show(request, dossier, desk, form=form, returning=begun_return(request, dossier))
    lines = appeared_or_gone(form, request.POST)
    context = {"panel": panel(dossier, desk, form), "form": form, "htmx": True, "confirmations": lines}
    return render(request, "evaluation/marks/score.html", context)


def attempt(
    request: HttpRequest, pk: int, desk: Desk, deed: Callable[[Dossier, MarksForm], HttpResponse]
) -> HttpResponse:
    """Check the right and the shape, do the deed; a refusal comes back with everything typed."""
    dossier = fetch(request, pk)
    require(desk.move, dossier, request.user)
    form = MarksForm(request.POST, dossier=dossier, layer=desk.layer, whole=_hands_over(request.POST))
    if not form.is_valid():
        return show(request, dossier, desk, form=form, returning=begun_return(request, dossier), status=422)
    try:
        return deed(dossier, form)
    except Refusal as refusal:
        return again(request, pk, desk, refusal)


def again(request: HttpRequest, pk: int, desk: Desk, refusal: Refusal) -> HttpResponse:
    """The page as typed over the dossier as it now is; saving anew then counts from what is shown."""
    dossier = fetch(request, pk)
    typed = request.POST.copy()
    typed["version"] = str(dossier.version)
    form = MarksForm(typed, dossier=dossier, layer=desk.layer) if _typed(typed) else None
    if form is not None:
        form.is_valid()
    returning = begun_return(request, dossier)
    status = status_of(refusal)
    return show(request, dossier, desk, form=form, returning=returning, refusal=refusal, status=status)


def begun_return(request: HttpRequest, dossier: Dossier) -> ReturnForm | None:
    """The return as typed, if one was begun, from the version that now stands."""
    if not ReturnForm.begun(request.POST):
        return None
    typed = request.POST.copy()
    typed["version"] = str(dossier.version)
    return ReturnForm(typed, dossier=dossier)


def saved(request: HttpRequest, dossier: Dossier) -> None:
    """Tell the next page that the server holds what was typed."""
    request.session["saved"] = dossier.pk


def _hands_over(data: Any) -> bool:
    """Whether the button pressed was the one that passes the dossier on."""
    return ("submit" in data or "done" in data) and not ReturnForm.begun(data)


def _typed(data: Any) -> bool:
    return "rating" in data or any(name.startswith(("task-", "criterion-")) for name in data)
