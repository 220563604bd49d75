"""One cell: its look, and its value as number, date, formula of ours, or text that is never a formula."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from cadres.vietnamese import clean

POINTS = "0.00"
COUNT = "00"
DAY = "dd/mm/yyyy"
_EDGE = Side(style="thin", color="000000")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


@dataclass(frozen=True, slots=True)
class Look:
    bold: bool = False
    italic: bool = False
    align: str = "left"
    middle: bool = False
    size: int = 12
    boxed: bool = False
    format: str = "General"
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the way it is shown."""

    value: Decimal | int | None
    format: str = "General"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that we wrote; text of others never becomes one."""

    text: str
    format: str = "General"


Value = str | int | Decimal | date | Figure | Formula | None


def points(value: Decimal | None) -> Figure:
    return Figure(value, POINTS)


def count(value: Decimal) -> Figure:
    """A quantity with two digits, as the forms print it; 1,5 as it is."""
    return Figure(value, COUNT if value == int(value) else "General")


def worded(value: Decimal, words: str) -> Figure:
    """The number itself, with its words shown behind it."""
    bare = clean(words).replace('"', "”").replace("\\", "/")
    return Figure(value, f'General" ({bare})"' if bare else "General")


def format_of(value: Value) -> str:
    if isinstance(value, Figure | Formula):
        return value.format
    return DAY if isinstance(value, date) else "General"


def needs_quote(value: Value) -> bool:
    """Whether a spreadsheet that guesses would take this text for a formula."""
    return isinstance(value, str) and value[:1] != "" and (value[0] in "=+-@" or ord(value[0]) < 32)


def fill(cell: Cell, value: Value, style: StyleArray) -> None:
    """Put the value into the cell."""
    cell._style = style
    if isinstance(value, Figure):
        cell.value = value.value
    elif isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, str):
        if text := clean(value):
            cell.value = text
            cell.data_type = "s"
    else:
        cell.value = value
        cell._style = style  # a date brings openpyxl's own format


def style_of(worksheet: Worksheet, look: Look) -> StyleArray:
    """The style array of a look; cells share it, which is many times faster than styling each."""
    cell = Cell(worksheet, row=1, column=1)
    cell.font = Font(name="Times New Roman", size=look.size, bold=look.bold, italic=look.italic)
    cell.alignment = Alignment(
        horizontal=look.align, vertical="center" if look.middle else "top", wrap_text=True
    )
    if look.boxed:
        cell.border = _BOX
    cell.number_format = look.format
    cell.quotePrefix = look.quoted
    return cell._style
