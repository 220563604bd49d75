"""A form's content as a workbook: the figures that the page shows, as numbers, with live totals."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from cadres.vietnamese import clean
from reporting.renderers.xlsx.answerability import write_ledger
from reporting.renderers.xlsx.catalogs import write_catalog
from reporting.renderers.xlsx.dossiers import write_dossier
from reporting.renderers.xlsx.lists import write_list, write_result
from reporting.renderers.xlsx.plans import write_plan
from reporting.renderers.xlsx.years import write_year, write_year_list
from reporting.sheets.answerability import LedgerSheet
from reporting.sheets.catalogs import CatalogSheet
from reporting.sheets.dossiers import DossierSheet
from reporting.sheets.lists import ListSheet, ResultSheet
from reporting.sheets.parts import Sheet
from reporting.sheets.plans import PlanSheet
from reporting.sheets.year import YearSheet
from reporting.sheets.year_list import YearListSheet

_WRITERS: dict[type, Callable[[Workbook, Any], None]] = {
    PlanSheet: write_plan,
    CatalogSheet: write_catalog,
    DossierSheet: write_dossier,
    ListSheet: write_list,
    ResultSheet: write_result,
    YearSheet: write_year,
    YearListSheet: write_year_list,
    LedgerSheet: write_ledger,
}


def xlsx(sheet: Sheet) -> bytes:
    """The workbook of one form."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = clean(sheet.label)
    workbook.properties.creator = ""
    _WRITERS[type(sheet)](workbook, sheet)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
