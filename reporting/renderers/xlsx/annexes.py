"""The annexes of Mẫu 03: a KPI table an axis, and the three layers side by side."""

from openpyxl import Workbook

from regulation.scoring import AxisScore
from reporting.renderers.xlsx.cells import Figure, Look, points, worded
from reporting.renderers.xlsx.paper import CELL, HEADING, Paper
from reporting.sheets import wording
from reporting.sheets.dossiers import DossierSheet
from reporting.sheets.kpi import KpiTable
from reporting.sheets.layers import LayersTable

KPI_WIDTHS = (5, 40, 14, 9, 20, 9, 9, *(18, 9) * 4)
LAYER_WIDTHS = (46, 26, 14, 14, 18, 60)


def write_kpi(workbook: Workbook, sheet: DossierSheet, table: KpiTable) -> None:
    """The table of Phụ lục 2: totals are live, the ratios as printed."""
    paper = Paper(workbook, f"KPI trục {table.number}", KPI_WIDTHS)
    paper.title((f"{table.number}. {table.title}",))
    _heading(paper)
    first = paper.row
    for row in table.rows:
        pairs = [
            cell for pair in row.pairs for cell in (worded(pair.value, pair.words), Figure(pair.converted))
        ]
        planned = (row.planned, row.when, Figure(row.coefficient), Figure(row.planned_converted))
        paper.cells((row.number, row.title, row.product, *planned, *pairs))
    last = paper.row - 1
    sums = [cell for column in (9, 11, 13, 15) for cell in (None, paper.sum_of(column, first, last))]
    paper.cells(("", "Tổng", "", "", "", "", paper.sum_of(7, first, last), *sums), HEADING)
    paper.gap()
    _result(paper, table.score)
    paper.line(table.result, Look(bold=True))
    if table is sheet.kpi[-1]:
        paper.line(sheet.closing, Look(bold=True))


def _heading(paper: Paper) -> None:
    top, last = paper.row, len(KPI_WIDTHS)
    ratios = [cell for ratio in wording.KPI_RATIOS for cell in (ratio, "")]
    paper.cells(("TT", wording.KPI_HALVES[0], *[""] * 5, wording.KPI_HALVES[1], *[""] * 7), HEADING)
    paper.cells(("", *wording.KPI_COLUMNS[1:], *ratios), HEADING)
    paper.cells((*[""] * 7, *wording.KPI_PAIR * 4), HEADING)
    paper.keep_heading(3)
    paper.merge((top, top + 2), (1, 1))
    paper.merge((top, top), (2, 7))
    paper.merge((top, top), (8, last))
    for column in range(2, 8):
        paper.merge((top + 1, top + 2), (column, column))
    for column in (8, 10, 12, 14):
        paper.merge((top + 1, top + 1), (column, column + 1))


def _result(paper: Paper, score: AxisScore) -> None:
    """A, B, C, D, KPI in % and the axis's points, each in a cell of its own."""
    for label, value in (
        ("A (%)", score.a),
        ("B (%)", score.b),
        ("C (%)", score.c),
        ("D (%)", score.d),
        ("KPI (%)", score.kpi),
        ("Điểm tối đa", score.max_points),
        ("Điểm đạt", score.points),
    ):
        paper.cells(("", label, points(value)), CELL)


def write_layers(workbook: Workbook, layers: LayersTable) -> None:
    """Only what differs, then the points of every layer."""
    paper = Paper(workbook, "Đối chiếu", LAYER_WIDTHS)
    paper.heading(("Nội dung", "Chỉ số", *layers.heads, "Lý do"))
    for row in layers.rows:
        paper.cells((row.subject, row.measure, *map(Figure, row.figures), row.reasons))
    for row in layers.totals:
        paper.cells((row.subject, row.measure, *map(points, row.figures), ""), HEADING)
