"""The year (Mục 5) as a page, as PDF and as XLSX, over what this person may see."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.requests import SignedIn
from evaluation.archive.tells.agreement import demand_at_a_glance
from evaluation.core.actions.viewings import keep_table
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.tells.turning import DossierPages
from evaluation.home.filters import units_to_suggest
from evaluation.models import Dossier, Period
from regulation.clauses import CLAUSES
from reporting.filters import YearForm
from reporting.permissions import may_overlook
from reporting.renderers.pdf import pdf
from reporting.renderers.xlsx import xlsx
from reporting.sheets.year import COUNTED, YearSheet, shared_unit, year_sheet
from reporting.summaries.year import (
    Replacements,
    failed_again,
    for_lines,
    lines_by_key,
    lines_of,
    people_of,
    rests_on,
)
from reporting.views.downloads import download

PAGE = 50
BODY = "reporting/forms/year.html"


class YearPages(DossierPages):
    """Who stands last in a year is asked only of whoever stood at the few units on the page, not of everybody again."""

    def __init__(
        self, people: DossierQuerySet, year: int, among: Callable[[Collection[int]], DossierQuerySet]
    ) -> None:
        super().__init__(people, PAGE)
        self.year, self.among = year, among

    def at(self, units: Sequence[int]) -> DossierQuerySet:
        here = Dossier.objects.filter(period__year=self.year, managing_unit__in=units).order_by()
        cadres = set(here.values_list("cadre_id", flat=True))
        return self.among(cadres).filter(managing_unit__in=units)


@require_safe
def year_page(request: SignedIn, year: int) -> HttpResponse:
    """Whoever is to be replaced, then everybody with their four quarters, fifty on a page."""
    form, people = _asked(request, year)
    page = YearPages(people, year, partial(_people, form, request, year)).get_page(request.GET.get("page"))
    again = set(_people(form, request, year, failed_again(year)).values_list("pk", flat=True))
    told = lines_by_key([*page, *again], request.user, year)
    replacements = Replacements.among([line for pk, line in told.items() if pk in again])
    context = {
        "year": str(year),
        "form": form,
        "units": units_to_suggest(request.user),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "page_obj": page,
        "lines": [told[pk] for pk in page],
        "rests_on": rests_on(told.values(), year),
        "at_once": replacements.at_once[:PAGE],
        "more": len(replacements.at_once[PAGE:]),
        "apart": replacements.apart[:PAGE],
        "more_apart": len(replacements.apart[PAGE:]),
        "clause": CLAUSES["5"],
        "counted": COUNTED,
        "overlooks": may_overlook(request.user),
    }
    return render(request, "reporting/year/year.html", context)


@require_safe
def year_pdf(request: SignedIn, year: int) -> HttpResponse:
    sheet = _sheet(request, year)
    return download(sheet, pdf(sheet, BODY), "pdf", "year", year=year)


@require_safe
def year_xlsx(request: SignedIn, year: int) -> HttpResponse:
    sheet = _sheet(request, year)
    return download(sheet, xlsx(sheet), "xlsx", "year", year=year)


def _sheet(request: SignedIn, year: int) -> YearSheet:
    form, people = _asked(request, year)
    rows = list(for_lines(people))
    lines = lines_of(rows, request.user, year)
    demand_at_a_glance(rests_on(lines, year))
    sheet = year_sheet(year, rows, lines, form.words)
    keep_table(shared_unit(rows).pk, sheet.file_name, request.user)
    return sheet


def _asked(request: SignedIn, year: int) -> tuple[YearForm, DossierQuerySet]:
    if not Period.objects.filter(year=year).exists():
        raise Http404("Chưa có kỳ đánh giá nào trong năm này.")
    form = YearForm(request.GET)
    return form, _people(form, request, year)


def _people(
    form: YearForm, request: SignedIn, year: int, among: Collection[int] | None = None
) -> DossierQuerySet:
    return form.narrow(people_of(request.user, year, among), request.user)
