"""What a catalog must have before it is put forward."""

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


def test_without_a_standard_item_coefficients_cannot_be_formed():
    catalog = CatalogItemFactory(catalog=CatalogFactory()).catalog
    assert sentences(gates.has_standard_item, catalog) == [
        (True, "PL1", "Danh mục chưa chọn đơn vị sản phẩm/công việc chuẩn để tính hệ số quy đổi.")
    ]


def test_with_a_standard_item_it_passes():
    assert sentences(gates.has_standard_item, CatalogFactory(standard=True)) == []
