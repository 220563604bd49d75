"""Mục 5, third dash: one person who is to be replaced, and what was done."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import Refusal, Vanished
from cadres.models import Cadre
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.permissions import INTERESTED
from evaluation.years import listing
from evaluation.years.actions import replacements as deeds
from evaluation.years.forms import CorrectionForm, ReplacementForm
from evaluation.years.models import Replacement
from evaluation.years.moves import REPLACEMENTS
from pages.deeds import answer, done, seen, status, told
from pages.forms import ReasonForm
from pages.versions import both_versions, going_on, opened
from regulation.years import REPLACE, YearVerdict


@dataclass(frozen=True)
class Case:
    """The person by their last dossier of the year, what their quarters mean, what is recorded."""

    dossier: Dossier
    verdict: YearVerdict
    row: Replacement
    recorded: bool


@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """What was done is recorded, or corrected with a reason."""
    case = _case_or_404(request, year, pk)
    if request.method != "POST":
        return _page(request, case, _form(case))
    move = REPLACEMENTS.correct if case.recorded else REPLACEMENTS.record
    move.demand(request.user, case.row)

    def again(form: ReplacementForm, refusal: Refusal) -> HttpResponse:
        now = _case_or_404(request, year, pk)
        chosen = both_versions(request, refusal, lambda: iter(_form(now)), deed="Sửa việc thay thế")
        return chosen or _page(request, now, form, refusal)

    return answer(
        lambda: (CorrectionForm if case.recorded else ReplacementForm)(request.POST),
        lambda form: _record(request, case, form),
        again,
    )


@require_POST
def replacement_withdraw(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """It was recorded by mistake."""
    case = _case_or_404(request, year, pk)
    REPLACEMENTS.withdraw.demand(request.user, case.row)

    def act(form: ReasonForm) -> HttpResponse:
        if not case.recorded:
            raise Vanished
        reason = form.cleaned_data["reason"]
        deeds.withdraw(case.row, by=request.user, seen=seen(request), reason=reason)
        return done(request, "Đã rút việc thay thế đã ghi.", "replacement", year, pk)

    def again(form: ReasonForm, refusal: Refusal) -> HttpResponse:
        now = _case_or_404(request, year, pk)
        return _page(request, now, _form(now), refusal, withdraw=form)

    return answer(lambda: ReasonForm(request.POST, prefix="withdraw"), act, again)


def _record(request: SignedIn, case: Case, form: ReplacementForm) -> HttpResponse:
    values = {name: form.cleaned_data[name] for name in deeds.TOLD}
    if case.recorded:
        reason = form.cleaned_data["reason"]
        row = deeds.correct(case.row, values, by=request.user, seen=seen(request), reason=reason)
    else:
        for name, value in values.items():
            setattr(case.row, name, value)
        row = deeds.record(case.row, by=request.user)
    return done(request, f"Đã ghi: {row.sentence}", "replacement", row.year, row.cadre_id)


def _case_or_404(request: SignedIn, year: int, pk: int) -> Case:
    """Of whoever one sees in that year, and who is listed, or of whom something is recorded.

    Whoever is judged themself reads of it once they know of the quarters on which it rests (ADR 5).
    """
    cadre = get_object_or_404(Cadre, pk=pk)
    people = Dossier.objects.visible_to(request.user).filter(cadre=cadre, period__year=year)
    dossier = people.select_related("cadre", "managing_unit", "unit").order_by("-period__number").first()
    if dossier is None:
        raise Http404
    kept, verdict = deeds.recorded_of(pk, year), listing.year_of(pk, year, request.user)
    told = kept and not INTERESTED.allows(request.user, dossier)
    if not (told or verdict.to_replace or verdict.to_weigh):
        raise Http404("Người này không thuộc diện thay thế của năm.")
    row = kept or Replacement(cadre=dossier.cadre, year=year, unit=dossier.managing_unit)
    return Case(dossier, verdict, row, kept is not None)


def _form(case: Case) -> ReplacementForm:
    if not case.recorded:
        return ReplacementForm()
    return CorrectionForm(initial={name: getattr(case.row, name) for name in deeds.TOLD})


def _page(
    request: SignedIn,
    case: Case,
    form: ReplacementForm,
    refusal: Refusal | None = None,
    withdraw: ReasonForm | None = None,
) -> HttpResponse:
    version = going_on(request, case.row, refusal) if form.is_bound else opened(case.row.version, form)
    history = case.row.history.select_related("by", "on_behalf_of").order_by("-pk") if case.row.pk else []
    context = {
        "case": case,
        "findings_told": [one for one in case.verdict.findings if one.code == REPLACE.code],
        "form": form,
        "withdraw_form": withdraw or ReasonForm(prefix="withdraw"),
        "may": REPLACEMENTS.record.allows(request.user, case.row),
        "history": history,
        "version": version,
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/years/replacement.html", context, status=code)
