"""Mẫu 01 as a workbook: the common part, and the tasks as a table whose weights add up."""

from openpyxl import Workbook

from reporting.renderers.xlsx.cells import Figure, Look, Value, count
from reporting.renderers.xlsx.paper import CELL, HEADING, Paper
from reporting.sheets import wording
from reporting.sheets.parts import Person
from reporting.sheets.plans import PlannedTask, PlanSheet

WIDTHS = (6, 52, 18, 10, 24, 14, 10, 10, 20)
COLUMNS = (
    "TT",
    "Nhiệm vụ",
    "Sản phẩm",
    "Số lượng",
    "Tiến độ",
    "Hạn hoàn thành",
    "Hệ số quy đổi",
    "Điểm tối đa",
    "Ghi chú",
)
BOLD = Look(bold=True)


def write_plan(workbook: Workbook, sheet: PlanSheet) -> None:
    _common(Paper(workbook, "Mẫu 01", WIDTHS), sheet)
    _tasks(Paper(workbook, "Nhiệm vụ", WIDTHS), sheet)


def write_person(paper: Paper, person: Person) -> None:
    """The lines under the title; the day of birth is a date."""
    paper.across(f"Họ và tên: {person.name}", BOLD, (1, 2))
    paper.at(paper.row, 3, "Ngày sinh:", Look())
    paper.at(paper.row, 4, person.birth_date, Look())
    paper.merge((paper.row, paper.row), (4, 5))
    paper.row += 1
    for label, value in person.lines:
        paper.line(f"{label} {value}")


def _common(paper: Paper, sheet: PlanSheet) -> None:
    paper.head(sheet.head)
    paper.title(sheet.title, sheet.light)
    write_person(paper, sheet.person)
    paper.line(wording.PLAN_PARTS[0], BOLD)
    paper.keep_heading(1)
    for group in sheet.groups:
        paper.line(f"{group.number}. {group.title}", BOLD)
        for criterion in group.criteria:
            paper.line(f"{criterion.code}. {criterion.text}")


def _tasks(paper: Paper, sheet: PlanSheet) -> None:
    paper.line(wording.PLAN_PARTS[1], BOLD)
    paper.heading(COLUMNS)
    first = paper.row
    for axis in sheet.axes:
        weight = Figure(axis.weight)
        paper.cells(
            (axis.number, axis.title, "", "", "", "", "", weight, axis.role), Look(bold=True, boxed=True)
        )
        for place, task in enumerate(axis.tasks, start=1):
            paper.cells(_task(f"{axis.number}.{place}", task), CELL)
    total = paper.sum_of(8, first, paper.row - 1)
    paper.cells(("", "Tổng điểm tối đa", "", "", "", "", "", total, ""), HEADING)
    paper.gap()
    paper.sign(sheet.signature)
    paper.foot(sheet)


def _task(number: str, task: PlannedTask) -> tuple[Value, ...]:
    return (
        number,
        task.title,
        task.product,
        count(task.quantity),
        task.schedule,
        task.due_date,
        Figure(task.coefficient),
        None,
        task.marks,
    )
