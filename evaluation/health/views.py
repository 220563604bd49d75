"""Whether the process lives, whether it can serve, and the administrator's page of the system's health."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cadres.permissions import administers
from cadres.requests import SignedIn
from evaluation.health import tells


@require_safe
@never_cache
@login_not_required
def healthz(request: SignedIn) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(request: SignedIn) -> HttpResponse:
    """The database answers with the tables of this version; else 503, without a word of why."""
    try:
        ready = tells.is_ready()
    except DatabaseError:
        ready = False
    return HttpResponse(
        "ok\n" if ready else "chờ\n", content_type="text/plain; charset=utf-8", status=200 if ready else 503
    )


@require_safe
def health(request: SignedIn) -> HttpResponse:
    """For whoever administers the province's installation."""
    if not administers(request.user):
        raise PermissionDenied("Tình trạng hệ thống do quản trị hệ thống xem.")
    return render(request, "evaluation/health/health.html", {"health": tells.health()})
