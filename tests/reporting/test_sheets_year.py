"""The table of a year as content: whose it is, its rows, and what stands beneath."""

import pytest

from evaluation.core.steps import Stage
from regulation.quarters import Quarter
from reporting.renderers.xlsx import xlsx
from reporting.sheets.year import COUNTED, SEEN, shared_unit, year_sheet
from reporting.summaries.year import for_lines, lines_of, people_of
from tests.factories import DossierFactory, PeriodFactory, a_ward
from tests.reporting.papers import cells_of, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def decided(unit, *ratings, **values):
    """One person's first quarters of 2026."""
    first = DossierFactory(unit=unit, period=PeriodFactory(quarter=Quarter(2026, 1)), **values)
    for number, rating in enumerate(ratings, start=1):
        row = first if number == 1 else DossierFactory.build(unit=unit, cadre=first.cadre, **values)
        row.period, row.stage, row.decided_rating = (
            PeriodFactory(quarter=Quarter(2026, number)),
            Stage.DECIDED,
            rating,
        )
        row.managing_unit, row.deciding_unit = first.managing_unit, first.deciding_unit
        row.save()
    return first.cadre


def sheet_of(ward, asked=""):
    people = list(for_lines(people_of(ward.staff, 2026)))
    lines = lines_of(people, ward.staff, 2026)
    return year_sheet(2026, people, lines, asked)


def test_the_sheet_is_headed_by_the_unit_that_all_share(ward):
    decided(ward.ward, "good")
    sheet = sheet_of(ward)
    assert (sheet.subject, sheet.head.body) == ("Phường Long Xuyên", "PHƯỜNG LONG XUYÊN")
    assert sheet.label == "Tổng hợp xếp loại các quý năm 2026 · Phường Long Xuyên"
    assert sheet.file_name == "Tổng hợp xếp loại năm 2026 Phường Long Xuyên"
    assert sheet.title == ("TỔNG HỢP XẾP LOẠI CHẤT LƯỢNG CÁC QUÝ", "NĂM 2026")


def test_people_share_a_division_a_managing_unit_or_the_province(ward):
    here, there = DossierFactory.build(unit=ward.division), DossierFactory.build(unit=ward.other_division)
    abroad = DossierFactory.build(unit=a_ward().division)
    assert shared_unit([here]) == ward.division
    assert shared_unit([here, there]) == ward.ward
    assert shared_unit([here, abroad]) == ward.province
    assert shared_unit([]) == ward.province


def test_a_row_tells_the_quarters_and_the_ground_with_its_clause(ward):
    cadre = decided(ward.ward, "excellent", "not_completed", appraisal_rating="excellent")
    (row,) = sheet_of(ward).rows
    assert (row.number, row.name, row.post) == (1, cadre.full_name, "Phó Trưởng phòng, Phường Long Xuyên")
    assert (row.quarters, row.proposed_excellent) == (("Xuất sắc", "Không hoàn thành", "–", "–"), 2)
    assert row.ground == (
        "Quý II/2026 xếp loại “Không hoàn thành nhiệm vụ”: cả năm 2026 không xếp loại "
        "“Hoàn thành xuất sắc nhiệm vụ” (Mục 5)."
    )


def test_whoever_is_to_be_replaced_stands_apart_with_that_ground_alone(ward):
    decided(ward.ward, "good")
    cadre = decided(ward.ward, "not_completed", "not_completed")
    sheet = sheet_of(ward)
    assert [(row.number, row.name, row.ground) for row in sheet.replacements] == [
        (
            1,
            cadre.full_name,
            "Xếp loại “Không hoàn thành nhiệm vụ” 02 quý liên tiếp (Quý I/2026 và Quý II/2026): "
            "thuộc diện thực hiện ngay việc thay thế (Mục 5).",
        )
    ]
    assert len(sheet.rows) == 2


@pytest.fixture
def weighed(ward):
    """Two failed quarters that a deferred one parts."""
    cadre = decided(ward.ward, "not_completed", "good", "not_completed")
    cadre.dossiers.filter(period__number=2).update(stage=Stage.DEFERRED, decided_rating="")
    return cadre


@pytest.mark.clause("5.3", "7.d")
def test_whom_only_a_deferral_keeps_from_the_list_stands_in_a_table_of_its_own(ward, weighed):
    sheet = sheet_of(ward)
    assert (sheet.replacements, [row.name for row in sheet.apart]) == ((), [weighed.full_name])
    assert sheet.apart[0].ground.startswith(
        "Xếp loại “Không hoàn thành nhiệm vụ” Quý I/2026 và Quý III/2026; giữa"
    )
    book = workbook(xlsx(sheet))
    assert book.sheetnames == ["Năm 2026", "Xem xét riêng"]
    assert [row[1] for row in cells_of(book["Xem xét riêng"]) if row[0] == 1] == [weighed.full_name]


def test_the_foot_says_what_was_chosen(ward):
    decided(ward.ward, "good")
    assert sheet_of(ward).remarks == (SEEN, COUNTED)
    assert sheet_of(ward, "Long Xuyên").remarks[2] == "Lọc theo đơn vị: “Long Xuyên”."
    assert sheet_of(ward).note.startswith("Mục 5, Hướng dẫn số 02-HD/TU")


def test_the_workbook_has_a_leaf_for_replacements_only_where_there_are_any(ward):
    decided(ward.ward, "good")
    assert workbook(xlsx(sheet_of(ward))).sheetnames == ["Năm 2026"]
    cadre = decided(ward.ward, "not_completed", "not_completed")
    book = workbook(xlsx(sheet_of(ward)))
    assert book.sheetnames == ["Năm 2026", "Thay thế"]
    assert [row[1] for row in cells_of(book["Thay thế"]) if row[0] == 1] == [cadre.full_name]


def test_the_workbook_shows_quarters_as_words_and_counts_as_numbers(ward):
    cadre = decided(ward.ward, "excellent", "good", appraisal_rating="excellent")
    rows = [row for row in cells_of(workbook(xlsx(sheet_of(ward)))["Năm 2026"]) if isinstance(row[0], int)]
    assert rows == [
        (
            1,
            cadre.full_name,
            "Phó Trưởng phòng, Phường Long Xuyên",
            "Xuất sắc",
            "Tốt",
            "–",
            "–",
            2,
            None,
            None,
        )
    ]
