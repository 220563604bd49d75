"""What surrounds every request: the instant of its arrival, refusals as sentences, and privacy of pages."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from cadres.machine import Refusal
from config import clock
from evaluation.core.models import DemonstrationDay

Answer = Callable[[HttpRequest], HttpResponse]


def arrival(get_response: Answer) -> Answer:
    """Take the instant once, when the request is here whole: lateness is judged by it, wherever it is judged."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _read(request)
        moment = clock.now()
        if settings.DEMONSTRATION and (shift := DemonstrationDay.objects.first()):
            moment += timedelta(days=shift.shift_days)
        with clock.held(moment):
            return get_response(request)

    return middleware


def _read(request: HttpRequest) -> None:
    """Read the body to its end: a slow upload arrives when its last byte does.

    What cannot be read is answered by a page with the usual frame, which looks into the address: it then finds nothing.
    """
    try:
        request.GET, request.POST  # noqa: B018
    except SuspiciousOperation:
        request.GET = QueryDict()
        raise


class _Refusals:
    """A deed that the machine refused becomes a page with its sentence (409), and what was typed stays on the form."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """With DEBUG, Django would answer 404 with its own list of routes: a demonstration shows our page instead."""
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404:
            return render(request, "404.html", status=404)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        findings = getattr(exception, "findings", ())
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = ""
        context = {"refusal": str(exception), "findings": findings, "back": back}
        return render(request, "409.html", context, status=409)


refusals = _Refusals


def private_pages(get_response: Answer) -> Answer:
    """What a signed-in person sees is kept by no cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
