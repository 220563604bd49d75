"""Units in heads, places and signature blocks."""

import pytest

from reporting.sheets.offices import collective, head_of, lineage, place_of
from tests.factories import UnitFactory
from tests.reporting.papers import a_led_ward

pytestmark = pytest.mark.django_db


def head(unit):
    found = head_of(unit)
    return found.superior, found.body, found.dated


@pytest.mark.clause("M01.head", "M02.head", "M03.head")
def test_a_ward_led_by_its_committee_issues_papers_as_dang_uy():
    assert head(a_led_ward()) == (
        "TỈNH ỦY AN GIANG",
        "ĐẢNG ỦY PHƯỜNG BÌNH ĐỨC",
        "Bình Đức, ngày ..... tháng ..... năm .....",
    )


def test_a_division_stands_under_its_unit():
    office = UnitFactory(name="Sở Tài chính", kind="department")
    assert head(UnitFactory(division=True, name="Phòng Ngân sách", parent=office))[:2] == (
        "SỞ TÀI CHÍNH",
        "PHÒNG NGÂN SÁCH",
    )


def test_the_committee_of_a_ward_is_not_its_own_superior():
    part = UnitFactory(name="Đảng ủy phường Bình Đức", kind="part", parent=a_led_ward())
    assert head(part)[:2] == ("TỈNH ỦY AN GIANG", "ĐẢNG ỦY PHƯỜNG BÌNH ĐỨC")


def test_the_province_stands_alone():
    assert head(UnitFactory(province=True))[:2] == ("", "TỈNH ỦY AN GIANG")


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [
        ("Xã Hòn Nghệ", "commune", "Hòn Nghệ"),
        ("Đặc khu Phú Quốc", "special_zone", "Phú Quốc"),
        ("Phường Rạch Giá", "ward", "Rạch Giá"),
        ("Sở Y tế", "department", "An Giang"),
    ],
)
def test_papers_are_signed_at_the_communes_name_or_the_provinces(name, kind, place):
    assert place_of(lineage(UnitFactory(name=name, kind=kind))) == place


def test_a_part_of_a_commune_signs_at_the_commune():
    part = UnitFactory(name="Văn phòng", kind="part", parent=a_led_ward())
    assert place_of(lineage(part)) == "Bình Đức"


@pytest.mark.clause("M02.sign", "M04.sign", "M05.sign")
def test_who_acts_for_a_unit():
    committee = UnitFactory(
        name="Tỉnh ủy An Giang", kind="provincial_committee", party_leads_comprehensively=True
    )
    office = UnitFactory(name="Sở Y tế", kind="department")
    assert collective(a_led_ward()) == ("T/M BAN THƯỜNG VỤ", "ĐẢNG ỦY PHƯỜNG BÌNH ĐỨC")
    assert collective(office) == ("T/M TẬP THỂ LÃNH ĐẠO", "SỞ Y TẾ")
    assert collective(committee) == ("T/M BAN THƯỜNG VỤ TỈNH ỦY",)
    assert collective(committee, "Thường trực Tỉnh ủy") == ("T/M THƯỜNG TRỰC TỈNH ỦY",)
