"""What a catalog must have before it is put forward."""

from decimal import Decimal

import pytest

from catalog import gates
from tests.factories import CatalogFactory, CatalogItemFactory

pytestmark = pytest.mark.django_db


def sentences(gate, catalog):
    return [(finding.blocks, finding.clause.code, finding.sentence) for finding in gate(catalog)]


def test_an_empty_catalog_is_stopped():
    assert sentences(gates.has_items, CatalogFactory()) == [
        (True, "PL1", "Danh mục chưa có sản phẩm/công việc nào.")
    ]


def test_a_catalog_with_a_row_passes():
    assert sentences(gates.has_items, CatalogItemFactory().catalog) == []


@pytest.mark.clause("PL1.2.2/1")
def test_without_a_standard_item_coefficients_cannot_be_formed():
    catalog = CatalogItemFactory(catalog=CatalogFactory()).catalog
    assert sentences(gates.has_standard_item, catalog) == [
        (True, "PL1", "Danh mục chưa chọn đơn vị sản phẩm/công việc chuẩn để tính hệ số quy đổi.")
    ]


@pytest.mark.parametrize(("standard", "points"), [("0.01", "100"), ("99999", "1")])
def test_a_coefficient_that_no_task_can_keep_is_told(standard, points):
    catalog = CatalogFactory(standard=True, standard__points=Decimal(standard))
    assert sentences(gates.has_usable_coefficients, catalog) == []
    item = CatalogItemFactory(catalog=catalog, name="Tờ trình", points=Decimal(points))
    (told,) = sentences(gates.has_usable_coefficients, catalog)
    assert (told[0], told[2].startswith(f"Dòng 2 “{item.name}”: hệ số quy đổi là")) == (True, True)


def test_with_a_standard_item_it_passes():
    assert sentences(gates.has_standard_item, CatalogFactory(standard=True)) == []
