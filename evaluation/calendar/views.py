"""Opening a round: beforehand who gets a dossier, who does not and why; then the deed."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cadres.requests import SignedIn
from evaluation.calendar.actions import rounds
from evaluation.calendar.tells.rounds import may_be_opened, may_open, opening_of, round_to_open
from evaluation.core.periods import at, show
from pages.deeds import done
from regulation.deadlines import Window
from regulation.quarters import Quarter

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: SignedIn, code: str) -> HttpResponse:
    """Ban Tổ chức opens a quarter's round; opened again, it brings those who were appointed since."""
    quarter = _quarter_or_404(code)
    if not may_open(request.user):
        raise PermissionDenied("Kỳ đánh giá do Ban Tổ chức Tỉnh ủy mở.")
    if request.method == "POST":
        opening = rounds.open_round(quarter, by=request.user)
        sentence = (
            f"Đã mở {len(opening.owed)} hồ sơ {opening.period}."
            if opening.owed
            else "Không còn ai phải mở hồ sơ."
        )
        return done(request, sentence, at("overview", opening.period))
    opening = opening_of(round_to_open(quarter))
    if opening.period.pk:
        show(request, opening.period)
    context = {
        "opening": opening,
        "windows": [(window.label, opening.period.closes_at(window)) for window in Window],
        "page_obj": Paginator(opening.owed, PAGE).get_page(request.GET.get("page")),
        "spared": opening.spared[:PAGE],
        "more": len(opening.spared[PAGE:]),
    }
    return render(request, "evaluation/calendar/open_round.html", context)


def _quarter_or_404(code: str) -> Quarter:
    try:
        quarter = Quarter.parse(code)
    except ValueError as error:
        raise Http404("Không có quý này.") from error
    if not may_be_opened(quarter):
        raise Http404("Chỉ mở được kỳ của quý này và quý sau.")
    return quarter
