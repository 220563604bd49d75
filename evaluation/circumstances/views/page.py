"""The page Tình tiết of one dossier: read by everybody who sees the dossier, with the forms open to this person."""

from collections.abc import Callable, Collection, Iterator

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from cadres import machine
from cadres.machine import Refusal
from cadres.models import Staged
from cadres.requests import SignedIn
from evaluation.circumstances.actions.circumstances import KINDS, PAPERS, is_charged
from evaluation.circumstances.forms.aside import DeferForm, EndingForm, ExemptForm
from evaluation.circumstances.forms.records import AbsenceForm, AskForm, EndForm, LiftForm, RecordForm
from evaluation.circumstances.tells.aside import deferral_of, ending_of, exemption_of
from evaluation.circumstances.tells.circumstances import Circumstances, circumstances_of
from evaluation.core.models import Dossier
from evaluation.core.moves import Move
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from pages.deeds import answer, done, seen, status
from pages.versions import both_versions, going_on
from pages.words import words_of
from regulation.vocabulary import Circumstance

Moves = Collection[machine.Move]


def record(
    request: SignedIn,
    dossier: Dossier,
    move: Move,
    form: forms.Form,
    deed: Callable[..., object],
    *,
    about: Staged | None = None,
    to: tuple[str, ...] = (),
    stored: Callable[[], forms.Form] = forms.Form,
) -> HttpResponse:
    """Right first, then the form, then the deed, and back to the page; a refusal comes back with everything typed.

    `stored` is the untouched form of one that changes what stands.
    """
    move.demand(request.user, about or dossier)

    def act(form: forms.Form) -> HttpResponse:
        deed(**form.cleaned_data, by=request.user, seen=seen(request))
        return done(request, move.done, *(to or ("circumstances", dossier.pk)))

    def again(form: forms.Form, refusal: Refusal) -> HttpResponse:
        chosen = both_versions(request, refusal, stored)
        return chosen or page(request, dossier_or_404(request, dossier.pk), form, refusal)

    return answer(lambda: form, act, again)


def page(
    request: SignedIn,
    dossier: Dossier,
    typed: forms.Form | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    frame = dossier_frame(request, dossier, "circumstances")
    moves = frame["moves"].values()
    told = circumstances_of(dossier, request.user, frame["history"], compare=DOSSIERS.settle_cases in moves)
    shown = _forms(told, moves, dossier, typed)
    context = frame | {
        "told": told,
        "forms": shown,
        "typed": typed,
        "kept": going_on(request, dossier, refusal),
        "left": [] if _stands(typed, told, shown) else words_of(typed),
        "refusal": refusal,
        "findings": refusal.findings if refusal else (),
    }
    return render(
        request, "evaluation/circumstances/page.html", context, status=status(refusal) if refusal else 200
    )


def _forms(
    told: Circumstances, moves: Moves, dossier: Dossier, typed: forms.Form | None
) -> dict[str, forms.Form]:
    """The forms open to this person by their prefix, what was typed in its place; each line has its own to be lifted."""
    kept = {str(typed.prefix): typed} if typed is not None else {}
    for line in told.all_lines():
        if line.may_lift:
            line.form = kept.get(f"lift-{line.row.pk}") or LiftForm(line.row)
    for asked in told.remarks if DOSSIERS.ask_remark in moves else ():
        if asked.remark and asked.answered:
            unit = asked.remark.from_unit_id
            asked.form = kept.get(f"ask-{unit}") or AskForm(again=unit)
    for away in told.absences if DOSSIERS.end_absence in moves else ():
        away.form = kept.get(f"end-{away.row.pk}") or EndForm(away.row)
    offered = dict(_offered(told, moves, dossier))
    return offered | {name: form for name, form in kept.items() if _asks_the_same(form, offered.get(name))}


def _offered(told: Circumstances, moves: Moves, dossier: Dossier) -> Iterator[tuple[str, forms.Form]]:
    """By their prefix, the forms of the moves open to this person that there is reason to make."""
    if DOSSIERS.record_circumstance in moves:
        offered = ("ground",) if dossier.is_decided else tuple(KINDS)
        without = () if is_charged(dossier) else (Circumstance.BASIC_TARGETS,)
        wanted = (what for what in offered if what not in PAPERS or told.wants_papers)
        yield from ((what, RecordForm(what, without=without)) for what in wanted)
    if DOSSIERS.record_absence in moves:
        yield "absence", AbsenceForm()
    if DOSSIERS.ask_remark in moves and told.unasked:
        yield "ask", AskForm()
    if DOSSIERS.defer in moves and (said := deferral_of(dossier)):
        yield "defer", DeferForm(prefix="defer", initial=said)
    if DOSSIERS.exempt in moves and (said := exemption_of(dossier)):
        yield "exempt", ExemptForm(prefix="exempt", initial=said)
    if DOSSIERS.end in moves and (ending := ending_of(dossier)):
        yield "end", EndingForm(prefix="end", initial=ending)


def _asks_the_same(typed: forms.Form, offered: forms.Form | None) -> bool:
    """Whether the form of that name still has the fields that were typed in."""
    return offered is not None and typed.fields.keys() == offered.fields.keys()


def _stands(typed: forms.Form | None, told: Circumstances, shown: dict[str, forms.Form]) -> bool:
    """Whether what was typed stands in one of the page's forms; else its words are shown, so that nothing is lost."""
    beside = [line.form for line in told.all_lines()] + [away.form for away in told.absences]
    again = [asked.form for asked in told.remarks]
    return any(form is typed for form in (*shown.values(), *beside, *again))
