"""Việc bị từ chối: what nobody was let do and who could not come in, for inspection and for the keeper of the system."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.permissions import attempts_of, reads_attempts
from cadres.requests import SignedIn
from reporting.filters import AttemptFilter

PAGE = 50


@require_safe
def attempts(request: SignedIn) -> HttpResponse:
    """The newest first; read, and never changed."""
    if not reads_attempts(request.user):
        raise PermissionDenied(
            "Sổ này dành cho cơ quan kiểm tra, giám sát của tỉnh và người quản trị hệ thống."
        )
    form = AttemptFilter(request.GET)
    found = form.narrow(attempts_of(request.user)).select_related("user")
    context = {
        "form": form,
        "filtered": bool(form.said),
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "days": settings.ATTEMPTS_DAYS,
        "most": settings.ATTEMPTS_KEPT,
    }
    return render(request, "reporting/attempts.html", context)
