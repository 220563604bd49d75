"""Trách nhiệm đề xuất (6.2): the ledger as a page, as PDF and as XLSX, for the province and for inspection."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cadres.models import Unit
from evaluation.filters import units_named, units_to_suggest
from evaluation.models import Period
from regulation.clauses import CLAUSES
from reporting.permissions import reads_answerability
from reporting.renderers.pdf import pdf
from reporting.renderers.xlsx import xlsx
from reporting.sheets.answerability import LedgerSheet, ledger_sheet
from reporting.summaries.answerability import HeadLines, by_head, entries_for, readable
from reporting.views.downloads import download

PAGE = 20
BODY = "reporting/forms/answerability.html"
QUARTERS = [
    ("", "Mọi quý"),
    *((str(number), f"Quý {roman}") for number, roman in enumerate(("I", "II", "III", "IV"), 1)),
]


class LedgerForm(forms.Form):
    """By year, quarter and unit; only where conditions were unmet; with superseded decisions too. Nonsense narrows nothing."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        years = Period.objects.order_by("-year").values_list("year", flat=True).distinct()
        choices = [("", "Mọi năm"), *((str(year), str(year)) for year in years)]
        box = forms.TextInput({"class": "form-control", "list": "units"})
        self.fields["nam"] = _choice("Năm", choices)
        self.fields["quy"] = _choice("Quý", QUARTERS)
        self.fields["don-vi"] = forms.CharField(
            label="Đơn vị đề xuất", max_length=200, required=False, widget=box
        )
        self.fields["khong-dat"] = _tick("Chỉ đề xuất không bảo đảm điều kiện")
        self.fields["da-thay"] = _tick("Kể cả quyết định đã thay")

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def entries(self, user: Any) -> Any:
        """The entries asked for, the newest first."""
        said = self.said
        found = entries_for(user, superseded="da-thay" in said)
        wanted = {
            "decision__dossier__period__year": said.get("nam"),
            "decision__dossier__period__number": said.get("quy"),
        }
        found = found.filter(**{name: value for name, value in wanted.items() if value})
        if "don-vi" in said:
            found = found.filter(unit__in=units_named(said["don-vi"]))
        return found.filter(unmet=True) if "khong-dat" in said else found

    def sentences(self) -> Iterator[str]:
        """By what the table was narrowed, as its remarks say."""
        said = self.said
        when = (
            dict(QUARTERS)[said["quy"]] if "quy" in said else "",
            f"năm {said['nam']}" if "nam" in said else "",
        )
        if any(when):
            yield f"Kỳ: {', '.join(filter(None, when))}."
        if "don-vi" in said:
            yield f"Lọc theo đơn vị: “{said['don-vi']}”."
        for name in ("khong-dat", "da-thay"):
            if name in said:
                yield f"{self.fields[name].label}."


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, required=False, widget=forms.CheckboxInput({"class": "form-check-input"})
    )


@require_GET
def answerability(request: HttpRequest) -> HttpResponse:
    """Head by head, twenty on a page, each with what was proposed and what was decided."""
    form, lines = _asked(request)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "units": units_to_suggest(request.user),
        "filtered": bool(form.said),
        "page_obj": page,
        "readable": readable(request.user, page),
        "standing": sum(line.standing for line in lines),
        "clause": CLAUSES["6.2"],
    }
    return render(request, "reporting/answerability/answerability.html", context)


@require_GET
def answerability_pdf(request: HttpRequest) -> HttpResponse:
    sheet = _sheet(request)
    return download(sheet, pdf(sheet, BODY), "pdf")


@require_GET
def answerability_xlsx(request: HttpRequest) -> HttpResponse:
    sheet = _sheet(request)
    return download(sheet, xlsx(sheet), "xlsx")


def _sheet(request: HttpRequest) -> LedgerSheet:
    form, lines = _asked(request)
    return ledger_sheet(Unit.objects.get(parent=None), lines, form.sentences())


def _asked(request: HttpRequest) -> tuple[LedgerForm, list[HeadLines]]:
    if not reads_answerability(request.user):
        raise PermissionDenied(
            "Sổ này dành cho Ban Tổ chức, Thường trực Tỉnh ủy và cơ quan kiểm tra, giám sát."
        )
    form = LedgerForm(request.GET)
    return form, by_head(form.entries(request.user))
