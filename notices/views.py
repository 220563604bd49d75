"""The bell: what one was told, newest first; opening a notice leads to its page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cadres.requests import SignedIn
from notices import actions
from notices.models import Notice
from pages.fields import ids

PAGE = 30


@require_safe
def notices(request: SignedIn) -> HttpResponse:
    """Their own, and nobody else's."""
    mine = Notice.objects.filter(to=request.user)
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "unread": mine.unread().count(), "newest": mine.order_by("-pk").first()}
    return render(request, "notices/notices.html", context)


@require_POST
def notice_open(request: SignedIn, pk: int) -> HttpResponse:
    """Read now; on to the page that it tells of."""
    notice = get_object_or_404(Notice, pk=pk, to=request.user)
    actions.read(notice)
    return redirect(notice.url)


@require_POST
def notices_read(request: SignedIn) -> HttpResponse:
    """All that stood there when the page was opened: what came since stays unread."""
    for newest in ids([request.POST.get("newest", "")]):
        if number := actions.read_all(request.user, newest):
            messages.success(request, f"Đã đánh dấu đã xem {number} thông báo.")
    return redirect("notices")
