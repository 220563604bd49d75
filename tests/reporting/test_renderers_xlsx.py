"""The workbooks: numbers are numbers, totals are live, text of others is never a formula."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from catalog.models import Catalog
from reporting.renderers.xlsx import xlsx
from reporting.renderers.xlsx.cells import needs_quote
from reporting.renderers.xlsx.heights import lines_of
from reporting.sheets import form01, form02, form03, list_form
from tests.factories import CatalogFactory, CatalogItemFactory
from tests.reporting.papers import (
    a_led_ward,
    cells_of,
    closed_list,
    decided_dossier,
    decided_people,
    loaded,
    stored_raw,
    workbook,
    worked_dossier,
    worth,
)

pytestmark = pytest.mark.django_db


def row_with(worksheet, text, column=1):
    return next(row for row in worksheet.iter_rows() if row[column].value == text)


def test_the_kpi_totals_are_live_and_equal_the_stored_ones():
    sheet = form03(loaded(worked_dossier()))
    book = workbook(xlsx(sheet))
    table = book["KPI trục 4"]
    row = row_with(table, "Tổng")
    live = [row[column].value for column in (6, 8, 10, 12, 14)]
    assert [value.startswith("=SUM(") for value in live] == [True] * 5
    assert [worth(book, table, value) for value in live] == [sheet.kpi[0].score.planned, *sheet.kpi[0].totals]


def test_the_kpi_of_the_worked_example_stands_in_cells():
    table = workbook(xlsx(form03(loaded(worked_dossier()))))["KPI trục 4"]
    figures = {row[1]: row[2] for row in cells_of(table) if row[1] and row[2] is not None}
    asked = ("A (%)", "B (%)", "C (%)", "D (%)", "KPI (%)", "Điểm đạt")
    assert [figures[name] for name in asked] == [87.01, 88.96, 88.96, 88.96, 88.47, 61.93]


def test_the_totals_of_form_03_are_live_across_its_worksheets():
    sheet = form03(loaded(worked_dossier()))
    book = workbook(xlsx(sheet))
    general, tasks = book["Mẫu 03"], book["B. Nhiệm vụ"]
    first = row_with(general, "Tổng (A) =")
    second, third = row_with(tasks, "TỔNG (B) ="), row_with(tasks, "TỔNG (A) + (B) =")
    live = [
        (general, first[4]),
        (general, first[5]),
        *((tasks, row[at]) for row in (second, third) for at in (5, 6)),
    ]
    assert [worth(book, there, cell.value) for there, cell in live] == [
        30,
        30,
        70,
        Decimal("61.93"),
        100,
        Decimal("91.93"),
    ]
    assert {cell.data_type for _, cell in live} == {"f"}


def test_the_weights_of_form_01_add_up_live():
    sheet = form01(loaded(worked_dossier()))
    book = workbook(xlsx(sheet))
    table = book["Nhiệm vụ"]
    assert worth(book, table, row_with(table, "Tổng điểm tối đa")[7].value) == 70


def test_dates_and_quantities_are_values_with_a_format():
    book = workbook(xlsx(form01(loaded(worked_dossier()))))
    row = next(row for row in book["Nhiệm vụ"].iter_rows() if row[0].value == "4.1")
    assert (row[5].value, row[5].number_format) == (datetime(2026, 6, 30), "dd/mm/yyyy")
    assert (row[3].value, row[3].number_format) == (2, "00")
    birth = next(
        cell for cells in book["Mẫu 01"].iter_rows() for cell in cells if isinstance(cell.value, datetime)
    )
    assert birth.value == datetime(1980, 5, 6)


def test_a_factor_keeps_its_words_in_its_format():
    table = workbook(xlsx(form03(loaded(worked_dossier()))))["KPI trục 4"]
    cell = next(row for row in table.iter_rows() if row[0].value == 1)[11]
    assert (cell.value, cell.number_format) == (0.75, 'General" (chậm tiến độ)"')


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84 296", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "\t=1", "=cmd|' /C calc'!A0"],
)
def test_text_of_others_is_never_a_formula(text):
    catalog = CatalogFactory(approved=True)
    CatalogItemFactory(catalog=catalog, name=text, order=9999)
    row = [row for row in workbook(xlsx(form02(catalog)))["Mẫu 02"].iter_rows() if row[0].value == 2][0]
    assert (row[1].value, row[1].data_type) == (text.strip(), "s")
    assert row[1].quotePrefix is (text[0] in "=+-@\t")


@pytest.mark.parametrize("sign", "＝＋－＠﹦﹢﹣﹫⁼−")
def test_the_twins_of_what_opens_a_formula_are_quoted_too(sign):
    item = CatalogItemFactory(catalog=CatalogFactory(approved=True), name=f"{sign}1+1", order=9999)
    row = row_with(workbook(xlsx(form02(item.catalog)))["Mẫu 02"], item.name)
    assert (row[1].data_type, row[1].quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("\t=1", True), ("\r=1", True), (" \u00a0=1", True), ("\tmột", True), ("một = hai", False), ("", False)],
)
def test_a_formula_hides_behind_no_blank(text, quoted):
    assert needs_quote(text) is quoted


def test_what_no_workbook_may_hold_is_left_out_of_its_cells_and_its_title():
    item = CatalogItemFactory(catalog=CatalogFactory(approved=True), order=9999)
    stored_raw(item, name="Báo\x0bcáo\x01\ufffe\uffff")
    stored_raw(item.catalog.unit, name="Phường\x0bLong\ufffe")
    book = workbook(xlsx(form02(Catalog.objects.get())))
    assert "Báo cáo" in [row[1] for row in cells_of(book["Mẫu 02"])]
    assert "Phường Long" in book.properties.title


def test_every_worksheet_prints_on_a4_landscape_with_its_head_repeated():
    book = workbook(xlsx(form03(loaded(decided_dossier()))))
    assert book.sheetnames == ["Mẫu 03", "B. Nhiệm vụ", "KPI trục 4", "Đối chiếu"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows is not None
        assert sheet.freeze_panes is not None
        assert sheet.column_dimensions["B"].width > 20


def test_a_list_has_one_row_a_person_in_order():
    ward = a_led_ward()
    sheet = list_form(closed_list(decided_people(60, ward), ward))
    rows = [row for row in cells_of(workbook(xlsx(sheet))["Mẫu 04"]) if isinstance(row[0], int)]
    assert [(row[0], row[5]) for row in rows] == [(number, f"Căn cứ {number}") for number in range(1, 61)]


def formulas(content):
    """Every formula of a workbook: its cell, and the value that is stored beside it."""
    book, stored = workbook(content), openpyxl.load_workbook(BytesIO(content), data_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [(book, cell, stored[cell.parent.title][cell.coordinate].value) for cell in cells]


@pytest.mark.parametrize("form", [form01, form03])
def test_beside_every_formula_stands_what_it_comes_to(form):
    found = formulas(xlsx(form(loaded(worked_dossier()))))
    assert len(found) >= 1
    assert [Decimal(str(stored)) for _, _, stored in found] == [
        worth(book, cell.parent, cell.value) for book, cell, _ in found
    ]


def test_no_row_is_lower_than_the_lines_of_its_texts():
    item = CatalogItemFactory(
        catalog=CatalogFactory(approved=True), name="một hai " * 60, difficulty="a\nb\nc", order=9999
    )
    sheet = workbook(xlsx(form02(item.catalog)))["Mẫu 02"]
    rows = {
        row[1].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows() if row[1].value
    }
    assert rows[item.name.strip()] >= 60 * 8 / 34 * 12
    assert min(rows.values()) >= 12


def test_every_row_that_is_written_has_a_height():
    for sheet in workbook(xlsx(form03(loaded(decided_dossier())))):
        written = {row[0].row for row in sheet.iter_rows() if any(cell.value is not None for cell in row)}
        assert written <= {number for number, row in sheet.row_dimensions.items() if row.height}


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, 1),
        ("một hai ba", 10, 1),
        ("một hai bốn", 10, 2),
        ("MỘT HAI BA", 10, 2),
        ("a\nb\n\nc", 10, 4),
        ("x" * 25, 10, 3),
        ("ab " + "x" * 25 + " cd", 10, 4),
    ],
)
def test_lines_are_counted_as_words_wrap(text, room, lines):
    assert lines_of(text, room) == lines
