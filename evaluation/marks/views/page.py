"""The whole page of one layer: the form or what can be read, the return, and the score beside it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cadres.machine import Refusal, Stale
from evaluation.core.facts import Marks, facts_of, facts_with
from evaluation.core.models import Dossier
from evaluation.core.stages import Stage
from evaluation.core.views.frames import dossier_frame
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.lines import Sheet
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.forms.owed import window_closed
from evaluation.marks.tells.charge import charge_of
from evaluation.marks.tells.panel import Panel, panel_of
from evaluation.marks.tells.returns import changes_since, is_open, latest_return, rows_named
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
    form = form or _form(frame["moves"], dossier, desk)
    returning = returning or _returning(frame["moves"], dossier, desk)
    context = {
        **frame,
        **_written(request, dossier, desk, status),
        **_returned(dossier, desk),
        "form": form,
        "charge": charge_of(dossier, form.policy) if form else None,
        "sheet": _sheet(dossier, desk, form, returning, stale=isinstance(refusal, Stale)),
        "panel": panel(dossier, desk, form),
        "returning": returning,
        "return_errors": returning if status == 422 and _returns(request) else None,
        "refusal": refusal,
    }
    return render(request, desk.template, context, status=status)


def panel(dossier: Dossier, desk: Desk, form: MarksForm | None) -> Panel:
    """The score of what is typed; of an untouched form as it would be saved; of a page to be read as it is stored."""
    if form is None:
        facts = facts_of(dossier, upto=desk.layer)
    else:
        facts = facts_with(dossier, form.marks() if form.is_bound else Marks({}, {}), desk.layer)
    return panel_of(facts, desk.layer, elsewhere=reverse("grounds", args=[dossier.pk]))


def waits_for_division(dossier: Dossier, desk: Desk) -> bool:
    """2.2: until the division has proposed there is nothing to appraise."""
    return desk.layer == Layer.APPRAISAL and dossier.needs_division and dossier.stage == Stage.SUBMITTED


def _form(moves: Any, dossier: Dossier, desk: Desk) -> MarksForm | None:
    """The untouched form, while this person may write the layer."""
    if desk.move not in moves or waits_for_division(dossier, desk):
        return None
    return MarksForm(dossier=dossier, layer=desk.layer)


def _returning(moves: Any, dossier: Dossier, desk: Desk) -> ReturnForm | None:
    return ReturnForm(dossier=dossier) if "return" in moves and desk.layer != Layer.SELF else None


def _sheet(
    dossier: Dossier, desk: Desk, form: MarksForm | None, returning: ReturnForm | None, *, stale: bool
) -> Sheet:
    note = latest_return(dossier)
    notes = note.rows if note and is_open(note) else {}
    return Sheet(dossier, desk.layer, form, notes=notes, returning=returning, stale=stale)


def _written(request: HttpRequest, dossier: Dossier, desk: Desk, status: int) -> dict[str, Any]:
    """What the page says of the dossier around the marks."""
    return {
        "desk": desk,
        "withheld": dossier.withheld and desk.layer != Layer.SELF,
        "assessments": {row.layer: row for row in dossier.assessments.all()},
        "late": window_closed(dossier),
        "receipts": list(dossier.receipts.all()) if desk.layer == Layer.SELF else [],
        "just_saved": request.session.pop("saved", None) == dossier.pk and status == 200,
        "score_url": reverse(desk.score, args=[dossier.pk]),
    }


def _returned(dossier: Dossier, desk: Desk) -> dict[str, Any]:
    """The latest return: open, or answered and then what changed since."""
    note = latest_return(dossier)
    answered = note and desk.layer != Layer.SELF and not is_open(note)
    return {
        "note": note,
        "note_open": is_open(note),
        "note_rows": rows_named(note, dossier) if note else [],
        "changes": changes_since(note, dossier) if answered else [],
    }


def _returns(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "return_dossier"
