"""The list of units: read whole or not at all, and twice the same."""

import pytest
from django.core.management import CommandError, call_command

from cadres.importers import UNITS, UnreadableError, load_units
from cadres.models import Unit

pytestmark = pytest.mark.django_db

HEAD = "order\tcode\tname\tkind\tparent\tmanages_cadres\tparty_leads_comprehensively\tverified"
PROVINCE = "1\tAG\tTỉnh An Giang\tprovince\t\tno\tno\tyes"


def a_file(tmp_path, *lines, head=HEAD):
    path = tmp_path / "units.tsv"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    return path


def test_the_provinces_own_list_is_loaded_whole_and_only_once():
    assert load_units() == {"created": 135}
    assert load_units() == {"unchanged": 135}
    local = Unit.objects.filter(kind__in=["ward", "commune", "special_zone"])
    assert [local.count(), local.filter(manages_cadres=True).count()] == [102, 102]


def test_the_province_stands_at_the_top_and_departments_under_the_peoples_committee():
    load_units()
    assert [unit.code for unit in Unit.objects.filter(parent=None)] == ["AG"]
    department = Unit.objects.get(code="SO-TC")
    assert [unit.code for unit in department.ancestors(include_self=True)] == ["AG", "UBND", "SO-TC"]
    assert department.managing == department


def test_a_corrected_line_changes_its_unit_and_no_other(tmp_path):
    load_units()
    counts = load_units(a_file(tmp_path, PROVINCE.replace("Tỉnh An Giang", "Tỉnh An Giang (mới)")))
    assert counts == {"changed": 1}
    assert [Unit.objects.get(code="AG").name, Unit.objects.count()] == ["Tỉnh An Giang (mới)", 135]


def test_names_are_stored_composed_and_found_without_marks(tmp_path):
    load_units(a_file(tmp_path, PROVINCE.replace("Tỉnh", "Ti\u0309nh")))
    assert [Unit.objects.get().name, Unit.objects.get().search_text] == ["Tỉnh An Giang", "ag tinh an giang"]
    assert load_units(a_file(tmp_path, PROVINCE.replace("Tỉnh", "Ti\u0309nh"))) == {"unchanged": 1}


def test_what_is_no_text_in_the_list_is_left_out_and_changes_nothing_the_second_time(tmp_path):
    file = a_file(tmp_path, PROVINCE.replace("Tỉnh", "Tỉnh\ufffe").replace("AG", "A\x01G"))
    assert [load_units(file), load_units(file)] == [{"created": 1}, {"unchanged": 1}]
    assert (Unit.objects.get().code, Unit.objects.get().name) == ("AG", "Tỉnh An Giang")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2\tX\tXã X\tcommune\tZZ\tyes\tyes\tyes", "Đơn vị X: không có đơn vị cấp trên mang mã ZZ."),
        ("hai\tX\tXã X\tcommune\tAG\tyes\tyes\tyes", "Dòng 3, cột order: giá trị “hai” không hợp lệ."),
        ("2\tX\tXã X\tlàng\tAG\tyes\tyes\tyes", "Dòng 3, cột kind: giá trị “làng” không hợp lệ."),
        ("2\tX\tXã X\tcommune\tAG\tcó\tyes\tyes", "Dòng 3, cột manages_cadres: giá trị “có” không hợp lệ."),
        ("2\t\tXã X\tcommune\tAG\tyes\tyes\tyes", "Dòng 3: thiếu mã hoặc tên đơn vị."),
        ("2\tX", "Dòng 3, cột kind: giá trị “None” không hợp lệ."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_kept(tmp_path, line, sentence):
    with pytest.raises(UnreadableError) as refused:
        load_units(a_file(tmp_path, PROVINCE, line))
    assert [str(refused.value), Unit.objects.count()] == [sentence, 0]


def test_a_file_of_something_else_is_told_by_its_columns(tmp_path):
    with pytest.raises(UnreadableError, match="Thiếu cột: code, kind"):
        load_units(
            a_file(
                tmp_path, head="order\tname\tparent\tmanages_cadres\tparty_leads_comprehensively\tverified"
            )
        )


def test_the_command_says_what_it_did(capsys):
    call_command("load_units")
    call_command("load_units", str(UNITS))
    assert capsys.readouterr().out.splitlines() == [
        "Đơn vị: 135 mới, 0 sửa, 0 giữ nguyên.",
        "Đơn vị: 0 mới, 0 sửa, 135 giữ nguyên.",
    ]


def test_the_command_answers_a_missing_file_with_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="khong-co.tsv"):
        call_command("load_units", str(tmp_path / "khong-co.tsv"))
