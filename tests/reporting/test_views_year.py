"""The year's page and its two files."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from evaluation.core.steps import Stage
from regulation.quarters import Quarter
from reporting.sheets.year import COUNTED
from reporting.views import year as views
from tests.factories import CadreFactory, DossierFactory, PeriodFactory, a_ward, an_official
from tests.reporting.papers import bare, cells_of, pdf_pages, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def person(unit, *ratings, **cadre):
    cadre = CadreFactory(account=True, **cadre)
    for number, rating in enumerate(ratings, start=1):
        period = PeriodFactory(quarter=Quarter(2026, number))
        DossierFactory(cadre=cadre, unit=unit, period=period, stage=Stage.DECIDED, decided_rating=rating)
    return cadre


def read(client, user, asked="", year=2026):
    client.force_login(user)
    response = client.get(f"/nam/{year}/{asked}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.clause("1.1.2", "5.3")
def test_the_page_tells_names_ratings_grounds_and_replacements(client, ward):
    person(ward.ward, "excellent", "good", full_name="Nguyễn Văn An")
    person(ward.ward, "not_completed", "not_completed", full_name="Trần Thị Bé")
    page = bare(read(client, ward.staff))
    assert "Cả năm 2026" in page
    assert COUNTED in page
    assert re.search(r"Nguyễn Văn An Phó Trưởng phòng Phường Long Xuyên ◆ Xuất sắc ● Tốt – – 0 quý", page)
    assert (
        "Trần Thị Bé , Phó Trưởng phòng, Phường Long Xuyên: Xếp loại “Không hoàn thành nhiệm vụ” 02 quý"
        in page
    )
    assert page.count("không xếp loại “Hoàn thành xuất sắc nhiệm vụ”.") == 1


@pytest.mark.clause("5.1", "5.3")
def test_a_quarter_of_another_unit_counts_and_leads_nowhere(client, ward):
    cadre = person(a_ward().ward, "not_completed")
    own = DossierFactory(
        cadre=cadre,
        unit=ward.ward,
        period=PeriodFactory(quarter=Quarter(2026, 2)),
        stage=Stage.DECIDED,
        decided_rating="not_completed",
    )
    page = read(client, ward.leadership)
    assert re.findall(r'href="/ho-so/(\d+)/"', page) == [str(own.pk)]
    assert page.count('class="rating rating-not_completed"') == 2
    assert f"{cadre.full_name}</b>, Phó Trưởng phòng, Phường Long Xuyên: Xếp loại" in page


def test_without_failures_the_page_says_that_nobody_is_to_be_replaced(client, ward):
    person(ward.ward, "good")
    assert "Không có ai bị xếp loại “Không hoàn thành nhiệm vụ” từ 02 quý" in read(client, ward.staff)


@pytest.mark.clause("5.3", "7.d")
def test_the_page_lists_apart_whom_a_deferral_keeps_from_replacement(client, ward):
    cadre = person(ward.ward, "not_completed", "good", "not_completed", full_name="Lê Thị Cúc")
    assert "Cần xem xét riêng" not in read(client, ward.staff)
    cadre.dossiers.filter(period__number=2).update(stage=Stage.DEFERRED, decided_rating="")
    page = bare(read(client, ward.staff))
    assert "Không có ai bị xếp loại “Không hoàn thành nhiệm vụ” từ 02 quý" in page
    assert re.search(r"Cần xem xét riêng Mục 5 Mục 7.d Lê Thị Cúc , .*?Quý II/2026 chưa đánh giá", page)


def test_a_long_list_of_replacements_is_cut_and_says_so(client, ward, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    for _ in range(3):
        person(ward.ward, "not_completed", "not_completed")
    page = bare(read(client, ward.staff))
    assert page.count("thuộc diện thực hiện ngay việc thay thế") == 2 + 2  # in the section, and in two lines
    assert "Và 1 người khác" in page


@pytest.mark.parametrize("asked", ["?don-vi=LX", "?don-vi=long xuyên", "?don-vi=Phường Long Xuyên"])
def test_a_unit_narrows_the_page_with_everything_beneath_it(client, ward, asked):
    here, there = person(ward.division, "good"), person(a_ward().ward, "good")
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    page = read(client, province, asked)
    assert [here.full_name in page, there.full_name in page] == [True, False]
    assert ".pdf?don-vi=" in page


def test_a_unit_that_is_none_leaves_nothing(client, ward):
    person(ward.ward, "good")
    assert "Không có hồ sơ nào như vậy" in read(client, ward.staff, "?don-vi=khong-co")


@pytest.mark.parametrize("asked", ["?don-vi=%00", "?page=abc", "?cua-toi=lạ&page=-1", f"?don-vi={'x' * 300}"])
def test_nonsense_in_the_address_is_no_error(client, ward, asked):
    person(ward.ward, "good")
    assert "<h1>Cả năm 2026" in read(client, ward.staff, asked)


def test_ones_own_year_can_be_asked_for_alone(client, ward):
    other, own = person(ward.ward, "good"), person(ward.ward, "good")
    ward.staff.cadre = own
    own.user = ward.staff
    own.save()
    page = read(client, ward.staff, "?cua-toi=1")
    assert [own.full_name in page, other.full_name in page] == [True, False]


def test_a_cadre_reads_their_own_line_without_filters(client, ward):
    own, other = person(ward.ward, "good"), person(ward.ward, "good")
    page = read(client, own.user)
    assert [own.full_name in page, other.full_name in page, "don-vi" in page] == [True, False, False]


def test_ones_own_list_of_dossiers_leads_to_ones_own_year(client, ward):
    cadre = person(ward.ward, "good", "good")
    client.force_login(cadre.user)
    assert client.get("/ho-so/").content.decode().count('href="/nam/2026/?cua-toi=1"') == 1


def test_the_overview_leads_to_the_year_of_its_unit(client, ward):
    person(ward.ward, "good")
    client.force_login(ward.staff)
    assert 'href="/nam/2026/"' in client.get("/tong-quan/").content.decode()
    assert 'href="/nam/2026/?don-vi=LX"' in client.get("/tong-quan/?unit=LX").content.decode()


@pytest.mark.parametrize("address", ["/nam/2025/", "/nam/0/", "/nam/99999999999999999999/", "/nam/2025.xlsx"])
def test_a_year_without_a_round_is_not_found(client, ward, address):
    PeriodFactory()
    client.force_login(ward.staff)
    assert client.get(address).status_code == 404


def test_a_year_of_rounds_without_dossiers_says_so(client, ward):
    PeriodFactory()
    assert "Chưa có hồ sơ nào trong năm này" in read(client, ward.staff)


@pytest.mark.usefixtures("long_keys")
def test_fifty_stand_on_a_page_and_the_page_is_small(client, ward):
    people = [person(ward.ward, "not_completed", "not_completed") for _ in range(51)]
    page = read(client, ward.staff)
    assert page.count('data-label="Căn cứ"') == 50
    assert "Trang 1 / 2" in page
    assert len(page.encode()) < 150_000
    shown = bare(read(client, ward.staff, "?page=2"))
    assert sum(f"{cadre.full_name} Phó" in shown for cadre in people) == 1


def test_the_page_asks_as_often_at_any_size(client, ward):
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    person(ward.ward, "not_completed", "not_completed")
    client.force_login(province)
    client.get("/nam/2026/")
    assert queries(client) == queries(client, more=20) <= 27


def queries(client, more=0):
    for _ in range(more):
        person(a_ward().division, "not_completed", "not_completed", "good")
    with CaptureQueriesContext(connection) as counted:
        client.get("/nam/2026/")
    return len(counted)


@pytest.mark.pdf
def test_page_pdf_and_workbook_show_the_same_rows(client, ward):
    person(ward.ward, "excellent", full_name="Nguyễn Văn An")
    person(ward.ward, "not_completed", "not_completed", full_name="Trần Thị Bé")
    client.force_login(ward.staff)
    printed, book = client.get("/nam/2026.pdf"), client.get("/nam/2026.xlsx")
    text = " ".join(pdf_pages(printed.content))
    assert [text.count(name) for name in ("Nguyễn Văn An", "Trần Thị Bé")] == [1, 2]
    rows = [row for row in cells_of(workbook(book.content)["Năm 2026"]) if isinstance(row[0], int)]
    assert [row[1:4] for row in rows] == [
        ("Nguyễn Văn An", "Phó Trưởng phòng, Phường Long Xuyên", "Xuất sắc"),
        ("Trần Thị Bé", "Phó Trưởng phòng, Phường Long Xuyên", "Không hoàn thành"),
    ]
    assert (
        'filename="Tong-hop-xep-loai-nam-2026-Phuong-Long-Xuyen.xlsx"' in book.headers["Content-Disposition"]
    )


def test_the_files_hold_only_the_unit_asked_for(client, ward):
    person(ward.ward, "good", full_name="Nguyễn Văn An")
    person(a_ward().ward, "good")
    client.force_login(an_official(Duty.PROVINCIAL_ORGANISATION, ward.province))
    book = workbook(client.get("/nam/2026.xlsx?don-vi=LX").content)
    assert [row[1] for row in cells_of(book["Năm 2026"]) if isinstance(row[0], int)] == ["Nguyễn Văn An"]
