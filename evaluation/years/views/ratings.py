"""What becomes of a closed list of the year: made known, one person taken up again; and the rating of one person."""

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.years.actions import ratings as deeds
from evaluation.years.forms import ReopenForm
from evaluation.years.models import YearList, YearRating
from evaluation.years.moves import YEARS
from evaluation.years.views.lists import known_rows, list_or_404, page
from pages.deeds import answer, done, seen
from pages.forms import BareForm


@require_POST
def year_list_publish(request: SignedIn, pk: int) -> HttpResponse:
    """Everybody on it hears of their rating."""
    row = list_or_404(request, pk)
    YEARS.publish.demand(request.user, row)

    def act(form: BareForm) -> HttpResponse:
        deeds.publish(row, by=request.user, seen=seen(request))
        return done(request, "Đã công bố kết quả; từng người đã được thông báo.", "year_list", pk)

    return answer(
        lambda: BareForm(request.POST),
        act,
        lambda form, refusal: page(request, list_or_404(request, pk), refusal=refusal),
    )


@require_POST
def year_list_reopen(request: SignedIn, pk: int) -> HttpResponse:
    """One person goes to a supplement, with a reason."""
    row = list_or_404(request, pk)
    YEARS.reopen.demand(request.user, row)
    standing = known_rows(request, row).filter(reopened_at=None).select_related("dossier__cadre")

    def again(form: ReopenForm, refusal: Refusal) -> HttpResponse:
        return page(request, list_or_404(request, pk), refusal=refusal, beside={"reopen": form})

    return answer(lambda: ReopenForm(request.POST, standing), lambda form: _reopen(request, row, form), again)


def _reopen(request: SignedIn, row: YearList, form: ReopenForm) -> HttpResponse:
    chosen = form.rows[form.cleaned_data["person"]]
    deeds.reopen(row, chosen, by=request.user, seen=seen(request), reason=form.cleaned_data["reason"])
    sentence = f"Đã mở lại: {chosen.name} chờ trên danh sách bổ sung; kết quả trước còn hiệu lực đến khi có kết quả mới."
    return done(request, sentence, "year_list", row.pk)


@require_safe
def year_rating(request: SignedIn, pk: int) -> HttpResponse:
    """One person's year as it was decided: to themself once it is made known, and to whoever sees their dossiers of that year."""
    theirs = {"cadre": OuterRef("cadre"), "period__year": OuterRef("year")}
    seen_then = Dossier.objects.visible_to(request.user).filter(**theirs).order_by()
    ratings = YearRating.objects.known_to(request.user).filter(Exists(seen_then))
    row = get_object_or_404(ratings.select_related("cadre", "row__year_list__unit", "by"), pk=pk)
    sees_list = YearList.objects.visible_to(request.user).filter(pk=row.row.year_list_id).exists()
    return render(request, "evaluation/years/rating.html", {"rating": row, "sees_list": sees_list})
