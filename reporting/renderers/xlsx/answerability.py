"""The ledger of 6.2 as a worksheet."""

from openpyxl import Workbook

from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.answerability import LedgerSheet

WIDTHS = (6, 26, 30, 26, 14, 20, 20, 18, 40)


def write_ledger(workbook: Workbook, sheet: LedgerSheet) -> None:
    rows = (row.cells for row in sheet.rows)
    Paper(workbook, "Trách nhiệm đề xuất", WIDTHS).table(sheet, sheet.columns, rows)
    if sheet.apart:
        _write_apart(workbook, sheet)


def _write_apart(workbook: Workbook, sheet: LedgerSheet) -> None:
    paper = Paper(workbook, "Lý do khác", WIDTHS)
    paper.title((sheet.apart_title, sheet.subject))
    paper.heading(sheet.columns)
    for row in sheet.apart:
        paper.cells(row.cells)
