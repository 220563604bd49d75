"""Bước 3 and 4: the staff's and the authority's layers."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.marks.actions.marks import keep_appraisal, keep_authority
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.tells.queue import next_after
from evaluation.marks.views import desk
from pages.deeds import done


class ReturnBegun(Refusal):
    """Whoever writes a return does not mean to pass the dossier on."""

    def __init__(self) -> None:
        super().__init__(
            "Đang ghi nội dung trả lại: bấm “Trả lại”, hoặc bỏ nội dung đó rồi bấm “Thẩm định xong”."
        )


@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request: SignedIn, pk: int) -> HttpResponse:
    """Self beside appraisal; to be read by everybody else who may see it."""
    return desk.page(request, pk, desk.APPRAISAL, _finish if "done" in request.POST else _save)


@require_POST
def appraisal_score(request: SignedIn, pk: int) -> HttpResponse:
    return desk.compute(request, pk, desk.APPRAISAL)


@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: SignedIn, pk: int) -> HttpResponse:
    """Mẫu 03, part III: self, appraisal and authority side by side."""
    return desk.page(request, pk, desk.AUTHORITY, _keep)


@require_POST
def authority_score(request: SignedIn, pk: int) -> HttpResponse:
    return desk.compute(request, pk, desk.AUTHORITY)


def _save(request: SignedIn, form: MarksForm) -> HttpResponse:
    dossier = keep_appraisal(form.case, by=request.user, seen=form.seen)
    return _after(request, dossier, desk.APPRAISAL, f"Đã lưu điểm thẩm định của đồng chí {dossier.cadre}.")


def _finish(request: SignedIn, form: MarksForm) -> HttpResponse:
    """Thẩm định xong; the next dossier of the queue opens."""
    if ReturnForm.begun(request.POST):
        raise ReturnBegun
    dossier = keep_appraisal(form.case, by=request.user, seen=form.seen, done=True)
    following = next_after(dossier, request.user)
    to = ("appraisal", following) if following else ("appraisals",)
    return done(request, f"Đã thẩm định xong hồ sơ của đồng chí {dossier.cadre}.", *to)


def _keep(request: SignedIn, form: MarksForm) -> HttpResponse:
    dossier = keep_authority(form.case, by=request.user, seen=form.seen)
    sentence = f"Đã lưu điểm của cấp có thẩm quyền cho đồng chí {dossier.cadre}."
    return _after(request, dossier, desk.AUTHORITY, sentence)


def _after(request: SignedIn, dossier: Dossier, here: desk.Desk, sentence: str) -> HttpResponse:
    """The page anew; a return that was begun stays on it as typed."""
    anew = done(request, sentence, here.page, dossier.pk, tag=desk.saved(dossier))
    if not ReturnForm.begun(request.POST):
        return anew
    dossier = desk.fetch(request, dossier.pk)
    return desk.show(request, dossier, here, returning=desk.begun_return(request, dossier))
