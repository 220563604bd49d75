"""Nhật ký: the history of all dossiers for whoever audits them, searched, narrowed and taken out."""

from itertools import islice

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.requests import SignedIn
from config import clock
from config.logging import deeds
from evaluation.core.actions.viewings import keep_trail
from evaluation.home.filters import units_to_suggest
from reporting.filters.trail import TrailFilter
from reporting.permissions import reads_trail
from reporting.renderers.xlsx.trail import trail_workbook
from reporting.summaries.trail import lines_of
from reporting.views.downloads import TYPES

PAGE, AT_ONCE = 50, 1000
MOST = 100_000  # lines of one workbook
CUT = f"Chỉ ghi {MOST} dòng mới nhất: xin lọc hẹp hơn để lấy các dòng trước đó."


@require_safe
def trail(request: SignedIn) -> HttpResponse:
    """Who did, saw or took out what, the newest first; read, and never changed."""
    form = _form(request)
    page = Paginator(form.rows(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "units": units_to_suggest(request.user),
        "filtered": bool(form.said),
        "page_obj": page,
        "lines": lines_of(page),
        "asked": request.GET.urlencode(),
    }
    return render(request, "reporting/trail.html", context)


@require_safe
def trail_xlsx(request: SignedIn) -> FileResponse:
    """The same lines as a workbook; that it was taken out is a line of the journal itself."""
    form = _form(request)
    rows = form.rows(request.user)
    remarks = [*form.sentences(), *([CUT] if rows[MOST : MOST + 1].exists() else [])]
    keep_trail(request.user)
    deeds.info("export", act="fetched", form="trail", ending="xlsx")
    lines = lines_of(islice(rows.iterator(chunk_size=AT_ONCE), MOST))
    name = f"Nhật ký {clock.today():%Y-%m-%d}.xlsx"
    response = FileResponse(
        trail_workbook(lines, remarks), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(request: SignedIn) -> TrailFilter:
    if not reads_trail(request.user):
        raise PermissionDenied("Sổ này dành cho cơ quan kiểm tra, giám sát và Ban Tổ chức Tỉnh ủy.")
    return TrailFilter(request.GET)
