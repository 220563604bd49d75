"""The whole page of one layer: the form or what can be read, the return, and the score beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core import gates
from evaluation.core.case import Case
from evaluation.core.models import Dossier
from evaluation.core.moves import Move
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.core.tells.extensions import beside_window
from evaluation.core.views.frames import dossier_frame
from evaluation.marks.forms.answers import ProvinceReturnForm, ReturnForm
from evaluation.marks.forms.lines import Sheet
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.tells.charge import charge_of
from evaluation.marks.tells.deferred import deferred_before
from evaluation.marks.tells.excused import unanswered_tasks
from evaluation.marks.tells.panel import Panel, lay_out
from evaluation.marks.tells.returns import changes_since, is_open, latest_return, rows_named
from regulation.deadlines import Window
from regulation.vocabulary import Layer


@dataclass(frozen=True)
class Desk:
    """One layer's page: the move that writes it, the one that hands the dossier over with it, its template and its names."""

    layer: Layer
    move: Move
    ends: Move | None
    page: str
    tab: str

    @property
    def score(self) -> str:
        return f"{self.page}_score"

    @property
    def template(self) -> str:
        return f"evaluation/marks/{self.page}.html"


SELF = Desk(Layer.SELF, DOSSIERS.mark, DOSSIERS.submit, "assessment", "assessment")
APPRAISAL = Desk(Layer.APPRAISAL, DOSSIERS.appraisal_marks, DOSSIERS.appraise, "appraisal", "appraisal")
AUTHORITY = Desk(Layer.AUTHORITY, DOSSIERS.authority_marks, None, "authority", "appraisal")


def show(
    request: SignedIn,
    dossier: Dossier,
    desk: Desk,
    *,
    form: MarksForm | None = None,
    returning: ReturnForm | None = None,
    unit_return: ProvinceReturnForm | None = None,
    left: Sequence[tuple[str, str]] = (),
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with what was typed where something was; `left` is what it has no field for any more."""
    frame = dossier_frame(request, dossier, desk.tab)
    form = form or _form(request, dossier, desk)
    returning = returning or _returning(request, dossier, desk)
    context = {
        **frame,
        **_written(request, dossier, desk, status),
        **_returned(dossier, desk),
        "form": form,
        "charge": charge_of(dossier, form.policy) if form else None,
        "sheet": _sheet(dossier, desk, form, returning),
        "panel": panel(dossier, desk, form),
        "deferred": [] if desk.layer is Layer.SELF else deferred_before(dossier, request.user),
        "returning": returning,
        "unanswered": unanswered_tasks(dossier) if "province_appraise" in frame["moves"] else [],
        "unit_return": unit_return or ProvinceReturnForm(version=dossier.version),
        "left": left,
        "return_errors": returning if status == 422 and returns(request) else None,
        "refusal": refusal,
    }
    return render(request, desk.template, context, status=status)


def panel(dossier: Dossier, desk: Desk, form: MarksForm | None) -> Panel:
    """The score of what is typed; of an untouched form as it would be saved; of a page to be read as it is stored."""
    case, layer = form.case if form else Case(dossier), desk.layer
    elsewhere = reverse("grounds", args=[dossier.pk])
    return lay_out(case.verdict(upto=layer), case.facts(layer), layer, elsewhere=elsewhere)


def waits_for_division(dossier: Dossier, desk: Desk) -> bool:
    """2.2: until the division has proposed there is nothing to appraise."""
    return desk.layer == Layer.APPRAISAL and dossier.needs_division and dossier.stage == Stage.SUBMITTED


def _form(request: SignedIn, dossier: Dossier, desk: Desk) -> MarksForm | None:
    """The untouched form, while this person may write the layer."""
    if not desk.move.open_to(request.user, dossier) or waits_for_division(dossier, desk):
        return None
    return MarksForm(dossier=dossier, layer=desk.layer)


def _returning(request: SignedIn, dossier: Dossier, desk: Desk) -> ReturnForm | None:
    returns = desk.layer is not Layer.SELF and DOSSIERS.return_.open_to(request.user, dossier)
    return ReturnForm(dossier=dossier) if returns else None


def _sheet(dossier: Dossier, desk: Desk, form: MarksForm | None, returning: ReturnForm | None) -> Sheet:
    note = latest_return(dossier)
    notes = note.rows if note and is_open(note) else {}
    return Sheet(dossier, desk.layer, form, notes=notes, returning=returning)


def _written(request: SignedIn, dossier: Dossier, desk: Desk, status: int) -> dict[str, Any]:
    """What the page says of the dossier around the marks."""
    own = _handed_in(request, dossier) if desk.layer is Layer.SELF else {}
    return own | {
        "desk": desk,
        "withheld": dossier.withheld and desk.layer != Layer.SELF,
        "assessments": {row.layer: row for row in dossier.assessments.all()},
        "late": gates.overdue_since(dossier),
        "just_saved": status == 200 and _just_saved(request, dossier),
        "score_url": reverse(desk.score, args=[dossier.pk]),
    }


def _handed_in(request: SignedIn, dossier: Dossier) -> dict[str, Any]:
    """Until when the person's own layer can be handed in, what moved that, and what was."""
    return {
        "closes_at": gates.open_until(dossier),
        "extension": beside_window(dossier, Window.DOSSIER, dossier.arrived_at, request.user),
        "receipts": list(dossier.receipts.all()),
    }


def _returned(dossier: Dossier, desk: Desk) -> dict[str, Any]:
    """The latest return: open, or answered and then what changed since."""
    note = latest_return(dossier)
    answered = note if note and desk.layer is not Layer.SELF and not is_open(note) else None
    return {
        "note": note,
        "note_open": is_open(note),
        "note_rows": rows_named(note, dossier) if note else [],
        "changes": changes_since(answered, dossier) if answered else [],
    }


def saved(dossier: Dossier) -> str:
    """What the answer to a deed carries to the next page: that the server holds what was typed of this dossier."""
    return f"saved-{dossier.pk}"


def _just_saved(request: SignedIn, dossier: Dossier) -> bool:
    return any(message.extra_tags == saved(dossier) for message in get_messages(request))


def returns(request: SignedIn) -> bool:
    """Whether what was sent is a return."""
    return request.resolver_match is not None and request.resolver_match.url_name == "return_dossier"
