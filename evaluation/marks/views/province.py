"""Ban Tổ chức Tỉnh ủy's hand on proposals of tier 3.1: appraise, singly or many at once, or return to the unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cadres.machine import Refusal, together
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.periods import at, chosen
from evaluation.core.road import DOSSIERS
from evaluation.core.views.barred import keep_barred
from evaluation.marks.forms.answers import ProvinceReturnForm
from evaluation.marks.forms.ticked import Ticked
from evaluation.marks.views.desk import APPRAISAL, fetch, show, typed_on
from pages.deeds import answer, done, status, told
from pages.fields import Unreadable, ids
from pages.words import words_of

NONE_TICKED = "Chưa chọn hồ sơ nào, hoặc có hồ sơ không còn trong danh sách chờ thẩm định."


@require_POST
def appraise(request: SignedIn) -> HttpResponse:
    """All that were ticked, each from the version that was on the page; all or none."""
    chosen(request)  # the queue shown afterwards is that of the page
    return answer(
        lambda: _ticked(request),
        lambda ticked: _appraise(request, ticked),
        lambda ticked, refusal: _appraised_none(request, ticked, refusal),
    )


def _ticked(request: SignedIn) -> Ticked:
    ticked = Ticked(request.POST, Dossier.objects.visible_to(request.user))
    for dossier in ticked.dossiers:
        DOSSIERS.province_appraise.demand(request.user, dossier)
    return ticked


def _appraise(request: SignedIn, ticked: Ticked) -> HttpResponse:
    with together():
        for dossier in ticked.dossiers:
            seen = ticked.seen(dossier)
            DOSSIERS.province_appraise.make(dossier, by=request.user, seen=seen, held=True)
    names = ", ".join(dossier.cadre.full_name for dossier in ticked.dossiers)
    sentence = f"Ban Tổ chức đã thẩm định xong {len(ticked.dossiers)} hồ sơ: {names}."
    return done(request, sentence, _back(request))


def _appraised_none(request: SignedIn, ticked: Ticked, refusal: Refusal) -> HttpResponse:
    unread = isinstance(refusal, Unreadable)
    keep_barred(request, ids(ticked.names), DOSSIERS.province_appraise.by)
    messages.error(request, NONE_TICKED if unread else f"Chưa thẩm định hồ sơ nào. {refusal.named}")
    return redirect(_back(request))


def _back(request: SignedIn) -> str:
    """The page from which they were marked: the queue, or the province's table."""
    return "province_table" if request.POST.get("back") == "table" else "appraisals"


@require_POST
def send_back_to_unit(request: SignedIn, pk: int) -> HttpResponse:
    """Back to the unit that proposed, with the reason."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user), pk=pk)
    DOSSIERS.return_to_unit.demand(request.user, dossier)
    return answer(
        lambda: ProvinceReturnForm(request.POST),
        lambda form: _sent_back(request, form, dossier),
        lambda form, refusal: _not_sent_back(request, form, refusal, pk),
    )


def _sent_back(request: SignedIn, form: ProvinceReturnForm, dossier: Dossier) -> HttpResponse:
    said = form.cleaned_data
    DOSSIERS.return_to_unit.make(dossier, by=request.user, reason=said["reason"], seen=said["version"])
    sentence = f"Đã trả lại {dossier.managing_unit} hồ sơ của đồng chí {dossier.cadre}."
    return done(request, sentence, at("appraisals", dossier.period))


def _not_sent_back(request: SignedIn, form: ProvinceReturnForm, refusal: Refusal, pk: int) -> HttpResponse:
    """The page from which it was sent, with what was typed."""
    dossier = fetch(request, pk)
    if not isinstance(refusal, Unreadable):
        form = ProvinceReturnForm(typed_on(request, dossier, refusal))
    left = [] if DOSSIERS.return_to_unit.open_to(request.user, dossier) else words_of(form)
    above, code = told(refusal), status(refusal)
    return show(request, dossier, APPRAISAL, unit_return=form, left=left, refusal=above, status=code)
