"""One page for three layers: fetch, show, compute without saving, and answer a refusal with everything typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cadres.machine import OutOfTurn, Refusal, Stale
from evaluation.facts import facts_of, facts_with
from evaluation.forms.marks import MarksForm
from evaluation.forms.marks_answers import ReturnForm
from evaluation.forms.marks_lines import Sheet
from evaluation.forms.marks_owed import window_closed
from evaluation.models import Dossier
from evaluation.stages import Stage
from evaluation.summaries.panel import panel_of
from evaluation.summaries.returns import changes_since, is_open, latest_return, rows_named
from evaluation.views.frames import dossier_frame, dossier_or_404
from evaluation.workflows import DOSSIERS
from regulation.vocabulary import Layer


@dataclass(frozen=True)
class Desk:
    """One layer's page: the move that writes it, its template and its names."""

    layer: Layer
    move: str
    page: str
    tab: str
    template: str

    @property
    def score(self) -> str:
        return f"{self.page}_score"


SELF = Desk(Layer.SELF, "mark", "assessment", "assessment", "evaluation/marks/assessment.html")
APPRAISAL = Desk(
    Layer.APPRAISAL, "appraisal_marks", "appraisal", "appraisal", "evaluation/marks/appraisal.html"
)
AUTHORITY = Desk(
    Layer.AUTHORITY, "authority_marks", "authority", "appraisal", "evaluation/marks/authority.html"
)


def fetch(request: HttpRequest, pk: int) -> Dossier:
    """The dossier with its marks, deliveries and returns, if this person may see it."""
    dossier = dossier_or_404(request, pk)
    prefetch_related_objects([dossier], "plan__tasks__deliveries", "returns__by")
    return dossier


def require(move: str, dossier: Dossier, user: Any) -> None:
    """Right before everything else: who may not do it is told so, whatever was typed."""
    if not DOSSIERS.moves[move].by.allows(user, dossier):
        raise PermissionDenied(f"Đồng chí không có quyền “{DOSSIERS.moves[move].label}”.")


def show(
    request: HttpRequest,
    dossier: Dossier,
    desk: Desk,
    *,
    form: MarksForm | None = None,
    returning: ReturnForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with what was typed where something was."""
    frame = dossier_frame(request, dossier, desk.tab)
    if form is None and desk.move in frame["moves"] and not waits_for_division(dossier, desk):
        form = MarksForm(dossier=dossier, layer=desk.layer)
    if returning is None and "return" in frame["moves"] and desk.layer != Layer.SELF:
        returning = ReturnForm(dossier=dossier)
    note = latest_return(dossier)
    sheet = Sheet(
        dossier,
        desk.layer,
        form,
        notes=note.rows if note and is_open(note) else {},
        returning=returning,
        stale=isinstance(refusal, Stale),
    )
    context = {
        **frame,
        "desk": desk,
        "withheld": dossier.withheld and desk.layer != Layer.SELF,
        "form": form,
        "sheet": sheet,
        "returning": returning,
        "return_errors": returning if status == 422 and _returns(request) else None,
        "refusal": refusal,
        "note": note,
        "note_open": is_open(note),
        "note_rows": rows_named(note, dossier) if note else [],
        "changes": changes_since(note, dossier)
        if note and desk.layer != Layer.SELF and not is_open(note)
        else [],
        "panel": _panel(dossier, desk, form),
        "assessments": {row.layer: row for row in dossier.assessments.all()},
        "late": window_closed(dossier),
        "receipts": list(dossier.receipts.all()) if desk.layer == Layer.SELF else [],
        "just_saved": request.session.pop("saved", None) == dossier.pk and status == 200,
        "score_url": reverse(desk.score, args=[dossier.pk]),
    }
    return render(request, desk.template, context, status=status)


def compute(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    """What was typed, scored and judged without being saved: the panel for htmx, else the whole page as typed."""
    dossier = fetch(request, pk)
    require(desk.move, dossier, request.user)
    form = MarksForm(request.POST, dossier=dossier, layer=desk.layer)
    form.is_valid()
    if not request.htmx:
        return show(request, dossier, desk, form=form, returning=begun_return(request, dossier))
    context = {"panel": _panel(dossier, desk, form), "form": form, "htmx": True}
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
    form = MarksForm(typed, dossier=dossier, layer=desk.layer) if "rating" in typed or _typed(typed) else None
    if form is not None:
        form.is_valid()
    return show(
        request,
        dossier,
        desk,
        form=form,
        returning=begun_return(request, dossier),
        refusal=refusal,
        status=status_of(refusal),
    )


def begun_return(request: HttpRequest, dossier: Dossier) -> ReturnForm | None:
    """The return as typed, if one was begun, from the version that now stands."""
    if not ReturnForm.begun(request.POST):
        return None
    typed = request.POST.copy()
    typed["version"] = str(dossier.version)
    return ReturnForm(typed, dossier=dossier)


def _returns(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "return_dossier"


def status_of(refusal: Refusal) -> int:
    return 409 if isinstance(refusal, Stale | OutOfTurn) else 422


def waits_for_division(dossier: Dossier, desk: Desk) -> bool:
    """2.2: until the division has proposed there is nothing to appraise."""
    return desk.layer == Layer.APPRAISAL and dossier.needs_division and dossier.stage == Stage.SUBMITTED


def saved(request: HttpRequest, dossier: Dossier) -> None:
    """Tell the next page that the server holds what was typed."""
    request.session["saved"] = dossier.pk


def _hands_over(data: Any) -> bool:
    """Whether the button pressed was the one that passes the dossier on."""
    return ("submit" in data or "done" in data) and not ReturnForm.begun(data)


def _typed(data: Any) -> bool:
    return any(name.startswith(("task-", "criterion-")) for name in data)


def _panel(dossier: Dossier, desk: Desk, form: MarksForm | None) -> Any:
    facts = (
        facts_with(dossier, form.marks(), desk.layer)
        if form is not None and form.is_bound
        else facts_of(dossier, upto=desk.layer)
    )
    return panel_of(facts, desk.layer)
