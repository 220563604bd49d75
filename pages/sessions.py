"""A session that has ended: the page on which somebody is typing stays, and after signing in one is there again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token

ENDED = "Phiên làm việc đã hết, việc vừa gửi chưa được ghi. Đăng nhập để trở lại trang đang làm với nội dung đã gõ."


class SignedInOnly(LoginRequiredMiddleware):
    """Whoever is not signed in is led to the sign-in page; what htmx asks is never answered by a page to put into another."""

    def handle_no_permission(  # type: ignore[override]  # an answer to a fragment is no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.method == "POST" or is_fragment(request):
            return ended(request)
        answer: HttpResponse = super().handle_no_permission(request, view_func)
        return answer


def ended(request: HttpRequest) -> HttpResponse:
    """For a fragment a status that app.js understands; for a form the way back to its page: its own address may answer no GET."""
    if is_fragment(request):
        return HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})
    messages.warning(request, ENDED)
    return redirect_to_login(came_from(request) or request.path)


@requires_csrf_token
def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: most often the cookie went with the session, or somebody signed in anew in another tab."""
    if is_fragment(request) or not (request.user.is_authenticated or _signs_in(request)):
        return ended(request)
    if request.user.is_authenticated and came_from(request) and (typed := _carried(request)):
        return render(request, "send_again.html", {"carried": typed, "back": came_from(request)}, status=403)
    return render(request, "403_csrf.html", status=403)


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent from a page of ours, to be sent again by whoever is signed in now; nothing where a password is among it."""
    if any("password" in name for name in request.POST):
        return []
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]


def came_from(request: HttpRequest) -> str:
    """The page of ours from which the person came; empty where there is none."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if ours else ""


def is_fragment(request: HttpRequest) -> bool:
    """Whether the answer is put into a page that stands; asked before django-htmx had its turn."""
    return request.headers.get("HX-Request") == "true"


def _signs_in(request: HttpRequest) -> bool:
    """Whether this is the way in itself, which needs nobody signed in."""
    match = request.resolver_match
    return match is not None and not getattr(match.func, "login_required", True)
