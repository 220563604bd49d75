"""Each official form as a page, as PDF and as XLSX or DOCX: the same content, each by its renderer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.core.actions.viewings import keep_page, keep_papers, keep_table
from evaluation.core.models.viewings import telling_viewed
from evaluation.core.periods import period_of, show
from evaluation.models import CouncilSession, Dossier, Period, RatingList, YearList
from reporting import contents
from reporting.renderers.docx import docx
from reporting.renderers.pdf import pdf
from reporting.renderers.xlsx import xlsx
from reporting.sheets.expected import digest_of
from reporting.sheets.papers import Paper
from reporting.sheets.parts import Sheet
from reporting.views.downloads import download


@dataclass(frozen=True)
class Form:
    """Where a form's content comes from, which template lays it out, and the page that leads to it."""

    content: Callable[..., Sheet]
    template: str
    back: str
    back_label: str
    round: str = ""  # the way from a round to the row that the form prints
    own: bool = False  # whether `back` is a page of the very row that the form prints
    workbook: bool = True  # whether it is a table that can be had as XLSX
    signed: bool = True  # whether its print may be signed, and is known again by what it says
    edited: bool = False  # whether it is a paper that people go on editing, as DOCX
    names: type[Model] | None = (
        None  # of whom it names many: of what kind of row, of one unit, it is the table
    )

    @property
    def body(self) -> str:
        return f"reporting/forms/{self.template}.html"


DOSSIERS = "dossiers"  # the way from a round to those whose papers these are
FORMS: Mapping[str, Form] = {
    "form01": Form(contents.plan, "form01", "dossiers", "Hồ sơ", DOSSIERS),
    "form02": Form(contents.catalog, "form02", "catalogs", "Danh mục sản phẩm"),
    "form03": Form(contents.dossier, "form03", "dossiers", "Hồ sơ", DOSSIERS),
    "form03_decided": Form(contents.decided, "form03", "dossiers", "Hồ sơ", DOSSIERS),
    "form03_grounds": Form(
        contents.grounds,
        "grounds",
        "grounds",
        "Căn cứ xếp loại",
        DOSSIERS,
        own=True,
        workbook=False,
        signed=False,
    ),
    "minutes": Form(
        contents.minutes,
        "paper",
        "council_session",
        "Phiên họp",
        "council_sessions",
        own=True,
        workbook=False,
        edited=True,
        names=CouncilSession,
    ),
    "package_letter": Form(
        contents.package_letter, "paper", "package", "Hồ sơ", own=True, workbook=False, edited=True
    ),
    "list_form": Form(
        contents.rating_list, "list", "rating_lists", "Danh sách xếp loại", "lists", names=RatingList
    ),
    "year_list_form": Form(
        contents.year_list, "year_list", "year_list", "Danh sách xếp loại năm", own=True, names=YearList
    ),
    "unit_form": Form(contents.of_unit, "list", "rating_lists", "Danh sách xếp loại", names=Unit),
    "province_form": Form(contents.of_province, "list", "home", "Việc của tôi", names=Unit),
    "province_report": Form(
        contents.province_report, "paper", "report", "Báo cáo của tỉnh", own=True, workbook=False, edited=True
    ),
    "province_results": Form(contents.results, "list", "home", "Việc của tôi", names=Unit),
}
DOWNLOADS = {"list_form": "list"}  # the names by which pages link to the files


@require_safe
def form_page(request: SignedIn, form: str, **key: int | str) -> HttpResponse:
    """The form as it will be printed, with its downloads."""
    chosen = FORMS[form]
    name = DOWNLOADS.get(form, form)
    sheet = chosen.content(request.user, **key)
    if period := _round(request, chosen, key):
        show(request, period)
    context = {
        "sheet": sheet,
        "body": chosen.body,
        "pdf_url": reverse(f"{name}_pdf", kwargs=key),
        "xlsx_url": reverse(f"{name}_xlsx", kwargs=key) if chosen.workbook else "",
        "docx_url": reverse(f"{name}_docx", kwargs=key) if chosen.edited else "",
        "back": reverse(chosen.back, kwargs=key if chosen.own else None),
        "back_label": chosen.back_label,
    }
    return render(request, "reporting/sheet_page.html", context)


def _round(request: SignedIn, form: Form, key: Mapping[str, int | str]) -> Period | None:
    """The round that a form is about; a catalog has none. That somebody reads another's is kept, for auditors."""
    if "code" in key:
        return period_of(str(key["code"]))
    if form.round == DOSSIERS:
        rows = Dossier.objects.filter(pk=key["pk"]).select_related("period", "cadre")
        dossier = telling_viewed(rows, request.user).get()
        keep_page(dossier, request.user)
        return dossier.period
    return Period.objects.get(**{form.round: key["pk"]}) if form.round else None


def _content(request: SignedIn, form: str, key: Mapping[str, int | str]) -> Sheet:
    """What a file says; of somebody else's dossier, and of a table that names many, it is kept who took it out."""
    chosen = FORMS[form]
    sheet = chosen.content(request.user, **key)
    if chosen.round == DOSSIERS:
        keep_papers([int(key["pk"])], request.user)
    if chosen.names:
        keep_table(_unit_of(chosen.names, key), sheet.file_name, request.user)
    return sheet


def _unit_of(rows: type[Model], key: Mapping[str, int | str]) -> int:
    """Whose table it is: of a unit, of the unit of a list or session, or of the province, which no key names."""
    if "pk" not in key:
        return Unit.objects.without_tree_fields().values_list("pk", flat=True).get(parent=None)
    if rows is Unit:
        return int(key["pk"])
    unit: int = rows._default_manager.values_list("unit", flat=True).get(pk=key["pk"])
    return unit


@require_safe
def form_pdf(request: SignedIn, form: str, **key: int | str) -> HttpResponse:
    sheet = _content(request, form, key)
    # A form with a proof of its own carries that; of any other that is signed what it says is known again.
    digest = sheet.proof or (digest_of(sheet) if FORMS[form].signed else "")
    printed = pdf(sheet, FORMS[form].body, digest=digest)
    return download(sheet, printed, "pdf", form, **key)


@require_safe
def form_xlsx(request: SignedIn, form: str, **key: int | str) -> HttpResponse:
    sheet = _content(request, form, key)
    return download(sheet, xlsx(sheet), "xlsx", form, **key)


@require_safe
def form_docx(request: SignedIn, form: str, **key: int | str) -> HttpResponse:
    paper = _content(request, form, key)
    return download(paper, docx(cast("Paper", paper)), "docx", form, **key)
