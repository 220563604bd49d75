"""Mẫu 03 as a workbook: general criteria, tasks with parts II and III, and its annexes."""

from decimal import Decimal

from openpyxl import Workbook

from reporting.renderers.xlsx.annexes import write_kpi, write_layers
from reporting.renderers.xlsx.cells import POINTS, Figure, Formula, Look, points
from reporting.renderers.xlsx.paper import HEADING, Paper
from reporting.renderers.xlsx.plans import write_person
from reporting.sheets import wording
from reporting.sheets.dossiers import CriterionRow, DossierSheet

GENERAL_WIDTHS = (6, 70, 12, 12, 10, 16, 26)
TASK_WIDTHS = (6, 48, 30, 36, 11, 10, 14, 22)
GENERAL, TASKS = "Mẫu 03", "B. Nhiệm vụ"
BOLD = Look(bold=True)
GROUP = Look(bold=True, boxed=True)


def write_dossier(workbook: Workbook, sheet: DossierSheet) -> None:
    general = Paper(workbook, GENERAL, GENERAL_WIDTHS)
    total_row = _general(general, sheet)
    _tasks(Paper(workbook, TASKS, TASK_WIDTHS), sheet, general, total_row)
    for table in sheet.kpi:
        write_kpi(workbook, sheet, table)
    if sheet.layers:
        write_layers(workbook, sheet.layers)


def _general(paper: Paper, sheet: DossierSheet) -> int:
    """Part I.A; returns the row of "Tổng (A)"."""
    paper.head(sheet.head)
    paper.title(sheet.title, sheet.light)
    write_person(paper, sheet.person)
    paper.line(wording.SELF_PART, BOLD)
    paper.line(wording.SELF_LEAD, Look(italic=True))
    paper.cells(("A", wording.GENERAL_GROUP, "", "", "", "", ""), GROUP)
    paper.heading(wording.GENERAL_COLUMNS, rows=2)
    first, groups = paper.row, []
    for group in sheet.groups:
        maximum = Figure(group.max_points)
        groups.append(paper.cells((group.number, group.title, "", "", maximum, "", ""), GROUP))
        for row in group.rows:
            _criterion(paper, row)
    most = sum((paper.worth(row, 5) for row in groups), Decimal(0))
    maxima = Formula("=" + "+".join(f"E{row}" for row in groups), most)
    got = paper.sum_of(6, first, paper.row - 1)
    return paper.cells(("", wording.TOTALS[0], "", "", maxima, got, ""), HEADING)


def _criterion(paper: Paper, row: CriterionRow) -> None:
    yes, no = ("X", "") if row.ensured else ("", "X")
    number = paper.cells((row.code, row.text, None, None, row.max_points, row.points, row.note))
    for column, mark in ((3, yes), (4, no)):
        paper.at(number, column, mark, Look(align="center", boxed=True))


def _tasks(paper: Paper, sheet: DossierSheet, general: Paper, general_total: int) -> None:
    """Part I.B with the totals, then parts II and III."""
    paper.cells(("B", wording.TASK_GROUP, "", "", "", "", "", ""), GROUP)
    paper.heading(wording.TASK_COLUMNS, rows=2)
    first = paper.row
    for axis in sheet.axes:
        figures = (points(axis.kpi), Figure(axis.max_points), points(axis.points))
        paper.cells((axis.number, axis.title, "", "", *figures, ""), GROUP)
        for task in axis.tasks:
            paper.cells((task.number, task.title, task.planned, task.actual, None, None, None, task.note))
    last = paper.row - 1
    maxima, got = paper.sum_of(6, first, last), paper.sum_of(7, first, last, shown=POINTS)
    total = paper.cells(("", wording.TOTALS[1], "", "", "", maxima, got, ""), HEADING)
    most, points_got = (general.worth(general_total, at) + paper.worth(total, at + 1) for at in (5, 6))
    together = [
        Formula(f"='{GENERAL}'!E{general_total}+F{total}", most),
        Formula(f"='{GENERAL}'!F{general_total}+G{total}", points_got, POINTS),
    ]
    paper.cells(("", wording.TOTALS[2], "", "", "", *together, ""), HEADING)
    _parts(paper, sheet)


def _parts(paper: Paper, sheet: DossierSheet) -> None:
    paper.gap()
    paper.line(wording.PROPOSAL_PART, BOLD)
    paper.line(sheet.self_rating, BOLD)
    paper.line(wording.FOUR_RATINGS, Look(italic=True))
    paper.sign(sheet.signature)
    said = sheet.authority
    paper.line(wording.AUTHORITY_PART, BOLD)
    paper.across(wording.AUTHORITY_POINTS, Look(), (1, 2))
    paper.at(paper.row, 3, points(said.points), BOLD)
    paper.gap()
    paper.line(f"{wording.AUTHORITY_RATING} {said.rating}")
    paper.line(wording.AUTHORITY_RESPONSES)
    for response in said.responses:
        paper.line(f"+ {response.task}: {response.level}.")
    if said.decided:
        paper.line(said.decided, Look(italic=True))
    paper.sign(said.signature)
    paper.foot(sheet)
