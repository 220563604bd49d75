"""Bước 3 and 4: the staff's and the authority's layers, and sending a dossier back to the cadre."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import Refusal
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import Stage
from evaluation.marks.actions.marks import return_dossier, save_appraisal, save_authority
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.tells.queue import next_after
from evaluation.marks.views import desk

SAVE = {desk.APPRAISAL: save_appraisal, desk.AUTHORITY: save_authority}


@require_http_methods(["GET", "POST"])
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """Self beside appraisal; to be read by everybody else who may see it."""
    if request.method != "POST":
        return desk.show(request, desk.fetch(request, pk), desk.APPRAISAL)
    deed = _finish if "done" in request.POST else _save
    return desk.attempt(request, pk, desk.APPRAISAL, lambda dossier, form: deed(request, dossier, form))


@require_POST
def appraisal_score(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.compute(request, pk, desk.APPRAISAL)


@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest, pk: int) -> HttpResponse:
    """Mẫu 03, part III: self, appraisal and authority side by side."""
    if request.method != "POST":
        return desk.show(request, desk.fetch(request, pk), desk.AUTHORITY)
    return desk.attempt(request, pk, desk.AUTHORITY, lambda dossier, form: _keep(request, dossier, form))


@require_POST
def authority_score(request: HttpRequest, pk: int) -> HttpResponse:
    return desk.compute(request, pk, desk.AUTHORITY)


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the cadre with the reason and the rows concerned; what was marked meanwhile is kept."""
    dossier = desk.fetch(request, pk)
    desk.require("return", dossier, request.user)
    here = desk.AUTHORITY if dossier.stage == Stage.COUNCIL else desk.APPRAISAL
    returning = ReturnForm(request.POST, dossier=dossier)
    marks = _open_form(request, dossier, here)
    if not returning.is_valid() or (marks and not marks.is_valid()):
        return desk.show(request, dossier, here, form=marks, returning=returning, status=422)
    try:
        _return(dossier, here, marks, returning, by=request.user)
    except Refusal as refusal:
        return desk.again(request, pk, here, refusal)
    messages.success(request, f"Đã trả lại hồ sơ của đồng chí {dossier.cadre} để hoàn chỉnh.")
    return redirect("dossier", pk=pk)


def _open_form(request: HttpRequest, dossier: Dossier, here: desk.Desk) -> MarksForm | None:
    """The marks typed on the same page, where this person may write them now."""
    if here.move not in DOSSIERS.available(dossier, request.user) or "act" not in request.POST:
        return None
    return MarksForm(request.POST, dossier=dossier, layer=here.layer)


@transaction.atomic
def _return(
    dossier: Dossier, here: desk.Desk, marks: MarksForm | None, returning: ReturnForm, *, by: Any
) -> None:
    seen = returning.cleaned_data["version"]
    if marks is not None:
        dossier = SAVE[here](dossier, marks.marks(), by=by, seen=seen)
        seen = dossier.version
    reason = returning.cleaned_data["return_reason"]
    return_dossier(dossier, by=by, reason=reason, rows=returning.rows(), seen=seen)


class ReturnBegun(Refusal):
    """Whoever writes a return does not mean to pass the dossier on."""

    def __init__(self) -> None:
        super().__init__(
            "Đang ghi nội dung trả lại: bấm “Trả lại”, hoặc bỏ nội dung đó rồi bấm “Thẩm định xong”."
        )


def _save(request: HttpRequest, dossier: Dossier, form: MarksForm) -> HttpResponse:
    save_appraisal(dossier, form.marks(), by=request.user, seen=form.cleaned_data["version"])
    messages.success(request, f"Đã lưu điểm thẩm định của đồng chí {dossier.cadre}.")
    return _after(request, dossier, desk.APPRAISAL)


def _after(request: HttpRequest, dossier: Dossier, here: desk.Desk) -> HttpResponse:
    """The page anew; a return that was begun stays on it as typed."""
    if not ReturnForm.begun(request.POST):
        desk.saved(request, dossier)
        return redirect(here.page, pk=dossier.pk)
    dossier = desk.fetch(request, dossier.pk)
    return desk.show(request, dossier, here, returning=desk.begun_return(request, dossier))


def _finish(request: HttpRequest, dossier: Dossier, form: MarksForm) -> HttpResponse:
    """Thẩm định xong; the next dossier of the queue opens."""
    if ReturnForm.begun(request.POST):
        raise ReturnBegun
    save_appraisal(dossier, form.marks(), by=request.user, seen=form.cleaned_data["version"], done=True)
    following = next_after(dossier, request.user)
    messages.success(request, f"Đã thẩm định xong hồ sơ của đồng chí {dossier.cadre}.")
    return redirect("appraisal", pk=following) if following else redirect("appraisals")


def _keep(request: HttpRequest, dossier: Dossier, form: MarksForm) -> HttpResponse:
    save_authority(dossier, form.marks(), by=request.user, seen=form.cleaned_data["version"])
    messages.success(request, f"Đã lưu điểm của cấp có thẩm quyền cho đồng chí {dossier.cadre}.")
    return _after(request, dossier, desk.AUTHORITY)
