"""Trách nhiệm đề xuất (6.2): the ledger as a page, as PDF and as XLSX, for the province and for inspection."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.archive.tells.agreement import demand_at_a_glance
from evaluation.core.actions.viewings import keep_table
from evaluation.home.filters import units_to_suggest
from regulation.clauses import CLAUSES
from reporting.filters import LedgerForm
from reporting.permissions import reads_answerability
from reporting.renderers.pdf import pdf
from reporting.renderers.xlsx import xlsx
from reporting.sheets.answerability import LedgerSheet, ledger_sheet
from reporting.summaries.answerability import Ledger, Outline, readable, rests_on
from reporting.views.downloads import download

PAGE, MOST = 10, 20
BODY = "reporting/forms/answerability.html"


@require_safe
def answerability(request: SignedIn) -> HttpResponse:
    """Head by head, ten on a page, each with what was proposed and what was decided; apart what counts against nobody."""
    form = _form(request)
    entries = form.entries(request.user)
    outline = Outline.of(entries)
    page = Paginator(outline.heads, PAGE).get_page(request.GET.get("page"))
    shown = outline.shown(page, MOST)
    ledger = Ledger.of(shown)
    context = {
        "form": form,
        "units": units_to_suggest(request.user),
        "filtered": bool(form.said),
        "page_obj": page,
        "heads": ledger.heads,
        "apart": ledger.apart,
        "more": max(outline.apart.count() - MOST, 0),
        "readable": readable(request.user, shown),
        "standing": outline.standing,
        "rests_on": rests_on(shown),
        "clause": CLAUSES["6.2"],
    }
    return render(request, "reporting/answerability/answerability.html", context)


@require_safe
def answerability_pdf(request: SignedIn) -> HttpResponse:
    sheet = _sheet(request)
    return download(sheet, pdf(sheet, BODY), "pdf", "answerability")


@require_safe
def answerability_xlsx(request: SignedIn) -> HttpResponse:
    sheet = _sheet(request)
    return download(sheet, xlsx(sheet), "xlsx", "answerability")


def _sheet(request: SignedIn) -> LedgerSheet:
    form = _form(request)
    entries = list(form.entries(request.user))
    demand_at_a_glance(rests_on(entries))
    province = Unit.objects.get(parent=None)
    sheet = ledger_sheet(province, Ledger.of(entries), form.sentences())
    keep_table(province.pk, sheet.file_name, request.user)
    return sheet


def _form(request: SignedIn) -> LedgerForm:
    if not reads_answerability(request.user):
        raise PermissionDenied(
            "Sổ này dành cho Ban Tổ chức, Thường trực Tỉnh ủy và cơ quan kiểm tra, giám sát."
        )
    return LedgerForm(request.GET)
