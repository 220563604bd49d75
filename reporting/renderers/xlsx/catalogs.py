"""Mẫu 02 as a worksheet."""

from openpyxl import Workbook

from reporting.renderers.xlsx.cells import Figure, Value, count
from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.catalogs import CatalogSheet, ItemRow

WIDTHS = (5, 34, 18, 34, 16, 9, 20, 16, 11, 10)


def write_catalog(workbook: Workbook, sheet: CatalogSheet) -> None:
    rows = map(_cells, sheet.rows)
    Paper(workbook, "Mẫu 02", WIDTHS).table(sheet, sheet.columns, rows)


def _cells(row: ItemRow) -> tuple[Value, ...]:
    return (
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
