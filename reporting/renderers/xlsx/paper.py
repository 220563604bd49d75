"""A worksheet as a sheet of A4: lines, table rows, head and signature, written from the top down."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from reporting.renderers.xlsx.cells import Formula, Look, Value, centred, dressed, figure_of
from reporting.renderers.xlsx.leaf import Leaf
from reporting.sheets.parts import Head, Sheet, Signature
from reporting.sheets.wording import MOTTO

INCHES = 1 / 25.4
HEADING = Look(bold=True, align="center", middle=True, boxed=True)
CELL = Look(boxed=True)


class Paper:
    """Writes one worksheet; `row` is the next free one."""

    def __init__(self, workbook: Workbook, name: str, widths: Sequence[float]) -> None:
        self.sheet = Leaf(workbook, name, widths)
        self.widths, self.row = widths, 1
        self._set_page()

    def _set_page(self) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.top = margins.bottom = 20 * INCHES
        margins.left, margins.right = 30 * INCHES, 15 * INCHES
        sheet.HeaderFooter.oddHeader.center.text = "&P"
        sheet.sheet_properties.outlinePr = None
        sheet.sheet_view.showGridLines = False

    def at(self, row: int, column: int, value: Value, look: Look) -> None:
        """Write one cell anywhere."""
        self.sheet.rows[row][column] = value, dressed(value, look)

    def line(self, text: str, look: Look = Look(), columns: tuple[int, int] | None = None) -> None:  # noqa: B008
        """A line of text across the sheet, or from one column to another."""
        self.across(text, look, columns or (1, len(self.widths)))
        self.row += 1

    def across(self, text: str, look: Look, columns: tuple[int, int]) -> None:
        """As `line`, but staying on the row."""
        self.at(self.row, columns[0], text, look)
        self.merge((self.row, self.row), columns)

    def merge(self, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        """Make one cell of those from the first row and column to the last."""
        if rows[0] < rows[1] or columns[0] < columns[1]:
            self.sheet.merge(
                CellRange(min_row=rows[0], max_row=rows[1], min_col=columns[0], max_col=columns[1])
            )

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
        row, middle = self.row, centred(look)
        for column, value in enumerate(values, start=1):
            self.at(row, column, value, look if isinstance(value, str) else middle)
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
        for said in sheet.proofs:
            self.line(said, Look(size=9))
        self.sheet.HeaderFooter.oddFooter.left.text = " · ".join(sheet.proofs) or None

    def table(self, sheet: Sheet, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """A form that is one table, from its head to its foot."""
        self.head(sheet.head)
        self.title(sheet.title, sheet.light)
        self.heading(columns)
        for row in rows:
            self.cells(row)
        self.gap()
        self.sign(sheet.signature)
        self.foot(sheet)

    def worth(self, row: int, column: int) -> Decimal:
        """What a cell counts in a total."""
        value, _ = self.sheet.rows.get(row, {}).get(column, (None, None))
        return figure_of(value)

    def sum_of(self, column: int, first: int, last: int, *, shown: str = "General") -> Formula:
        """A live total of a column, with what it comes to."""
        letter = get_column_letter(column)
        total = sum((self.worth(row, column) for row in range(first, last + 1)), Decimal(0))
        return Formula(f"=SUM({letter}{first}:{letter}{last})", total, shown)
