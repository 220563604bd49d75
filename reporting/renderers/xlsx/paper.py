"""A worksheet as a sheet of A4: lines, table rows, head and signature, written from the top down."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from openpyxl import Workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from reporting.renderers.xlsx.cells import (
    Formula,
    Look,
    Value,
    fill,
    format_of,
    needs_quote,
    style_of,
)
from reporting.sheets.parts import Head, Sheet, Signature
from reporting.sheets.wording import MOTTO

INCHES = 1 / 25.4
HEADING = Look(bold=True, align="center", middle=True, boxed=True)
CELL = Look(boxed=True)


class Paper:
    """Writes one worksheet; `row` is the next free one."""

    def __init__(self, workbook: Workbook, name: str, widths: Sequence[float]) -> None:
        self.sheet = workbook.create_sheet(name)
        self.widths, self.row = widths, 1
        self._styles: dict[Look, StyleArray] = {}
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._set_page()

    def _set_page(self) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.top = margins.bottom = 20 * INCHES
        margins.left, margins.right = 30 * INCHES, 15 * INCHES
        sheet.oddHeader.center.text = "&P"
        sheet.sheet_properties.outlinePr = None
        sheet.sheet_view.showGridLines = False

    def at(self, row: int, column: int, value: Value, look: Look) -> None:
        """Write one cell anywhere."""
        look = replace(look, format=format_of(value), quoted=needs_quote(value))
        if look not in self._styles:
            self._styles[look] = style_of(self.sheet, look)
        fill(self.sheet.cell(row, column), value, self._styles[look])

    def line(self, text: str, look: Look = Look(), columns: tuple[int, int] | None = None) -> None:  # noqa: B008
        """A line of text across the sheet (or from one column to another), high enough to be read whole."""
        self.across(text, look, columns or (1, len(self.widths)))
        self.row += 1

    def across(self, text: str, look: Look, columns: tuple[int, int]) -> None:
        """As `line`, but staying on the row."""
        first, last = columns
        self.at(self.row, first, text, look)
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
        room = sum(self.widths[first - 1 : last]) * 11 / look.size
        needed = ceil(max(len(text), 1) / room) * look.size * 1.35
        dimension = self.sheet.row_dimensions[self.row]
        dimension.height = max(needed, dimension.height or 0)

    def gap(self) -> None:
        self.row += 1

    def head(self, head: Head) -> None:
        """The issuing body at the left; motto, place and date at the right where the form has them."""
        half, last = max(1, len(self.widths) // 2), len(self.widths)
        left = [(head.superior, Look(align="center")), (head.body, Look(bold=True, align="center"))]
        right = [(MOTTO, Look(bold=True, align="center")), (head.dated, Look(italic=True, align="center"))]
        for (text, look), (beside, its_look) in zip(left, right, strict=True):
            self.across(text, look, (1, half))
            if head.dated:
                self.across(beside, its_look, (half + 1, last))
            self.row += 1
        self.line("*", Look(align="center"), (1, half))

    def title(self, lines: Iterable[str], light: Sequence[str] = ()) -> None:
        for line in lines:
            self.line(line, Look(bold=line not in light, italic=line in light, align="center", size=13))

    def heading(self, columns: Sequence[str], *, rows: int = 1) -> None:
        """The table's head: frozen on the screen, repeated on paper; `rows` counts those written before it too."""
        self.cells(columns, HEADING)
        self.keep_heading(rows)

    def keep_heading(self, rows: int) -> None:
        """Freeze and repeat the last so many rows."""
        self.sheet.freeze_panes = f"A{self.row}"
        self.sheet.print_title_rows = f"{self.row - rows}:{self.row - 1}"

    def cells(self, values: Sequence[Value], look: Look = CELL) -> int:
        """A table row; numbers stand in the middle of their cells. Returns its number."""
        row = self.row
        for column, value in enumerate(values, start=1):
            figure = not isinstance(value, str) or look.align == "center"
            self.at(row, column, value, replace(look, align="center") if figure else look)
        self.row += 1
        return row

    def sign(self, signature: Signature) -> None:
        """Whole, at the right, with room for the hand."""
        last = len(self.widths)
        columns = (last // 2 + 1, last)
        if signature.dated:
            self.line(signature.dated, Look(italic=True, align="center"), columns)
        for text in signature.lines:
            self.line(text, Look(bold=True, align="center"), columns)
        self.line(signature.hint, Look(italic=True, align="center"), columns)
        if signature.dated_below:
            self.line(signature.dated_below, Look(italic=True, align="center"), columns)
        self.row += 3
        self.line(signature.name, Look(bold=True, align="center"), columns)

    def foot(self, sheet: Sheet) -> None:
        """The form's note where it has one, then our remarks."""
        if sheet.note:
            self.line(f"Ghi chú: {sheet.note}")
        for remark in sheet.remarks:
            self.line(remark, Look(italic=True))
        if sheet.proof:
            self.line(f"Quyết định xếp loại, mã đối chiếu {sheet.proof}", Look(size=9))

    def sum_of(self, column: int, first: int, last: int, *, shown: str = "General") -> Formula:
        """A live total of a column."""
        letter = get_column_letter(column)
        return Formula(f"=SUM({letter}{first}:{letter}{last})", shown)
