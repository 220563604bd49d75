"""What a catalog and its rows answer about themselves."""

import unicodedata
from decimal import Decimal

import pytest
from django.db import IntegrityError

from catalog.models import Catalog, CatalogItem
from catalog.stages import Stage
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    CatalogFactory,
    CatalogItemFactory,
    UnitFactory,
    UserFactory,
    a_ward,
)

pytestmark = pytest.mark.django_db


def planned(unit, year=2026):
    return [item.name for item in CatalogItem.objects.for_planning(unit, year)]


def test_a_catalog_is_named_by_unit_year_and_number():
    catalog = CatalogFactory(unit__name="Phường Long Xuyên", number=2)
    assert str(catalog) == "Danh mục Phường Long Xuyên năm 2026, lần 2"


def test_a_row_is_named_by_its_task():
    assert str(CatalogItemFactory(name="Báo cáo tháng")) == "Báo cáo tháng"


def test_two_approved_catalogs_of_a_year_are_refused_by_the_database():
    catalog = CatalogFactory(approved=True)
    with pytest.raises(IntegrityError):
        CatalogFactory(unit=catalog.unit, number=2, stage=Stage.APPROVED)


def test_two_standard_items_are_refused_by_the_database():
    catalog = CatalogFactory(standard=True)
    with pytest.raises(IntegrityError):
        CatalogItemFactory(catalog=catalog, is_standard=True)


def test_a_duty_shows_every_version_and_another_unit_none():
    ward = a_ward()
    draft = CatalogFactory(unit=ward.ward)
    for user in (ward.staff, ward.leadership, ward.council):
        assert list(Catalog.objects.visible_to(user)) == [draft]
    assert list(Catalog.objects.visible_to(a_ward().staff)) == []


def test_whoever_works_there_sees_what_was_approved():
    ward = a_ward()
    CatalogFactory(unit=ward.ward)
    approved = CatalogFactory(unit=ward.ward, number=2, approved=True)
    own = CatalogFactory(unit=ward.division, approved=True)
    CatalogFactory(unit=ward.other_division, approved=True)
    assert set(Catalog.objects.visible_to(ward.subject)) == {approved, own}


def test_a_holder_of_two_posts_sees_both_units():
    cadre = CadreFactory(account=True)
    catalogs = {CatalogFactory(unit=UnitFactory(), approved=True) for _ in range(2)}
    for catalog in catalogs:
        AppointmentFactory(cadre=cadre, unit=catalog.unit)
    assert set(Catalog.objects.visible_to(cadre.user)) == catalogs


def test_an_account_without_duty_or_post_sees_nothing():
    CatalogFactory(approved=True)
    assert list(Catalog.objects.visible_to(UserFactory())) == []


@pytest.mark.clause("PL1.1.1")
def test_a_person_plans_from_the_units_above_with_the_own_unit_first():
    UnitFactory(province=True, order=0)
    ward = a_ward()
    for unit, name in ((ward.province, "của tỉnh"), (ward.ward, "của phường"), (ward.division, "của phòng")):
        CatalogFactory(unit=unit, approved=True, standard__name=name)
    CatalogFactory(unit=ward.other_division, approved=True, standard__name="của phòng khác")
    assert planned(ward.division) == ["của phòng", "của tỉnh", "của phường"]
    assert planned(ward.province) == ["của tỉnh"]


def test_only_the_newest_year_that_has_come_is_planned_from():
    unit = UnitFactory()
    for year in (2025, 2026, 2027):
        CatalogFactory(unit=unit, year=year, approved=True, standard__name=str(year))
    assert [planned(unit, year) for year in (2024, 2025, 2026, 2028)] == [[], ["2025"], ["2026"], ["2027"]]


def test_drafts_and_superseded_versions_are_not_planned_from():
    unit = UnitFactory()
    for number, stage in enumerate((Stage.DRAFT, Stage.SUBMITTED, Stage.SUPERSEDED), start=1):
        CatalogFactory(unit=unit, number=number, stage=stage, standard=True)
    assert planned(unit) == []


def test_coefficients_of_many_rows_cost_one_query(django_assert_num_queries):
    unit = UnitFactory()
    catalog = CatalogFactory(unit=unit, approved=True)
    for points in (50, 120):
        CatalogItemFactory(catalog=catalog, points=Decimal(points))
    items = CatalogItem.objects.for_planning(unit, 2026)
    with django_assert_num_queries(1):
        found = [(str(item.catalog.unit), item.coefficient()) for item in items]
    assert [coefficient for _, coefficient in found] == [1, Decimal("0.5"), Decimal("1.2")]


def test_a_coefficient_is_known_without_the_annotation_too():
    item = CatalogItemFactory(points=Decimal(120))
    assert CatalogItem.objects.get(pk=item.pk).coefficient() == Decimal("1.2")


def test_without_a_standard_item_there_is_no_coefficient():
    item = CatalogItemFactory(catalog=CatalogFactory())
    assert item.coefficient() is None
    assert CatalogItem.objects.with_standard_points().get().coefficient() is None


@pytest.mark.parametrize("words", ["to trinh can bo", "TỜ TRÌNH", "cán  bộ", "van ban bo"])
def test_rows_are_found_with_and_without_marks(words):
    item = CatalogItemFactory(name="Tờ trình về công tác cán bộ", product="Văn bản")
    CatalogItemFactory(catalog=item.catalog, name="Báo cáo tuần")
    assert list(CatalogItem.objects.matching(words)) == [item]


def test_decomposed_text_is_stored_composed_and_found():
    decomposed = unicodedata.normalize("NFD", "Tờ trình")
    item = CatalogItemFactory(name=decomposed)
    item.refresh_from_db()
    assert [item.name, item.search_text] == ["Tờ trình", "to trinh van ban"]
    assert list(CatalogItem.objects.matching(decomposed)) == [item]


def test_hits_exact_in_their_marks_come_first():
    catalog = CatalogFactory(standard=False)
    for name in ("Tổ chức lễ bảo", "Tổ chức lễ báo"):
        CatalogItemFactory(catalog=catalog, name=name)
    found = CatalogItem.objects.matching("lễ báo")
    assert [item.name for item in found] == ["Tổ chức lễ báo", "Tổ chức lễ bảo"]


@pytest.mark.parametrize("words", ["%", "_", "'", '"; --'])
def test_signs_are_searched_as_signs(words):
    CatalogItemFactory(name="Báo cáo")
    assert list(CatalogItem.objects.matching(words)) == []
