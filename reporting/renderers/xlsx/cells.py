"""One cell: its look, and its value as number, date, formula of ours, or text that is never a formula."""

import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side

from cadres.vietnamese import clean

POINTS = "0.00"
COUNT = "00"
DAY = "dd/mm/yyyy"
_EDGE = Side(style="thin", color="000000")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


class Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    align: str = "left"
    middle: bool = False
    size: int = 12
    boxed: bool = False
    format: str = "General"
    quoted: bool = False


class Figure(NamedTuple):
    """A number with the way it is shown."""

    value: Decimal | int | None
    format: str = "General"


class Formula(NamedTuple):
    """A formula that we wrote, with what it comes to; text of others never becomes one."""

    text: str
    value: Decimal
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


def figure_of(value: Value) -> Decimal:
    """What a cell counts in a total; a text counts nothing."""
    number = value.value if isinstance(value, Figure | Formula) else value
    return Decimal(number) if isinstance(number, int | Decimal) else Decimal(0)


def dressed(value: Value, look: Look) -> Look:
    """The look with what the value itself asks for."""
    if isinstance(value, str):
        return _quoted(look) if needs_quote(value) else look
    if isinstance(value, Figure | Formula):
        return _formatted(look, value.format)
    return _formatted(look, DAY) if isinstance(value, date) else look


def needs_quote(text: str) -> bool:
    """Whether a spreadsheet that guesses would take this text for a formula, behind whatever blanks."""
    bare = text.lstrip()
    return bare != "" and (_opens_a_formula(bare[0]) or text[0] in "\t\r\n")


@cache
def centred(look: Look) -> Look:
    return look._replace(align="center")


@cache
def _quoted(look: Look) -> Look:
    return look._replace(quoted=True)


@cache
def _formatted(look: Look, shown: str) -> Look:
    return look._replace(format=shown)


@cache
def _opens_a_formula(sign: str) -> bool:
    """Full-width, small and raised twins are read as = + - @ too."""
    return unicodedata.normalize("NFKC", sign) in "=+-@\N{MINUS SIGN}"


def style_of(sheet: Any, look: Look) -> str:
    """The number of a look in its workbook's table of styles."""
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name="Times New Roman", size=look.size, bold=look.bold, italic=look.italic)
    cell.alignment = Alignment(
        horizontal=look.align, vertical="center" if look.middle else "top", wrap_text=True
    )
    if look.boxed:
        cell.border = _BOX
    cell.number_format = look.format
    cell.quotePrefix = look.quoted
    return str(cell.style_id)
