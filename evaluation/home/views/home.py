"""Việc của tôi, the period switch, the demonstration's day, receipts."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, reverse
from django.views.decorators.http import require_POST, require_safe

from cadres.requests import SignedIn
from config import clock
from evaluation.boards.permissions import reads_boards
from evaluation.calendar.actions.keeping import keep_as, live_through
from evaluation.core.models import DemonstrationDay, Receipt
from evaluation.core.periods import SESSION_KEY, period_of, rounds, show, tell_own_windows
from evaluation.core.tells.extensions import lateness
from evaluation.home.forms import DayForm
from evaluation.home.tells.duties import tasks_for
from evaluation.home.tells.switching import in_round
from evaluation.packages.tells.board import reads_packages
from pages.sessions import came_from
from regulation.deadlines import Window


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """What waits for me, until when, one button each; then what waits for others; then results."""
    work = tasks_for(request.user, rounds(request))
    tell_own_windows(request, work.own)
    watches = {"watches": reads_boards(request.user), "gathers": reads_packages(request.user)}
    return render(request, "evaluation/home/home.html", {"work": work} | watches)


@require_safe
def choose_period(request: SignedIn, code: str) -> HttpResponse:
    """Remember the round for this session and go back to the page, which now shows that round, or to the nearest that does."""
    period = period_of(code)
    request.session[SESSION_KEY] = period.code
    try:
        return redirect(in_round(_back(request), period, request.user))
    except Resolver404:
        return redirect("home")


@require_POST
def day(request: SignedIn) -> HttpResponse:
    """Demonstration mode: move this installation's day, so that each deadline can be lived through."""
    if not settings.DEMONSTRATION:
        raise Http404
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, "Ngày trình diễn phải là một ngày có thật, viết dạng 25/12/2026, từ năm 2026 đến 2030."
        )
        return redirect(_back(request))
    target = form.cleaned_data["day"] if not form.cleaned_data["step"] else clock.today() + timedelta(days=1)
    shift = (target - datetime.now(clock.HERE).date()).days
    DemonstrationDay.objects.update_or_create(pk=1, defaults={"shift_days": shift})
    ahead = target - clock.today()
    live_through(clock.today(), target)
    with clock.held(clock.now() + ahead):  # else the day that has come looks as if nobody kept its calendar
        keep_as("ngày trình diễn")
    messages.success(request, f"Hôm nay (trình diễn) là ngày {target:%d/%m/%Y}.")
    return redirect(_back(request))


@require_safe
def receipt(request: SignedIn, pk: int) -> HttpResponse:
    """A receipt, fetched again whenever it is needed."""
    rows = Receipt.objects.visible_to(request.user).select_related("dossier__cadre", "dossier__period", "by")
    row = get_object_or_404(rows, pk=pk)
    show(request, row.dossier.period)
    said = lateness(row.dossier, Window(row.window), row.counts_from)
    return render(request, "evaluation/home/receipt.html", {"receipt": row, "said": said})


def _back(request: SignedIn) -> str:
    """The page from which the person came, if it is one of ours."""
    return came_from(request) or reverse("home")
