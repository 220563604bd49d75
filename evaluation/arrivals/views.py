"""What arrived after the decision on one dossier, and the deciding level's answer to it (open-questions 33)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal, Vanished
from cadres.requests import SignedIn
from evaluation.arrivals.actions import keep_decision
from evaluation.arrivals.models import Arrival
from evaluation.arrivals.moves import ARRIVALS
from evaluation.core.models import Dossier
from evaluation.core.permissions import ANSWER_ARRIVAL
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from pages.deeds import answer, done, seen, status
from pages.forms import ReasonForm
from pages.versions import going_on
from pages.words import words_of

_ANSWERS = {
    move.name for move in (ARRIVALS.keep_decision, ARRIVALS.answer_by_reopening, ARRIVALS.decide_anew)
}


@require_safe
def arrivals(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that arrived after a decision on this dossier; what waits comes with the form to answer it."""
    return _page(request, _dossier(request, pk))


@require_POST
def arrival_keep(request: SignedIn, pk: int, arrival: int) -> HttpResponse:
    """The decision stands, with a reason; what was typed stays when it is refused, or when nothing waits for it any more."""
    dossier = _dossier(request, pk)

    def act(form: ReasonForm) -> HttpResponse:
        row = Arrival.objects.filter(pk=arrival, decision__dossier=dossier).first()
        if row is None:
            raise Vanished
        keep_decision(row, by=request.user, reason=form.cleaned_data["reason"], seen=seen(request))
        return done(request, ARRIVALS.keep_decision.done, "arrivals", pk)

    def again(form: ReasonForm, refusal: Refusal) -> HttpResponse:
        return _page(request, _dossier(request, pk), {arrival: form}, refusal)

    return answer(lambda: ReasonForm(request.POST, prefix=f"keep-{arrival}"), act, again)


def _dossier(request: SignedIn, pk: int) -> Dossier:
    """Asked of the deciding level, and of nobody else."""
    dossier = dossier_or_404(request, pk)
    if not ANSWER_ARRIVAL.allows(request.user, dossier):
        raise PermissionDenied("Chỉ cấp quyết định xếp loại trả lời về căn cứ đến sau quyết định.")
    return dossier


def _page(
    request: SignedIn,
    dossier: Dossier,
    bound: dict[int, ReasonForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    rows, bound = Arrival.objects.filter(decision__dossier=dossier).select_related("decision"), bound or {}
    frame = dossier_frame(request, dossier, "arrivals")
    answers = {one.changes.get("arrival"): one for one in frame["history"] if one.deed in _ANSWERS}
    lines = [(row, form := _form(row, bound), None if form else answers.get(row.pk)) for row in rows]
    shown = [form for _, form, _ in lines]
    context = frame | {
        "lines": lines,
        "reopens": any(
            move in frame["moves"].values() for move in (DOSSIERS.reopen, DOSSIERS.reopen_at_province)
        ),
        "typed": next(iter(bound.values()), None),
        "left": [line for form in bound.values() if form not in shown for line in words_of(form)],
        "kept": going_on(request, dossier, refusal),
        "refusal": refusal,
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/arrivals/arrivals.html", context, status=code)


def _form(row: Arrival, bound: dict[int, ReasonForm]) -> ReasonForm | None:
    if row.stage not in ARRIVALS.keep_decision.source:
        return None
    return bound.get(row.pk) or ReasonForm(prefix=f"keep-{row.pk}")
