"""The small forms that many deeds share."""

import pytest

from pages.forms import BareForm, ReasonForm


def test_a_move_that_asks_for_nothing_says_nothing():
    form = BareForm({"version": "3", "reason": "x"})
    assert [form.is_valid(), form.said()] == [True, {}]


def test_a_reason_is_kept_as_it_was_typed_without_spaces_around():
    form = ReasonForm({"reason": "  Thiếu minh chứng\n"})
    assert [form.is_valid(), form.said()] == [True, {"reason": "Thiếu minh chứng"}]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Cần ghi rõ lý do."),
        ({"reason": " \n "}, "Cần ghi rõ lý do."),
        ({"reason": "x" * 2001}, "Dài quá 2000 ký tự (hiện có 2001)."),
        ({"reason": "a\0"}, "Có ký tự không đọc được; xin gõ lại."),
    ],
)
def test_a_reason_that_is_none_or_cannot_be_kept_is_told_beside_its_field(typed, sentence):
    form = ReasonForm(typed)
    assert [form.is_valid(), form.errors] == [False, {"reason": [sentence]}]


def test_forms_of_several_moves_on_one_page_keep_apart():
    form = ReasonForm({"return-reason": "Một", "reopen-reason": "Hai"}, prefix="reopen")
    assert [form.is_valid(), form.said()] == [True, {"reason": "Hai"}]
