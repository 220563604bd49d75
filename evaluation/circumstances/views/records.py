"""What is recorded on the page Tình tiết: circumstances, absences, cases, the question to the old unit."""

from functools import partial

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cadres.models import Absence, Unit
from cadres.requests import SignedIn
from evaluation.circumstances.actions.absences import end_absence, record_absence
from evaluation.circumstances.actions.circumstances import KINDS, lift_circumstance, record_circumstance
from evaluation.circumstances.actions.remarks import ask_remark, withdraw_remark
from evaluation.circumstances.forms.records import (
    AbsenceForm,
    AskForm,
    EndForm,
    LiftForm,
    RecordForm,
    SettleForm,
)
from evaluation.circumstances.moves import CIRCUMSTANCES
from evaluation.circumstances.views.page import page, record
from evaluation.core.actions.cases import settle_cases
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_or_404
from pages.deeds import missing


@require_safe
def circumstances(request: SignedIn, pk: int) -> HttpResponse:
    """What bears on this dossier beside its marks; the person reads it too."""
    return page(request, dossier_or_404(request, pk))


@require_POST
def circumstance_record(request: SignedIn, pk: int, what: str) -> HttpResponse:
    dossier, move = dossier_or_404(request, pk), DOSSIERS.record_circumstance
    if what not in KINDS:
        raise Http404
    form = RecordForm(what, request.POST)
    return record(request, dossier, move, form, partial(record_circumstance, dossier))


@require_POST
def circumstance_lift(request: SignedIn, pk: int, circumstance: int) -> HttpResponse:
    """The authority of the dossier in which it was recorded confirms, from whichever dossier it bears on."""
    dossier, move = dossier_or_404(request, pk), CIRCUMSTANCES.lift
    row = get_object_or_404(dossier.cadre.circumstances.select_related("dossier__cadre"), pk=circumstance)
    deed = partial(lift_circumstance, row)
    return record(request, dossier, move, LiftForm(row, request.POST), deed, about=row)


@require_POST
def absence_record(request: SignedIn, pk: int) -> HttpResponse:
    dossier, move = dossier_or_404(request, pk), DOSSIERS.record_absence
    return record(request, dossier, move, AbsenceForm(request.POST), partial(record_absence, dossier))


@require_POST
def absence_end(request: SignedIn, pk: int, absence: int) -> HttpResponse:
    dossier, move = dossier_or_404(request, pk), DOSSIERS.end_absence
    row = dossier.cadre.absences.filter(pk=absence).first()
    if row is None:
        if not move.allows(request.user, dossier):
            raise Http404
        form = EndForm(Absence(pk=absence), request.POST)
        raise missing(Absence.objects.filter(pk=absence), form, reverse("circumstances", args=[pk]))
    deed, stored = partial(end_absence, dossier, row), partial(_stored_end, dossier, absence)
    return record(request, dossier, move, EndForm(row, request.POST), deed, stored=stored)


@require_POST
def cases_settle(request: SignedIn, pk: int) -> HttpResponse:
    dossier, move = dossier_or_404(request, pk), DOSSIERS.settle_cases
    return record(request, dossier, move, SettleForm(request.POST), partial(settle_cases, dossier))


@require_POST
def remark_ask(request: SignedIn, pk: int, unit: int | None = None) -> HttpResponse:
    """Each old unit not asked yet; a named one that has spoken is asked again."""
    dossier, move = dossier_or_404(request, pk), DOSSIERS.ask_remark
    again = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit) if unit else None
    form = AskForm(request.POST, again=unit)
    return record(request, dossier, move, form, partial(ask_remark, dossier, unit=again))


@require_POST
def remark_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    dossier, move = dossier_or_404(request, pk), DOSSIERS.withdraw_remark
    return record(request, dossier, move, SettleForm(request.POST), partial(withdraw_remark, dossier))


def _stored_end(dossier: Dossier, absence: int) -> forms.Form:
    """The absence as it stands by then; no field of one that was taken away meanwhile."""
    row = dossier.cadre.absences.filter(pk=absence).first()
    return EndForm(row) if row else forms.Form()
