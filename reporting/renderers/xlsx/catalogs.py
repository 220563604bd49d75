"""Mẫu 02 as a worksheet."""

from openpyxl import Workbook

from reporting.renderers.xlsx.cells import Figure, count
from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.catalogs import CatalogSheet

WIDTHS = (5, 34, 18, 34, 16, 9, 20, 16, 11, 10)


def write_catalog(workbook: Workbook, sheet: CatalogSheet) -> None:
    paper = Paper(workbook, "Mẫu 02", WIDTHS)
    paper.head(sheet.head)
    paper.title(sheet.title, sheet.light)
    paper.heading(sheet.columns)
    for row in sheet.rows:
        paper.cells(
            (
                row.number,
                row.name,
                row.submitted_to,
                row.difficulty,
                row.product,
                count(row.quantity),
                row.schedule,
                row.note,
                row.points,
                Figure(row.coefficient),
            )
        )
    paper.gap()
    paper.sign(sheet.signature)
    paper.foot(sheet)
