"""Sending a dossier back to the cadre, with the marks made meanwhile."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.core.views.frames import hold_or_404
from evaluation.marks.actions.marks import keep_appraisal, keep_authority
from evaluation.marks.actions.returns import return_dossier
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.views import desk
from pages.deeds import answer, done


@dataclass(frozen=True)
class Returned:
    """A return as it was typed, and the marks typed on the same page, where this person may write them now."""

    dossier: Dossier
    here: desk.Desk
    returning: ReturnForm
    marks: MarksForm | None

    def is_valid(self) -> bool:
        return self.returning.is_valid() and (self.marks is None or self.marks.is_valid())


@require_POST
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Back to the cadre with the reason and the rows concerned; what was marked meanwhile is kept."""
    return answer(
        lambda: _typed(request, pk),
        lambda typed: _send_back(request, typed),
        lambda typed, refusal: desk.again(request, pk, typed.here, refusal),
    )


def _typed(request: SignedIn, pk: int) -> Returned:
    dossier = hold_or_404(request, pk)
    DOSSIERS.return_.demand(request.user, dossier)
    here = desk.AUTHORITY if dossier.stage == Stage.COUNCIL else desk.APPRAISAL
    marks = None
    if "act" in request.POST and here.move.open_to(request.user, dossier):
        marks = MarksForm(request.POST, dossier=dossier, layer=here.layer)
    return Returned(dossier, here, ReturnForm(request.POST, dossier=dossier), marks)


def _send_back(request: SignedIn, typed: Returned) -> HttpResponse:
    said, dossier, by = typed.returning.cleaned_data, typed.dossier, request.user
    seen: int | None = said["version"]
    if typed.marks is not None:
        keep = keep_authority if typed.here is desk.AUTHORITY else keep_appraisal
        dossier, seen = keep(desk.whole(typed.marks).case, by=by, seen=seen), None
    rows, reason = typed.returning.rows(), said["return_reason"]
    return_dossier(dossier, by=by, reason=reason, rows=rows, seen=seen, held=True)
    sentence = f"Đã trả lại hồ sơ của đồng chí {dossier.cadre} để hoàn chỉnh."
    return done(request, sentence, "dossier", dossier.pk)
