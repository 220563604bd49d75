"""The letter of a package, drafted: by whom, to whom, how many at which level, what is enclosed; number and day are left open."""

import pytest
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.core.stages import ListKind
from evaluation.models import Package
from reporting.renderers.docx import docx
from reporting.sheets.letters import letter
from tests.evaluation.packages.packing import DAY, a_closed_list, a_person, a_ward_that_sends
from tests.factories import a_ward, grant
from tests.reporting.papers import squeezed
from tests.reporting.test_sheets_minutes import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B5.4.1")]


@pytest.fixture
def world():
    world = a_ward_that_sends(name="Phường Bình Đức")
    with clock.held(world.closed_at + DAY):
        yield world


def drafted(world, reader=None, package=None):
    return words_of(docx(letter(package or world.package, reader=reader or world.staff)))


def test_a_proposal_asks_the_provinces_standing_committee_for_its_people(world):
    said = drafted(world)
    assert "Kính gửi: Ban Thường vụ Tỉnh ủy (qua Ban Tổ chức Tỉnh ủy)" in said
    assert "xem xét, xếp loại đối với 2 đồng chí" in said
    assert "Số: ....." in said
    assert "Bình Đức, ngày ..... tháng ..... năm ....." in said
    assert squeezed("T/M TẬP THỂ LÃNH ĐẠO PHƯỜNG BÌNH ĐỨC") in said


def test_it_counts_each_level_and_names_what_is_enclosed(world):
    world.list.rows.filter(order=1).update(rating="excellent")
    said = drafted(world)
    assert "1 Hoàn thành xuất sắc nhiệm vụ 01 2 Hoàn thành tốt nhiệm vụ 01 3 Hoàn thành nhiệm vụ 00" in said
    assert "- Biên bản hội nghị đánh giá, xếp loại." in said
    assert "(Mẫu số 03): 02 bản." in said
    assert "- Bảng tổng hợp (Mẫu số 05)." in said


def test_whoever_is_not_on_a_closed_list_yet_is_told_to_follow(world):
    a_person(world, ListKind.UNIT_PROPOSAL, world.ward, stage="submitted")
    assert "Còn 1 đồng chí chưa đủ hồ sơ" in drafted(world)


@pytest.mark.clause("B5.3")
def test_a_report_tells_what_the_unit_decided_itself(world):
    a_closed_list(world, ListKind.UNIT_DECISION, world.ward)
    package = Package(period=world.period, unit=world.ward, kind=ListKind.UNIT_DECISION)
    said = drafted(world, package=package)
    assert "BÁO CÁO kết quả đánh giá, xếp loại cán bộ lãnh đạo, quản lý thuộc diện phân cấp quản lý" in said
    assert "đã quyết định xếp loại đối với 1 đồng chí" in said
    assert ("- Biên bản hội nghị" in said, "- Bảng tổng hợp (Mẫu số 04)." in said) == (False, True)


def test_a_division_signs_for_itself(world):
    a_closed_list(world, ListKind.DIVISION_PROPOSAL, world.division)
    package = Package(period=world.period, unit=world.division, kind=ListKind.DIVISION_PROPOSAL)
    assert "LÃNH ĐẠO PHÒNG, BAN VÀ TƯƠNG ĐƯƠNG" in drafted(world, world.division_leadership, package)


def test_whoever_is_counted_themself_reads_no_count(world):
    """ADR 5: by the others' levels they could reckon their own."""
    mine = world.list.rows.first().dossier.cadre.user
    grant(mine, Duty.LEADERSHIP, world.ward)
    said = drafted(world, mine)
    assert "1 Hoàn thành xuất sắc nhiệm vụ ..... 2 Hoàn thành tốt nhiệm vụ ....." in said
    assert "Bản này không có số liệu" in said


def test_it_is_for_whoever_reads_the_package(client, world):
    way = reverse("package_letter_docx", args=world.package.place)
    client.force_login(a_ward().staff)
    assert client.get(way).status_code == 404
    client.force_login(world.staff)
    answer = client.get(way)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
