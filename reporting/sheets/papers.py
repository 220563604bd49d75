"""A paper of running text and tables that people may go on editing: minutes, a proposal. The same content as page, PDF and DOCX."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.sheets.parts import Sheet, Signature
from reporting.summaries import charts

CENTRE, LEFT, RIGHT = "c", "l", "r"


@dataclass(frozen=True, slots=True)
class Heading:
    """I. THỜI GIAN, ĐỊA ĐIỂM"""

    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    italic: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Column:
    """What heads it, which share of the table's width is its own (in %), how its cells stand."""

    title: str
    width: int
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are texts; a new line in one is a line of its own."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "table"

    def cells(self) -> Iterator[list[tuple[Column, str]]]:
        """Row by row each cell beside its column."""
        return (list(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on page and PDF; the table that stands beneath it says the same, in a DOCX alone."""

    chart: charts.Chart
    kind: str = "chart"


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Sheet):
    """Head and title as on every form, then blocks, then who signs, from left to right; `reference` is its number."""

    title_of_paper: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    reference: str = ""

    @property
    def name(self) -> str:
        """It is none of the guideline's numbered forms."""
        return self.title_of_paper

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All rows of its tables: by their number one knows how long it takes to print."""
        return tuple(row for block in self.blocks if isinstance(block, Table) for row in block.rows)
