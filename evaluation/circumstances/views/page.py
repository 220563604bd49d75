"""The page Tình tiết of one dossier: read by everybody who sees the dossier, with the forms open to this person."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cadres.machine import Move, Refusal, Refused
from evaluation.circumstances.actions.circumstances import KINDS, PAPERS
from evaluation.circumstances.forms import (
    AbsenceForm,
    AskForm,
    DeferForm,
    EndForm,
    ExemptForm,
    LiftForm,
    RecordForm,
)
from evaluation.circumstances.tells.circumstances import (
    Circumstances,
    circumstances_of,
    deferral_of,
    exemption_of,
)
from evaluation.core.models import Dossier
from evaluation.core.stages import RemarkStage
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from pages.answers import seen, status
from pages.words import words_of


def answer(
    request: HttpRequest,
    dossier: Dossier,
    move: Move,
    form: forms.Form,
    deed: Callable[[dict[str, Any]], Any],
    done: str,
    *,
    about: Dossier | None = None,
    leads_to: str = "",
) -> HttpResponse:
    """Right first, then the form, then the deed; a refusal comes back on the page with everything typed."""
    if not move.by.allows(request.user, about or dossier):
        raise PermissionDenied(f"Đồng chí không có quyền “{move.label}”.")
    if not form.is_valid():
        return page(request, dossier, form, code=422)
    try:
        deed({"by": request.user, "seen": seen(request)})
    except Refusal as refusal:
        again = dossier_or_404(request, dossier.pk)
        return page(request, again, form, refusal, code=status(refusal))
    messages.success(request, done)
    return redirect(leads_to) if leads_to else redirect("circumstances", dossier.pk)


def page(
    request: HttpRequest,
    dossier: Dossier,
    typed: forms.Form | None = None,
    refusal: Refusal | None = None,
    code: int = 200,
) -> HttpResponse:
    frame = dossier_frame(request, dossier, "circumstances")
    moves = frame["moves"]
    told = circumstances_of(dossier, request.user, frame["history"], compare="settle_cases" in moves)
    shown = _forms(told, moves, dossier, typed)
    context = frame | {
        "told": told,
        "forms": shown,
        "typed": typed,
        "left": [] if _stands(typed, told, shown) else words_of(typed),
        "refusal": refusal,
        "findings": refusal.findings if isinstance(refusal, Refused) else (),
    }
    return render(request, "evaluation/circumstances/page.html", context, status=code)


def _forms(
    told: Circumstances, moves: dict[str, Move], dossier: Dossier, typed: forms.Form | None
) -> dict[str, Any]:
    """The forms open to this person by their prefix, what was typed in its place; each line has its own to be lifted."""
    kept = {typed.prefix: typed} if typed is not None else {}
    for line in (line for lines in told.lines.values() for line in lines if line.may_lift):
        line.form = kept.get(f"lift-{line.row.pk}") or LiftForm(line.row)
    for row in told.absences if "end_absence" in moves else ():
        row.form = kept.get(f"end-{row.pk}") or EndForm(row)
    offered: dict[str, Any] = {}
    if "record_circumstance" in moves:
        offered = {what: RecordForm(what) for what in KINDS if what not in PAPERS or _wants_papers(told)}
    if "record_absence" in moves:
        offered["absence"] = AbsenceForm()
    if "ask_remark" in moves and any(case.wants_remark for case in told.cases):
        offered["ask"] = AskForm(again=_answered(told))
    if "defer" in moves and (said := deferral_of(dossier)):
        offered["defer"] = DeferForm(prefix="defer", initial=said)
    if "exempt" in moves and (said := exemption_of(dossier)):
        offered["exempt"] = ExemptForm(prefix="exempt", initial=said)
    return offered | {name: form for name, form in kept.items() if _asks_the_same(form, offered.get(name))}


def _asks_the_same(typed: forms.Form, offered: forms.Form | None) -> bool:
    """Whether the form of that name still has the fields that were typed in."""
    return offered is not None and typed.fields.keys() == offered.fields.keys()


def _stands(typed: forms.Form | None, told: Circumstances, shown: dict[str, Any]) -> bool:
    """Whether what was typed stands in one of the page's forms; else its words are shown, so that nothing is lost."""
    lines = [line.form for lines in told.lines.values() for line in lines]
    ends = [getattr(row, "form", None) for row in told.absences]
    return any(form is typed for form in (*shown.values(), *lines, *ends))


def _wants_papers(told: Circumstances) -> bool:
    return any(case.papers for case in told.cases)


def _answered(told: Circumstances) -> bool:
    return told.remark is not None and told.remark.stage == RemarkStage.GIVEN
