"""What surrounds every request: the instant of its arrival."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict

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
