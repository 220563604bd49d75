"""Bước 2: the cadre's own page of Mẫu 03."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal
from cadres.requests import SignedIn
from evaluation.core.actions.receipts import HandedInOtherwise
from evaluation.core.models import Receipt
from evaluation.core.steps import Stage
from evaluation.marks.actions.marks import begin_assessment, hand_in, keep_self
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.views import desk
from pages.deeds import done
from pages.versions import differences
from regulation.deadlines import Window

BEGUN = "Đã mở bản tự đánh giá. Sản phẩm đã ghi trong quý được điền sẵn ở cột thực hiện."
SAVED = "Đã lưu bản nháp. Đồng chí có thể sửa tiếp cho đến khi nộp."


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: SignedIn, pk: int) -> HttpResponse:
    """Mẫu 03 as the cadre fills it in; for everybody else who may see it, to be read."""
    return desk.page(request, pk, desk.SELF, _submit if "submit" in request.POST else _save, _again)


@require_POST
def begin(request: SignedIn, pk: int) -> HttpResponse:
    begin_assessment(desk.fetch(request, pk), by=request.user)
    return done(request, BEGUN, "assessment", pk)


@require_POST
def score(request: SignedIn, pk: int) -> HttpResponse:
    return desk.compute(request, pk, desk.SELF)


def _save(request: SignedIn, form: MarksForm) -> HttpResponse:
    dossier = keep_self(form.case, by=request.user, seen=form.seen)
    return done(request, SAVED, "assessment", dossier.pk, tag=desk.saved(dossier))


def _submit(request: SignedIn, form: MarksForm) -> HttpResponse:
    """Save and hand in, both or neither."""
    receipt = hand_in(form.case, by=request.user, seen=form.seen)
    sentence = f"Đã nộp bản tự đánh giá. Biên nhận số {receipt.number}."
    return done(request, sentence, "assessment", receipt.dossier_id, tag=desk.saved(receipt.dossier))


def _again(request: SignedIn, pk: int, here: desk.Desk, refusal: Refusal) -> HttpResponse:
    """Handing in twice gives the same receipt; any other refusal comes back with everything typed."""
    if isinstance(refusal, OutOfTurn) and refusal.row.stage == Stage.SUBMITTED and "submit" in request.POST:
        return _handed_in(request, pk, refusal)
    return desk.again(request, pk, here, refusal)


def _handed_in(request: SignedIn, pk: int, refusal: OutOfTurn) -> HttpResponse:
    """The receipt; of a form that says something else than what was handed in also that, to read and copy."""
    dossier = desk.fetch(request, pk)
    receipt = Receipt.objects.filter(dossier=pk, window=Window.DOSSIER.value).latest("pk")
    stored = MarksForm(dossier=dossier, layer=desk.SELF.layer)
    left = [(one.label, one.typed.told) for one in differences(stored, request.POST)]
    if left:
        otherwise = HandedInOtherwise(refusal, "Bản tự đánh giá", receipt)
        return desk.show(request, dossier, desk.SELF, left=left, refusal=otherwise, status=409)
    messages.info(request, f"Bản tự đánh giá này đã được nộp rồi. Biên nhận số {receipt.number}.")
    return redirect("assessment", pk=pk)
