"""The quarters of a year as a worksheet, and whoever is to be replaced on one of their own."""

from openpyxl import Workbook

from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.year import YearSheet

WIDTHS = (6, 26, 36, 14, 14, 14, 14, 12, 48)
REPLACE_WIDTHS = (6, 30, 50, 90)


def write_year(workbook: Workbook, sheet: YearSheet) -> None:
    paper = Paper(workbook, f"Năm {sheet.year}", WIDTHS)
    paper.head(sheet.head)
    paper.title(sheet.title)
    paper.heading(sheet.columns)
    for row in sheet.rows:
        paper.cells((row.number, row.name, row.post, *row.quarters, row.proposed_excellent, row.ground))
    paper.gap()
    paper.sign(sheet.signature)
    paper.foot(sheet)
    if sheet.replacements:
        _write_replacements(workbook, sheet)


def _write_replacements(workbook: Workbook, sheet: YearSheet) -> None:
    paper = Paper(workbook, "Thay thế", REPLACE_WIDTHS)
    paper.title((sheet.replace_title, sheet.subject))
    paper.heading(sheet.replace_columns)
    for row in sheet.replacements:
        paper.cells((row.number, row.name, row.post, row.ground))
