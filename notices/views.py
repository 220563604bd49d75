"""The bell: what one was told, newest first; opening a notice leads to its page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from notices import actions
from notices.actions.wishes import want, wanted_by
from notices.forms import WishesForm
from notices.models import Notice
from pages.deeds import answer, done, status
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


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: SignedIn) -> HttpResponse:
    """What of it also comes by mail, once a day; to which address, the administration says."""
    if request.method != "POST":
        return _wishes(request, WishesForm(initial={"kinds": wanted_by(request.user)}))

    def act(form: WishesForm) -> HttpResponse:
        want(request.user, form.cleaned_data["kinds"])
        return done(request, "Đã lưu nội dung nhận qua thư.", "notices")

    return answer(
        lambda: WishesForm(request.POST), act, lambda form, refusal: _wishes(request, form, refusal)
    )


def _wishes(request: SignedIn, form: WishesForm, refusal: Refusal | None = None) -> HttpResponse:
    code = status(refusal) if refusal else 200
    return render(request, "notices/wishes.html", {"form": form}, status=code)
