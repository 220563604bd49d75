"""Mẫu 02."""

from decimal import Decimal

import pytest

from catalog.stages import Stage
from reporting.sheets import form02
from tests.factories import CatalogFactory, CatalogItemFactory
from tests.reporting.papers import a_led_ward

pytestmark = pytest.mark.django_db


@pytest.mark.clause("PL1.2.4/2")
def test_coefficients_are_computed_from_points():
    catalog = CatalogFactory(approved=True)
    for points in (120, 150, 200, 50):
        CatalogItemFactory(catalog=catalog, points=Decimal(points), order=points)
    found = {row.points: row.coefficient for row in form02(catalog).rows}
    assert found == {
        100: 1,
        120: Decimal("1.2"),
        150: Decimal("1.5"),
        200: 2,
        50: Decimal("0.5"),
    }


def test_what_the_document_stated_is_not_printed_for_the_coefficient():
    catalog = CatalogFactory(approved=True)
    CatalogItemFactory(catalog=catalog, points=Decimal(120), stated_coefficient=Decimal(1), order=32767)
    assert form02(catalog).rows[-1].coefficient == Decimal("1.2")


def test_without_a_standard_item_there_is_no_coefficient():
    catalog = CatalogFactory()
    CatalogItemFactory(catalog=catalog)
    assert [row.coefficient for row in form02(catalog).rows] == [None]


def test_a_draft_and_a_later_version_say_so():
    assert form02(CatalogFactory(number=2)).remarks == (
        "Danh mục chưa được phê duyệt (trạng thái: Bản nháp).",
        "Lần ban hành thứ 2 trong năm 2026.",
    )
    assert form02(CatalogFactory(stage=Stage.SUPERSEDED)).remarks == (
        "Danh mục này đã được thay thế bằng lần phê duyệt sau.",
    )


def test_the_units_authority_signs():
    sheet = form02(CatalogFactory(unit=a_led_ward(), approved=True))
    assert sheet.signature.lines == ("T/M BAN THƯỜNG VỤ", "ĐẢNG ỦY PHƯỜNG BÌNH ĐỨC")
    assert sheet.title[1] == "Sản phẩm/công việc chuẩn của cơ quan, đơn vị, địa phương: Phường Bình Đức"
