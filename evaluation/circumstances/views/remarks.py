"""7.b: the old unit's page: whom it is asked about, and its small form. Nothing else of the dossier is shown here."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cadres.machine import Refusal
from cadres.models import User
from cadres.requests import SignedIn
from evaluation.circumstances.actions.remarks import Withdrawn, give_remark
from evaluation.circumstances.forms.records import RemarkForm
from evaluation.circumstances.models import Remark
from evaluation.circumstances.moves import REMARKS
from evaluation.circumstances.permissions import GIVE_REMARK
from evaluation.circumstances.tells.remarks import asked_by, posts_at, remarks_of
from evaluation.core.periods import show
from pages.deeds import answer, done, seen, status
from pages.versions import both_versions, going_on
from pages.words import words_of
from regulation.deadlines import Window

PAGE = 50


@require_safe
def remarks(request: SignedIn) -> HttpResponse:
    """What is asked of my units, and what they gave."""
    page = Paginator(remarks_of(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluation/circumstances/remarks.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: SignedIn, pk: int) -> HttpResponse:
    """One remark: read, or given by whoever acts for the old unit today."""
    if request.method == "POST" and _withdrawn(request.user, pk):
        return _gone(request)
    row = get_object_or_404(remarks_of(request.user), pk=pk)
    show(request, row.dossier.period)
    if request.method != "POST":
        return _page(request, row)

    def give(form: RemarkForm) -> HttpResponse:
        give_remark(row, **form.cleaned_data, by=request.user, seen=seen(request))
        return done(request, REMARKS.give.done, "remark", pk)

    def again(form: RemarkForm, refusal: Refusal) -> HttpResponse:
        now = remarks_of(request.user).filter(pk=pk).first() or row  # withdrawn meanwhile: as it was opened
        chosen = both_versions(request, refusal, lambda: _opened(now), deed="Gửi nhận xét")
        return chosen or _page(request, now, form, refusal)

    return answer(lambda: RemarkForm(request.POST), give, again)


def _withdrawn(user: User, pk: int) -> bool:
    """Told only to who gives remarks: whoever else tries a key learns nothing."""
    return GIVE_REMARK.is_held(user) and not Remark.objects.filter(pk=pk).exists()


def _gone(request: SignedIn) -> HttpResponse:
    """The question was withdrawn before the answer was sent: said, with what was typed."""
    form = RemarkForm(request.POST)
    form.full_clean()
    refusal = Withdrawn()
    context = {"refusal": refusal, "left": words_of(form)}
    return render(request, "evaluation/circumstances/remark_gone.html", context, status=status(refusal))


def _opened(row: Remark) -> RemarkForm:
    return RemarkForm(initial={"text": row.text, "rating": row.rating, "document": row.document})


def _page(
    request: SignedIn, row: Remark, form: RemarkForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    if form is None and REMARKS.give.open_to(request.user, row):
        form = _opened(row)
    context = {
        "remark": row,
        "posts": posts_at(row),
        "asked": asked_by(row),
        "closes_at": row.dossier.period.closes_at(Window.DOSSIER),
        "form": form,
        "version": going_on(request, row, refusal, form or ()),
        "refusal": refusal,
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/circumstances/remark.html", context, status=code)
