"""A paper as a DOCX that people go on editing, by python-docx: A4, the margins and the type of administrative papers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cadres.vietnamese import clean
from reporting.sheets import wording
from reporting.sheets.papers import CENTRE, RIGHT, Block, Chart, Heading, Paper, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT, SIZE, SMALL = "Times New Roman", Pt(14), Pt(12)
PAGE = {"page_width": Mm(210), "page_height": Mm(297)}
MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
WIDTH = 165  # mm between the margins
PADDING = "57"  # twentieths of a point: one millimetre
_ALIGN = {CENTRE: WD_ALIGN_PARAGRAPH.CENTER, RIGHT: WD_ALIGN_PARAGRAPH.RIGHT}


def docx(paper: Paper) -> bytes:
    """The file, with what a reader of the screen needs: its title and its language."""
    document = Document()
    document.core_properties.title, document.core_properties.author = clean(paper.label), ""
    document.core_properties.language = "vi-VN"
    _set_page(document)
    _head(document, paper)
    _title(document, paper.title)
    for block in paper.blocks:
        _block(document, block)
    _sign(document, paper)
    for remark in filter(None, (paper.note, *paper.remarks)):
        _write(document.add_paragraph(), remark, italic=True, size=SMALL)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any) -> None:
    style, section = document.styles["Normal"], document.sections[0]
    style.font.name, style.font.size = FONT, SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(4), Pt(0)
    for name, value in (PAGE | MARGINS).items():
        setattr(section, name, value)


def _head(document: Any, paper: Paper) -> None:
    """The body that issues it at the left with the paper's number, the motto with place and day at the right."""
    office, motto = _beside(document, (72, WIDTH - 72))
    lines = [(paper.head.superior, False), (paper.head.body, True), ("*", False)]
    if paper.reference:
        lines.append((f"Số: {paper.reference}", False))
    _lines(office, lines)
    _lines(motto, [(wording.MOTTO, True)])
    _write(motto.add_paragraph(), paper.head.dated, italic=True, align=CENTRE)


def _title(document: Any, title: Sequence[str]) -> None:
    for place, line in enumerate(title):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(0 if place else 14)
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, line, bold=True, align=CENTRE, size=SIZE if place else Pt(15))


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading(text=text):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before = Pt(6)
            _write(paragraph, text, bold=True)
        case Paragraph(text=text, italic=italic):
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(10)
            _write(paragraph, text, italic=italic)
        case Table():
            _table(document, block)
        case Chart():
            pass  # the table beneath it says the same, and can be edited


def _table(document: Any, block: Table) -> None:
    """Its head stands again on every page, and no row is broken over two."""
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _pad(table)
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _write(cell.paragraphs[0], column.title, bold=True, align=CENTRE, size=SMALL)
    _say(table.rows[0], "w:tblHeader")
    for row in block.cells():
        made = table.add_row()
        _say(made, "w:cantSplit")
        for cell, (column, text) in zip(made.cells, row, strict=True):
            _write(cell.paragraphs[0], text, align=column.align, size=SMALL)
    _widen(table, [WIDTH * column.width / 100 for column in block.columns])


def _sign(document: Any, paper: Paper) -> None:
    """Those who sign side by side, with room for their hands; never parted from one another."""
    count = len(paper.signatures)
    places = _beside(document, (WIDTH // count,) * count)
    for place, signature in zip(places, paper.signatures, strict=True):
        first = place.paragraphs[0]
        first.paragraph_format.space_before = Pt(14)
        lines = [(line, True) for line in signature.lines]
        _lines(place, ([(signature.dated, False)] if signature.dated else []) + lines)
        _write(place.add_paragraph(), signature.hint, italic=True, align=CENTRE)
        name = place.add_paragraph()
        name.paragraph_format.space_before = Pt(60)
        _write(name, signature.name, bold=True, align=CENTRE)


def _beside(document: Any, widths: Sequence[int]) -> list[Any]:
    """Cells side by side, without lines around them, of these widths in mm."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    _say(table.rows[0], "w:cantSplit")
    _pad(table)
    _widen(table, widths)
    return list(table.rows[0].cells)


def _widen(table: Any, widths: Sequence[float]) -> None:
    """Columns of these widths in mm; one program reads the column's, another each cell's."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _pad(table: Any) -> None:
    """One millimetre beside the text of a cell, so that a narrow column holds a figure."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), PADDING)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _lines(cell: Any, lines: Sequence[tuple[str, bool]]) -> None:
    """Centred lines, one beneath the other; the first takes the paragraph that the cell has."""
    shown = [line for line in lines if line[0]]
    for place, (text, bold) in enumerate(shown):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        _write(paragraph, text, bold=bold, align=CENTRE)


def _write(
    paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, align: str = "", size: Any = None
) -> None:
    """A text, its lines as they are; what no XML can hold is left out."""
    run = paragraph.add_run(clean(text))
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = size
    if align in _ALIGN:
        paragraph.alignment = _ALIGN[align]


def _say(row: Any, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))
