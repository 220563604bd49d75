"""Columns that keep themselves right."""

import pytest
from django.core.exceptions import ValidationError

from cadres.fields import Derived
from cadres.models import Cadre
from cadres.vietnamese import name_key
from tests.factories import CadreFactory, DossierFactory, UnitFactory

pytestmark = pytest.mark.django_db

DECOMPOSED = "  Lê Thi\u0323 A\u0301nh "


def test_a_line_is_stored_composed_and_trimmed():
    cadre = CadreFactory(full_name=DECOMPOSED)
    assert [cadre.full_name, Cadre.objects.get().full_name] == ["Lê Thị Ánh", "Lê Thị Ánh"]


def test_a_name_is_shown_in_the_order_in_which_it_is_read():
    assert CadreFactory(full_name="\u202enA \u200eịhT \u202cêL").full_name == "nA ịhT êL"


def test_a_text_is_stored_composed_with_its_lines():
    dossier = DossierFactory(basis="Mu\u0323c 3.2\n\nđiểm e\n")
    dossier.refresh_from_db()
    assert dossier.basis == "Mục 3.2\n\nđiểm e"


def test_derived_columns_follow_their_sources():
    cadre = CadreFactory(full_name=DECOMPOSED, code="CB-7")
    assert [cadre.search_text, cadre.sort_key] == ["le thi anh cb-7", name_key("Lê Thị Ánh")]
    cadre.full_name = "Đỗ Ân"
    cadre.save()
    cadre.refresh_from_db()
    assert [cadre.search_text, cadre.sort_key] == ["do an cb-7", name_key("Đỗ Ân")]


def test_what_is_typed_into_a_derived_column_is_lost():
    assert CadreFactory(full_name="Đỗ Ân", code="C1", search_text="khác").search_text == "do an c1"


def derived(*sources, row, **options):
    field = Derived(*sources, **options)
    field.set_attributes_from_name("search_text")
    return field.pre_save(type("Row", (), row)(), True)


def test_a_source_that_is_empty_leaves_the_others():
    assert derived("a", "b", row={"a": None, "b": "Ân"}) == "an"


def test_a_derived_column_is_cut_to_its_length():
    assert derived("name", row={"name": "a" * 20}, max_length=8) == "a" * 8


def test_a_derived_column_stands_in_migrations_by_its_sources_alone():
    assert Derived("full_name", "code").deconstruct()[2:] == (["full_name", "code"], {"max_length": 800})


def test_bulk_creation_derives_too():
    Cadre.objects.bulk_create([Cadre(code="X1", full_name=DECOMPOSED)])
    assert Cadre.objects.get().search_text == "le thi anh x1"


def test_a_sign_that_postgresql_cannot_keep_is_left_out(db):
    assert UnitFactory(name="Phường\0 Thử").name == "Phường Thử"


def test_what_is_no_text_is_never_stored_by_whatever_way():
    unit = UnitFactory(name="Phường\ufffe\vThử")
    UnitFactory._meta.model.objects.filter(pk=unit.pk).update(code="A\uffff1\x01")
    unit.refresh_from_db()
    assert [unit.name, unit.code] == ["Phường Thử", "A1"]


def test_a_break_within_one_line_is_a_space():
    assert UnitFactory(name="Phường\r\nLong\tXuyên").name == "Phường Long Xuyên"


def test_a_code_is_unique_as_it_is_stored():
    CadreFactory(code="CB-7")
    with pytest.raises(ValidationError) as refused:
        Cadre(code="CB\ufffe-7", full_name="Đỗ Ân").full_clean()
    assert list(refused.value.error_dict) == ["code"]
