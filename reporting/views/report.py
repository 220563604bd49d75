"""Báo cáo của tỉnh: the summaries of a quarter beside the one before, and the papers that are drawn from them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.core.periods import period_of, show
from regulation.vocabulary import Rating
from reporting.permissions import reports_for
from reporting.summaries.charts import chart_of
from reporting.summaries.report import report_of
from reporting.views.overview import PROVINCE_FORMS

PAGE = 30


@require_safe
def report(request: SignedIn, code: str) -> HttpResponse:
    """By tier, group and unit; for those who gather the tables of all units."""
    if not reports_for(request.user, Unit.objects.without_tree_fields().filter(parent=None).first()):
        raise Http404
    period = period_of(code)
    show(request, period)
    told = report_of(period, request.user)
    page = Paginator(told.units, PAGE).get_page(request.GET.get("page"))
    tiers, first = (*told.tiers, told.total), page.start_index()
    context = {
        "report": told,
        "page_obj": page,
        "ratings": list(Rating),
        "forms": PROVINCE_FORMS,
        "summaries": (
            (chart_of("tier", "Theo diện quản lý", tiers), "Diện quản lý", tiers),
            (chart_of("group", "Theo nhóm chức danh tương đồng (Mục 3.1)", told.groups), "Nhóm", told.groups),
        ),
        "units": (chart_of("unit", "Theo cơ quan, đơn vị, địa phương", page, first), "Đơn vị", page),
    }
    return render(request, "reporting/report/report.html", context)
