"""Tổng quan of a unit or of the province: figures that open to names."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.models import Unit
from cadres.permissions import reads_attempts
from cadres.requests import SignedIn
from evaluation.boards.permissions import reads_boards
from evaluation.calendar.tells.rounds import may_open, round_ahead
from evaluation.core.periods import chosen
from evaluation.deputies.permissions import reads_stand_ins
from evaluation.home.filters import DossierFilter, units_to_suggest
from evaluation.models import Dossier
from reporting.permissions import may_overlook, reads_answerability, reads_trail, reports_for
from reporting.summaries.overview import (
    UNIT_HEADS,
    Names,
    counted_alike,
    overview_of,
    unit_line,
    units_of_overview,
)

PAGE = 50
PROVINCE_FORMS = ("04", "05")  # of which there is one table over all units


class OverviewFilter(DossierFilter):
    """The part of the lists' filter that makes sense over figures."""

    class Meta(DossierFilter.Meta):
        pass

    # None takes a filter of the base away.
    q = stage = rating = level = late = managing = at = None  # type: ignore[assignment]


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """How many dossiers of the chosen round stand where, of those that this person may see."""
    if not may_overlook(request.user):
        raise PermissionDenied("Tổng quan dành cho người theo dõi hồ sơ của đơn vị hoặc của tỉnh.")
    period = chosen(request)
    visible = Dossier.objects.filter(period=period).seen_by(request.user)
    asked = OverviewFilter(request.GET, queryset=visible, reader=request.user)
    kept = {name: str(value) for name, value in asked.form.cleaned_data.items()} if asked.is_valid() else {}
    # Where a figure leads, its round goes along: another tab may have chosen a different one since.
    names = Names(kept | ({"ky": period.code} if period else {}))
    alike = counted_alike(asked.qs, request.user)
    units, key = units_of_overview(alike, asked.qs, request.user)
    page = Paginator(units, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": asked,
        "units": units_to_suggest(request.user),
        "filtered": any(kept.values()),
        "overview": overview_of(alike, asked.qs, names, request.user),
        "page_obj": page,
        "unit_lines": [unit_line(values, key, names) for values in page],
        "heads": UNIT_HEADS,
        "answerable": reads_answerability(request.user),
        "ahead": round_ahead() if may_open(request.user) else None,
        "deputies": reads_stand_ins(request.user),
        "audits": reads_attempts(request.user),
        "reads_trail": reads_trail(request.user),
        "watches": reads_boards(request.user),
        "province_forms": PROVINCE_FORMS
        if reports_for(request.user, Unit.objects.without_tree_fields().filter(parent=None).first())
        else (),
    }
    return render(request, "reporting/overview/overview.html", context)
