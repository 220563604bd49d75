"""Bước 2: the cadre's own page of Mẫu 03."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn
from evaluation.core.models import Dossier
from evaluation.core.stages import Stage
from evaluation.marks.actions.marks import begin_assessment, save_self, submit_self
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.views import desk


@require_http_methods(["GET", "POST"])
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Mẫu 03 as the cadre fills it in; for everybody else who may see it, to be read."""
    if request.method != "POST":
        return desk.show(request, desk.fetch(request, pk), desk.SELF)
    deed = _submit if "submit" in request.POST else _save
    return desk.attempt(request, pk, desk.SELF, lambda dossier, form: deed(request, dossier, form))


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = begin_assessment(desk.fetch(request, pk), by=request.user)
    messages.success(
        request, "Đã mở bản tự đánh giá. Sản phẩm đã ghi trong quý được điền sẵn ở cột thực hiện."
    )
    return redirect("assessment", pk=dossier.pk)


@require_POST
def score(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.compute(request, pk, desk.SELF)


def _save(request: HttpRequest, dossier: Dossier, form: MarksForm) -> HttpResponse:
    values = form.cleaned_data
    save_self(
        dossier, form.marks(), by=request.user, seen=values["version"], late_reason=values["late_reason"]
    )
    desk.saved(request, dossier)
    messages.success(request, "Đã lưu bản nháp. Đồng chí có thể sửa tiếp cho đến khi nộp.")
    return redirect("assessment", pk=dossier.pk)


def _submit(request: HttpRequest, dossier: Dossier, form: MarksForm) -> HttpResponse:
    """Save and hand in, both or neither; doing it twice is harmless."""
    try:
        done = _hand_in(dossier, form, by=request.user)
    except OutOfTurn as refusal:
        if refusal.row.stage != Stage.SUBMITTED:
            raise
        messages.info(request, "Bản tự đánh giá này đã được nộp rồi.")
        return redirect("assessment", pk=dossier.pk)
    desk.saved(request, done)
    number = done.receipts.first().number
    messages.success(request, f"Đã nộp bản tự đánh giá. Biên nhận số {number}.")
    return redirect("assessment", pk=dossier.pk)


@transaction.atomic
def _hand_in(dossier: Dossier, form: MarksForm, *, by: Any) -> Dossier:
    dossier = save_self(dossier, form.marks(), by=by, seen=form.cleaned_data["version"])
    return submit_self(dossier, by=by, seen=dossier.version, late_reason=form.cleaned_data["late_reason"])
