"""Mẫu 04, 05, 06 and the province's result as a worksheet."""

from collections.abc import Sequence

from openpyxl import Workbook

from reporting.renderers.xlsx.paper import Paper
from reporting.sheets.lists import ListSheet, ResultSheet

WIDTHS = (6, 26, 36, 22, 22, 48, 28)
RESULT_WIDTHS = (6, 26, 36, 22, 22, 22, 42, 24)


def write_list(workbook: Workbook, sheet: ListSheet) -> None:
    _table(workbook, f"Mẫu {sheet.number}", sheet, WIDTHS)


def write_result(workbook: Workbook, sheet: ResultSheet) -> None:
    _table(workbook, sheet.name, sheet, RESULT_WIDTHS)


def _table(workbook: Workbook, name: str, sheet: ListSheet, widths: Sequence[float]) -> None:
    rows = (row.cells for row in sheet.rows)
    Paper(workbook, name, widths).table(sheet, sheet.columns, rows)
