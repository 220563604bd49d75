"""What surrounds every request: a line in the log, the instant of its arrival, refusals as sentences, privacy of pages."""

import codecs
import re
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from time import perf_counter
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.urls import is_valid_path, reverse
from django.utils.datastructures import MultiValueDict
from structlog.contextvars import bind_contextvars, bound_contextvars

from cadres.actions.attempts import keep_refused
from cadres.machine import Refusal
from cadres.visitors import tried
from config import clock
from config.logging import requests
from pages.deeds import Gone
from pages.sessions import came_from

Answer = Callable[[HttpRequest], HttpResponse]

PLAIN = ("utf-8", "ascii")
# What Django raises over a body, a query or a charset that is none.
UNREADABLE = (
    SuspiciousOperation,
    BadRequest,
    MultiPartParserError,
    UnreadablePostError,
    LookupError,
    ValueError,
)
HARMLESS_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
# What is taken of a proxy's own token: nothing in it breaks a line of the log or a header.
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class CompressedPages(GZipMiddleware):
    """Pages and parts of pages leave compressed, an eighth of their size; PDF and XLSX are compressed already.

    Secrets stay masked: Django gives a form's token another face each time, and the answer's length is padded by chance.
    Static files are answered before, from files compressed beforehand.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith("text/")
        return super().process_response(request, response) if is_text else response


def told(get_response: Answer) -> Answer:
    """Tell once of each request that comes this far, by its route: an address may hold what somebody searched for.

    Static files, and the turn from http to https, are answered before.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asked, begun = _id_of(request), perf_counter()
        with bound_contextvars(request_id=asked, user=None):
            response = get_response(request)
            requests.info(
                "request",
                method=request.method,
                route=request.resolver_match.view_name if request.resolver_match else None,
                status=response.status_code,
                milliseconds=round((perf_counter() - begun) * 1000),
            )
        response.headers["X-Request-ID"] = asked
        return response

    return middleware


def kept_clean(get_response: Answer) -> Answer:
    """A cookie with a NUL in it is none of ours: the table of sessions could not even be asked for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: said for name, said in request.COOKIES.items() if "\0" not in said}
        return get_response(request)

    return middleware


def signed(get_response: Answer) -> Answer:
    """Every line that is told from here on carries the number of whoever is signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        bind_contextvars(user=request.user.pk)
        return get_response(request)

    return middleware


def _id_of(request: HttpRequest) -> str:
    """The token that a proxy gave this request, where it is one; else our own."""
    given = request.headers.get("X-Request-ID", "")
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex


def arrival(get_response: Answer) -> Answer:
    """Take the instant once, when the request is here whole: lateness is judged by it, wherever it is judged."""

    def middleware(request: HttpRequest) -> HttpResponse:
        readable = _read(request)
        with clock.held(clock.moved() if settings.DEMONSTRATION else clock.now()):
            return get_response(request) if readable else render(request, "400.html", status=400)

    return middleware


def _read(request: HttpRequest) -> bool:
    """Read the body to its end, a slow upload arrives when its last byte does; whether it could be read.

    Of what cannot be read nothing is left, so that no page looks into it again. PostgreSQL takes no NUL: our pages find
    nothing by it, the filters of Django's admin would ask for it.
    """
    try:
        readable = _is_plain(request) and not any("\0" in text for text in _looked_into(request))
    except UNREADABLE:
        readable = False
    if not readable:
        request.GET = request.POST = QueryDict()
        request._files = MultiValueDict()  # type: ignore[attr-defined]  # POST alone can be set anew
    return readable


def _looked_into(request: HttpRequest) -> tuple[str, ...]:
    asked, _ = request.GET, request.POST
    return (
        (request.path, *asked, *chain(*(said for _, said in asked.lists())))
        if _is_admin(request)
        else (request.path,)
    )


def _is_plain(request: HttpRequest) -> bool:
    """Our pages are UTF-8, and so is what their forms send. Python knows a hundred codecs more, some of which make no text."""
    with suppress(LookupError):
        return codecs.lookup((request.content_params or {}).get("charset", "utf-8")).name in PLAIN
    return True  # a name that is none: Django goes on with UTF-8


def _is_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


class _Refusals:
    """A deed that the machine refused becomes a page with its sentence (409), and what was typed stays on the form.

    A deed that somebody may not do (403), or on a row that is not theirs to see (404), leaves its trace: whatever it had
    written is undone by now. Who only looks (GET) at what is not theirs has done nothing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """With DEBUG, Django would answer 404 with its own list of routes: a demonstration shows our page instead.

        An address that takes nothing but what a form sends (405) would else be an empty page. A page that was refused stands
        there too: who signs in anew from it is led to the page above.
        """
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404:
            return render(request, "404.html", status=404)
        if response.status_code == 405:
            back = _page_above(request.path)
            if back and _has_signed_in(request):
                return redirect(back)
            page = render(request, "405.html", {"back": back}, status=405)
            return _allowing(page, response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, PermissionDenied | Http404) and request.method not in HARMLESS_METHODS:
            keep_refused(tried(request), exception)
        if not isinstance(exception, Refusal):
            return None
        context = {"refusal": str(exception), "findings": exception.findings, "back": came_from(request)}
        if isinstance(exception, Gone):
            context |= {"left": exception.left, "to": exception.to}
        return render(request, "409.html", context, status=409)


refusals = _Refusals


def _page_above(path: str) -> str:
    """The nearest address above this one that is a page; each form's address stands beneath the page that shows it."""
    above = path.rstrip("/").rpartition("/")[0]
    if not above:
        return ""
    return f"{above}/" if is_valid_path(f"{above}/") else _page_above(above)


def _has_signed_in(request: HttpRequest) -> bool:
    """Whether the person comes from the sign-in page, which leads on by GET."""
    return request.method == "GET" and urlsplit(came_from(request)).path == reverse("login")


def _allowing(page: HttpResponse, methods: str) -> HttpResponse:
    page.headers["Allow"] = methods
    return page


def private_pages(get_response: Answer) -> Answer:
    """What a signed-in person sees is kept by no cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
