"""Mẫu 04, 05, 06 as a worksheet."""

from openpyxl import Workbook

from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.lists import ListSheet

WIDTHS = (6, 26, 36, 22, 22, 48, 28)


def write_list(workbook: Workbook, sheet: ListSheet) -> None:
    paper = Paper(workbook, f"Mẫu {sheet.number}", WIDTHS)
    paper.head(sheet.head)
    paper.title(sheet.title, sheet.light)
    paper.heading(sheet.columns)
    for row in sheet.rows:
        paper.cells((row.number, row.name, row.post, row.self_rating, row.rating, row.summary, row.personnel))
    paper.gap()
    paper.sign(sheet.signature)
    paper.foot(sheet)
