"""Shapes of what is typed: texts, figures, days, chosen rows, numbers of rows."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest
from django import forms
from django.core.exceptions import ValidationError

from cadres.models import Unit
from pages.fields import Chosen, Day, Figure, Unreadable, Words, area, count, ids, written
from tests.factories import UnitFactory

D = Decimal
DECOMPOSED = normalize("NFD", "Đề án")


def told(field, typed):
    """The sentences with which the field refuses what was typed."""
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


@pytest.mark.parametrize("typed", ["0", "10", "2,5", "x"])
def test_a_count_is_a_whole_number_between_two(typed):
    sentence = "phải là số nguyên từ 1 đến 9."
    found = told(count("Số phiếu", 1, 9), typed), told(count("Số phiếu", 1, 9, named=True), typed)
    assert found == ([sentence], [f"Số phiếu {sentence}"])


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (DECOMPOSED, "Đề án"),
        ("  Báo cáo ", "Báo cáo"),
        ("Một\nhai", "Một\nhai"),
        ("Một\vhai\f", "Một hai"),
        ("\u202eMột \u2066hai\u200e ", "Một hai"),
        (None, ""),
        (12, "12"),
    ],
)
def test_a_text_is_kept_composed_and_without_spaces_at_its_ends(typed, kept):
    assert Words(required=False).clean(typed) == kept


def test_of_marks_alone_nothing_is_left():
    assert told(Words(), "\u200e \u200e") == ["Trường này là bắt buộc."]


def test_a_text_is_measured_as_it_is_kept():
    assert [len(DECOMPOSED) > 5, Words(max_length=5).clean(DECOMPOSED)] == [True, "Đề án"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sáu chữ", "Dài quá 6 ký tự (hiện có 7)."),
        ("a\0b", "Có ký tự không đọc được; xin gõ lại."),
        ("a\ufffeb", "Có ký tự không đọc được; xin gõ lại."),
        ("a\uffff", "Có ký tự không đọc được; xin gõ lại."),
        ("\U0001ffff", "Có ký tự không đọc được; xin gõ lại."),
        ("a\x01", "Có ký tự không đọc được; xin gõ lại."),
        ("a\ud800", "Có ký tự không đọc được; xin gõ lại."),
    ],
)
def test_a_text_that_cannot_be_kept_is_told_in_vietnamese(typed, sentence):
    assert told(Words(max_length=6), typed) == [sentence]


def test_a_text_has_one_line_unless_it_asks_for_more():
    widgets = [Words().widget, Words(rows=4).widget, Words(rows=4, widget=forms.HiddenInput()).widget]
    assert [type(widget) for widget in widgets] == [forms.TextInput, forms.Textarea, forms.HiddenInput]
    assert widgets[1].attrs["rows"] == 4


def test_a_text_in_a_table_may_be_left_empty_and_has_a_longest():
    field = area("Minh chứng", most=10, rows=3)
    assert [field.label, field.clean(""), field.widget.attrs["rows"]] == ["Minh chứng", "", 3]
    assert told(field, "x" * 11) == ["Dài quá 10 ký tự (hiện có 11)."]


@pytest.mark.parametrize(("length", "most"), [(2000, 2000), (1, 2000)])
def test_what_is_typed_beside_a_button_is_kept_as_a_text(length, most):
    assert written(f" {'x' * length} ") == "x" * length


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 2001, "Dài quá 2000 ký tự (hiện có 2001)."),
        ("a\0", "Có ký tự không đọc được; xin gõ lại."),
        ("\0" * 2001, "Dài quá 2000 ký tự (hiện có 2001). Có ký tự không đọc được; xin gõ lại."),
    ],
)
def test_what_cannot_be_kept_beside_a_button_is_refused_with_its_sentences(typed, sentence):
    with pytest.raises(Unreadable) as refused:
        written(typed)
    assert str(refused.value) == sentence


# --- figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,25", D("1.25")), ("1.25", D("1.25")), (" 7 ", D(7)), ("0", D(0)), (0.5, D("0.5"))],
)
def test_a_figure_is_read_with_a_comma_or_a_point(typed, read):
    assert Figure().clean(typed) == read


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_no_figure_is_none_where_it_may_be_left_out(typed):
    assert Figure(required=False).clean(typed) is None
    assert told(Figure(error_messages={"required": "Chưa ghi số."}), typed) == ["Chưa ghi số."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.000,5", "Phải là một số, phần thập phân sau dấu phẩy."),
        ("mười", "Phải là một số, phần thập phân sau dấu phẩy."),
        ("1,234", "Có nhiều nhất 2 chữ số thập phân."),
        ("0,49", "Không được nhỏ hơn 0,5."),
        ("100,01", "Không được lớn hơn 100."),
    ],
)
def test_a_figure_that_could_be_read_in_two_ways_or_lies_outside_is_told(typed, sentence):
    assert told(Figure(minimum=D("0.5"), maximum=D(100)), typed) == [sentence]


def test_a_figure_at_either_end_is_taken_and_its_decimals_are_the_fields():
    field = Figure(places=0, minimum=D(1), maximum=D(5))
    assert [field.clean("1"), field.clean("5")] == [1, 5]
    assert told(field, "2,5") == ["Có nhiều nhất 0 chữ số thập phân."]


def test_a_stored_figure_is_shown_with_a_comma_and_a_typed_one_as_it_was_typed():
    field = Figure()
    assert [field.prepare_value(value) for value in (D("1.50"), "1.5x", None)] == ["1,5", "1.5x", None]


# --- days ------------------------------------------------------------------------------------------------------------


def a_day():
    day = Day(error_messages={"required": "Chưa ghi."})
    day.between(date(2026, 10, 1), date(2026, 12, 31))
    return day


@pytest.mark.parametrize("typed", ["2026-12-25", "25/12/2026", "25-12-2026", " 25/12/2026 ", "25122026"])
def test_a_day_is_read_as_picked_and_as_typed(typed):
    assert a_day().clean(typed) == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa ghi."),
        ("31/11/2026", "Phải là một ngày có thật, viết dạng 25/12/2026."),
        ("NaN", "Phải là một ngày có thật, viết dạng 25/12/2026."),
        ("9" * 1000, "Phải là một ngày có thật, viết dạng 25/12/2026."),
        ("30/09/2026", "Phải từ ngày 01/10/2026 đến ngày 31/12/2026."),
        ("01/01/2027", "Phải từ ngày 01/10/2026 đến ngày 31/12/2026."),
    ],
)
def test_another_day_is_told(typed, sentence):
    with pytest.raises(ValidationError) as told:
        a_day().clean(typed)
    assert told.value.messages == [sentence]


@pytest.mark.parametrize("given", [date(2026, 12, 25), "2026-12-25", "25/12/2026"])
def test_a_day_is_shown_as_it_is_written_here_whatever_the_system_speaks(given):
    class Form(forms.Form):
        on = a_day()

    shown = str(Form(initial={"on": given})["on"])
    assert ['value="25/12/2026"' in shown, 'type="text"' in shown] == [True, True]


def test_no_page_leaves_the_form_of_a_day_to_the_system():
    pages = [
        *Path("templates").rglob("*.html"),
        *Path("evaluation").rglob("*.py"),
        *Path("pages").rglob("*.py"),
    ]
    native = re.compile(r"""type(=|": )["'](date|datetime-local|month|week|time)["']""")
    assert [path for path in pages if native.search(path.read_text())] == []


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 12, 31)])
def test_the_first_and_the_last_day_are_taken(day):
    assert a_day().clean(day.isoformat()) == day


def test_a_day_without_bounds_may_be_any_and_one_that_may_be_left_out_none():
    field = Day(required=False)
    assert [field.clean("01/01/1900"), field.clean("")] == [date(1900, 1, 1), None]


@pytest.mark.parametrize("typed", ["31/12/9999", "01/01/0001", "25/12/0226"])
def test_a_day_of_no_calendar_that_anybody_lives_by_is_told(typed):
    with pytest.raises(ValidationError, match="Phải từ ngày 01/01/1900 đến ngày 31/12/2199"):
        Day().clean(typed)


# --- rows ------------------------------------------------------------------------------------------------------------


def test_only_what_can_be_a_row_is_taken_as_one():
    assert ids(["1", "02", "-3", "٣", "x", "", "1.0", "9" * 19, "9" * 18]) == [1, 2, int("9" * 18)]


@pytest.mark.django_db
def test_one_of_the_offered_rows_is_chosen_and_named_as_the_page_wants():
    offered, other = UnitFactory(name="Phường Một"), UnitFactory(name="Phường Hai")
    rows = Unit.objects.filter(pk=offered.pk)
    field = Chosen(rows, named=lambda unit: f"{unit.code}: {unit}", missing="Chưa chọn đơn vị.")
    assert list(map(str, dict(field.choices).values())) == [
        "Chọn trong danh sách",
        f"{offered.code}: Phường Một",
    ]
    assert field.clean(str(offered.pk)) == offered
    assert told(field, "") == ["Chưa chọn đơn vị."]
    for sent in (str(other.pk), "x"):
        assert told(field, sent) == ["Chưa chọn đơn vị. Dòng gửi lên không có trong danh sách."]


def test_a_row_that_is_no_text_is_told_in_vietnamese():
    assert told(Chosen(Unit.objects.all(), missing="Chưa chọn."), "\0") == [
        "Có ký tự không đọc được; xin gõ lại."
    ]


@pytest.mark.django_db
def test_a_row_without_a_name_of_the_pages_own_is_named_as_it_names_itself():
    unit = UnitFactory(name="Phường Một")
    field = Chosen(Unit.objects.all(), missing="Chưa chọn.")
    assert field.label_from_instance(unit) == "Phường Một"
