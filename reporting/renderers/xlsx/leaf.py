"""A worksheet as openpyxl streams it, with what openpyxl lacks.

Beside a formula openpyxl writes no value, so that a preview or a protected view shows nothing there; and it looks up the style
of every cell anew. Here a row is written as one element: a formula with what it comes to, a cell with the number of its style.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.functions import Element, SubElement

from cadres.vietnamese import clean
from reporting.renderers.xlsx.cells import Figure, Formula, Look, Value, style_of
from reporting.renderers.xlsx.heights import height_of

Row = dict[int, tuple[Value, Look]]
PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


class Leaf(WriteOnlyWorksheet):  # type: ignore[misc]  # openpyxl says nothing of its types
    """Cells by row and column; written when the workbook is saved, so that a row may be filled in any order."""

    _writer: Any = None

    def __init__(self, workbook: Workbook, name: str, widths: Sequence[float]) -> None:
        super().__init__(workbook, name)
        workbook._add_sheet(self)
        self.widths, self.rows = widths, defaultdict[int, Row](dict)
        self.spans: dict[tuple[int, int], CellRange] = {}
        for column, width in enumerate(widths, start=1):
            self.column_dimensions[get_column_letter(column)].width = width

    def merge(self, span: CellRange) -> None:
        self.merged_cells.add(span)
        self.spans[span.min_row, span.min_col] = span

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _Writer(self)
            self._writer.write_top()


class _Writer(WorksheetWriter):  # type: ignore[misc]
    """Writes the rows of a Leaf."""

    def rows(self) -> Iterable[tuple[int, Row]]:
        self.letters = [get_column_letter(column + 1) for column in range(len(self.ws.widths))]
        self.styles: dict[Look, str] = {}
        return sorted(self.ws.rows.items())

    def write_row(self, xf: Any, row: Row, row_idx: int) -> None:
        height = height_of(row, self.ws.widths, self._spans_of(row, row_idx))
        element = Element("row", r=str(row_idx), ht=f"{height:.2f}", customHeight="1")
        for column, (value, look) in sorted(row.items()):
            cell = SubElement(element, "c", r=f"{self.letters[column - 1]}{row_idx}", s=self._style(look))
            _put(cell, value)
        xf.write(element)

    def _spans_of(self, row: Row, number: int) -> dict[int, CellRange]:
        spans = self.ws.spans
        return {column: spans[number, column] for column in row if (number, column) in spans}

    def _style(self, look: Look) -> str:
        if look not in self.styles:
            self.styles[look] = style_of(self.ws, look)
        return self.styles[look]


def _put(cell: Any, value: Value) -> None:
    """Put the value into the cell; nothing stays an empty cell."""
    if isinstance(value, str):
        if text := clean(value):
            cell.set("t", "inlineStr")
            kept = PRESERVE if text != text.strip() else {}
            SubElement(SubElement(cell, "is"), "t", kept).text = text
        return
    if isinstance(value, Formula):
        SubElement(cell, "f").text = value.text.removeprefix("=")
    number = value.value if isinstance(value, Figure | Formula) else value
    if number is not None:
        cell.set("t", "n")
        SubElement(cell, "v").text = safe_string(to_excel(number) if isinstance(number, date) else number)
