"""The tree of units."""

import pytest
from django.core.exceptions import ValidationError

from cadres.models import Unit
from cadres.models.units import UnitKind
from tests.factories import UnitFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.mark.clause("0.4", "2.2")
def test_the_managing_unit_is_the_nearest_that_manages_itself_included():
    ward = a_ward()
    team = UnitFactory(division=True, parent=ward.division)
    assert [team.managing, ward.division.managing, ward.ward.managing] == [ward.ward] * 3


def test_where_nobody_manages_the_root_does():
    unit = UnitFactory(manages_cadres=False)
    assert unit.managing == unit.parent


def test_beneath_names_each_root_and_all_under_it_in_one_query(django_assert_num_queries):
    ward = a_ward()
    team = UnitFactory(division=True, parent=ward.division)
    with django_assert_num_queries(1):
        reach = Unit.objects.beneath([ward.ward.pk, ward.division.pk])
    assert reach == {
        ward.ward.pk: {ward.ward.pk, ward.division.pk, ward.other_division.pk, team.pk},
        ward.division.pk: {ward.division.pk, team.pk},
    }


def test_beneath_of_nothing_is_nothing():
    assert Unit.objects.beneath([]) == {}


def test_a_unit_cannot_stand_under_itself_or_its_own_parts():
    ward = a_ward()
    ward.ward.parent = ward.division
    with pytest.raises(ValidationError) as refused:
        ward.ward.full_clean()
    assert refused.value.message_dict == {
        "parent": ["Đơn vị không thể nằm dưới chính nó hoặc dưới đơn vị cấp dưới của nó."]
    }


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (UnitKind.WARD, "Phường Long Xuyên", "phường Long Xuyên"),
        (UnitKind.COMMUNE, "Xã Mỹ Hòa Hưng", "xã Mỹ Hòa Hưng"),
        (UnitKind.SPECIAL_ZONE, "Đặc khu Phú Quốc", "đặc khu Phú Quốc"),
        (UnitKind.DEPARTMENT, "Sở Tài chính", "Sở Tài chính"),
        (UnitKind.WARD, "", ""),
    ],
)
def test_amid_a_sentence_only_the_word_for_the_place_is_small(kind, name, said):
    assert Unit(kind=kind, name=name).in_sentence == said


@pytest.mark.parametrize(
    ("kind", "local"),
    [
        (UnitKind.WARD, True),
        (UnitKind.COMMUNE, True),
        (UnitKind.SPECIAL_ZONE, True),
        (UnitKind.DEPARTMENT, False),
        (UnitKind.PART, False),
    ],
)
def test_communes_wards_and_special_zones_are_local(kind, local):
    assert Unit(kind=kind).is_local is local
