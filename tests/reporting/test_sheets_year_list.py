"""A closed list of the year on paper: its rows, whose it is, the same as page, PDF and XLSX."""

import pytest
from django.urls import reverse

from cadres.models import Unit
from evaluation.years.actions.ratings import publish, reopen
from reporting.renderers.xlsx import xlsx
from reporting.sheets.listed import WITHHELD
from reporting.sheets.year_list import year_list_sheet
from tests.evaluation.years.rated_years import a_province_year, a_year, close, excellent, good
from tests.factories import grant
from tests.reporting.papers import bare, cells_of, pdf_pages, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_year("gggg", "xxgx", "gggg", "gggg", "gggg")
    close(
        world, good(), excellent(reason=""), {"rating": "completed", "reason": "Còn hạn chế"}, good(), good()
    )
    return world


def test_the_sheet_says_whose_list_it_is_and_of_when(world):
    sheet = year_list_sheet(world.list, world.staff)
    assert sheet.title == ("TỔNG HỢP KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG", "NĂM 2025")
    assert sheet.label == "Danh sách xếp loại năm 2025 · Phường Long Xuyên"
    assert sheet.file_name == "Danh sách xếp loại năm 2025 Phường Long Xuyên"
    assert sheet.remarks == (f"Cấp quyết định: {world.list.body}.",)


def test_a_row_tells_quarters_count_rating_and_ground(world):
    cells = [row.cells for row in year_list_sheet(world.list, world.staff).rows]
    post = f"Phó Trưởng phòng, {world.division.name}"
    assert cells[1:3] == [
        (
            2,
            "Nguyễn Văn B",
            post,
            "Quý I: Xuất sắc; Quý II: Xuất sắc; Quý III: Tốt; Quý IV: Xuất sắc",
            3,
            "Hoàn thành xuất sắc nhiệm vụ",
            "Vượt mức mọi nhiệm vụ",
        ),
        (
            3,
            "Nguyễn Văn C",
            post,
            "Quý I: Tốt; Quý II: Tốt; Quý III: Tốt; Quý IV: Tốt",
            0,
            "Hoàn thành nhiệm vụ",
            "Lý do: Còn hạn chế",
        ),
    ]


def test_the_name_of_the_unit_is_the_one_of_the_closing(world):
    Unit.objects.filter(pk=world.ward.pk).update(name="Phường Mới")
    world.list.unit.refresh_from_db()
    assert year_list_sheet(world.list, world.staff).subject == "Phường Long Xuyên"


def test_who_is_taken_up_again_is_told(world):
    reopen(world.list, world.list.rows.first(), by=world.leadership, seen=3, reason="Có")
    assert year_list_sheet(world.list, world.staff).rows[0].ground == "Đang được xem xét lại"


def test_ones_own_row_is_left_out_until_it_is_made_known(world):
    own = world.people[0].user
    grant(own, "organisation_staff", world.ward)
    sheet = year_list_sheet(world.list, own)
    assert ([row.number for row in sheet.rows], sheet.remarks[-1]) == ([2, 3, 4, 5], WITHHELD)
    publish(world.list, by=world.staff, seen=3)
    assert len(year_list_sheet(world.list, own).rows) == 5


def test_of_the_province_what_the_unit_proposed_stands_beside_the_decision():
    world = a_province_year()
    close(world, good(), by=world.secretariat, body="Thường trực Tỉnh ủy")
    sheet = year_list_sheet(world.list, world.secretariat)
    assert (sheet.columns[5:7], sheet.rows[0].cells[5:7]) == (
        ("Mức đơn vị đề nghị", "Mức xếp loại"),
        ("Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt nhiệm vụ"),
    )
    assert sheet.signature.lines == ("T/M THƯỜNG TRỰC TỈNH ỦY",)
    proposal = year_list_sheet(world.proposal, world.staff)
    assert (proposal.title[0], proposal.columns[5]) == ("TỔNG HỢP ĐỀ NGHỊ XẾP LOẠI CHẤT LƯỢNG", "Mức đề nghị")


def test_the_workbook_has_the_same_rows(world):
    sheet = year_list_sheet(world.list, world.staff)
    rows = [row for row in cells_of(workbook(xlsx(sheet))["Xếp loại năm"]) if isinstance(row[0], int)]
    assert [row[:3] for row in rows] == [row.cells[:3] for row in sheet.rows]


def test_a_draft_is_nothing_to_print(client):
    world = a_year("gggg")
    client.force_login(world.staff)
    for ending in ("", "_pdf", "_xlsx"):
        assert client.get(reverse(f"year_list_form{ending}", args=[world.list.pk])).status_code == 404


@pytest.mark.pdf
def test_page_and_pdf_show_the_same(client, world):
    client.force_login(world.staff)
    page = client.get(reverse("year_list_form", args=[world.list.pk])).content.decode()
    printed = client.get(reverse("year_list_form_pdf", args=[world.list.pk])).getvalue()
    for words in ("Nguyễn Văn B", "Vượt mức mọi nhiệm vụ"):
        assert words in bare(page)
        assert words in " ".join(" ".join(pdf_pages(printed)).split())
