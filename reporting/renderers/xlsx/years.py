"""A year as worksheets: its quarters, whoever is to be replaced, or weighed, on one of their own; and a list of its ratings."""

from openpyxl import Workbook

from reporting.renderers.xlsx.cells import Value
from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.year import YearRow, YearSheet
from reporting.sheets.year_list import PROPOSED, YearListSheet

WIDTHS = (6, 26, 36, 14, 14, 14, 14, 12, 16, 48)
LIST_WIDTHS, RESULT_WIDTHS = (6, 26, 36, 30, 12, 24, 56), (6, 26, 36, 30, 12, 24, 24, 50)
REPLACE_WIDTHS = (6, 30, 50, 70, 50)


def write_year(workbook: Workbook, sheet: YearSheet) -> None:
    rows = map(_cells, sheet.rows)
    Paper(workbook, f"Năm {sheet.year}", WIDTHS).table(sheet, sheet.columns, rows)
    if sheet.replacements:
        _write_listed(workbook, "Thay thế", sheet.replace_title, sheet, sheet.replacements)
    if sheet.apart:
        _write_listed(workbook, "Xem xét riêng", sheet.weigh_title, sheet, sheet.apart)


def _cells(row: YearRow) -> tuple[Value, ...]:
    return (row.number, row.name, row.post, *row.quarters, row.proposed_excellent, row.rating, row.ground)


def _write_listed(
    workbook: Workbook, leaf: str, title: str, sheet: YearSheet, rows: tuple[YearRow, ...]
) -> None:
    paper = Paper(workbook, leaf, REPLACE_WIDTHS)
    paper.title((title, sheet.subject))
    paper.heading(sheet.replace_columns)
    for row in rows:
        paper.cells((row.number, row.name, row.post, row.ground, row.replaced))


def write_year_list(workbook: Workbook, sheet: YearListSheet) -> None:
    widths = RESULT_WIDTHS if PROPOSED in sheet.columns else LIST_WIDTHS
    rows = (row.cells for row in sheet.rows)
    Paper(workbook, "Xếp loại năm", widths).table(sheet, sheet.columns, rows)
