"""Lịch: what falls due for whoever looks, by months; and the feed of it for their own calendar."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cadres.requests import SignedIn
from config import clock
from evaluation.boards.actions.feeds import renew
from evaluation.boards.exporters import calendar_of
from evaluation.boards.models import Feed
from evaluation.boards.tells.dues import dues_of
from evaluation.boards.tells.month import month_of
from pages.deeds import done

BACK, AHEAD = timedelta(days=100), timedelta(days=400)


@require_safe
def calendar(request: SignedIn) -> HttpResponse:
    """A month: its days, and what is due on them."""
    month = month_of(request.user, request.GET.get("thang", ""))
    return render(request, "evaluation/boards/calendar.html", {"month": month})


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_link(request: SignedIn) -> HttpResponse:
    """The link of one's own feed; made, and made anew, by a button alone."""
    if request.method == "POST":
        renew(by=request.user)
        return done(
            request, "Đã tạo đường dẫn mới. Đường dẫn trước, nếu có, không còn dùng được.", "calendar_link"
        )
    feed = Feed.objects.filter(user=request.user).first()
    url = request.build_absolute_uri(reverse("feed", args=[feed.token])) if feed else ""
    return render(request, "evaluation/boards/calendar_link.html", {"feed": feed, "url": url})


@require_safe
@never_cache
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link reads what falls due for its owner, and nothing else; kept by no cache, told to no other page."""
    found = Feed.opened_by(token)
    if found is None:
        raise Http404
    now = clock.now()
    dues = dues_of(found.user, now - BACK, now + AHEAD)
    headers = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    return HttpResponse(
        calendar_of(dues, request.build_absolute_uri("/")),
        content_type="text/calendar; charset=utf-8",
        headers=headers,
    )
