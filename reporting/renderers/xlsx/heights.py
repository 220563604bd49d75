"""How high a row must be for its texts to be read whole: LibreOffice gives wrapped text no room of its own accord."""

from collections.abc import Mapping, Sequence
from math import ceil

from openpyxl.worksheet.cell_range import CellRange

from reporting.renderers.xlsx.cells import Look, Value

LINE = 1.35  # of the size of the letters
CAPITALS = 0.75  # of as many small letters
HIGHEST = 409  # that a spreadsheet knows


def height_of(
    row: Mapping[int, tuple[Value, Look]], widths: Sequence[float], spans: Mapping[int, CellRange]
) -> float:
    """In points, over all cells of the row; a cell over several rows asks each of them for its part."""
    highest = 0.0
    for column, (value, look) in row.items():
        span = spans.get(column)
        width = sum(widths[span.min_col - 1 : span.max_col]) if span else widths[column - 1]
        lines = lines_of(value, width * 11 / look.size) if isinstance(value, str) else 1
        rows = span.max_row - span.min_row + 1 if span else 1
        highest = max(highest, lines * look.size * LINE / rows)
    return min(highest, HIGHEST)


def lines_of(text: str, room: float) -> int:
    """How many lines the text takes where one holds so many signs: words stay whole, but those longer than a line."""
    if text.isupper():
        room *= CAPITALS
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(_wrapped(line.split(), room) for line in text.split("\n"))


def _wrapped(words: Sequence[str], room: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0.0
        used += length + (1 if used else 0)
        if used > room:
            lines += ceil(used / room) - 1
            used %= room
    return lines
