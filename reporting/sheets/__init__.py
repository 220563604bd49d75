"""The content of Mẫu 01–06, one function a form, free of any file format: a page, a PDF and an XLSX show the same."""

from reporting.sheets.catalogs import form02
from reporting.sheets.dossiers import form03
from reporting.sheets.grounds import grounds_sheet
from reporting.sheets.kept import plan_of, sheet_of
from reporting.sheets.lists import list_form, province_form, unit_form
from reporting.sheets.minutes import minutes
from reporting.sheets.plans import form01

__all__ = [
    "form01",
    "form02",
    "form03",
    "grounds_sheet",
    "list_form",
    "minutes",
    "plan_of",
    "province_form",
    "sheet_of",
    "unit_form",
]
