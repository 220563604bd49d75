"""What was typed, as words to read and copy."""

import pytest
from django import forms

from pages.fields import Day, Figure, Words
from pages.words import words_of


class Typed(forms.Form):
    title = Words(label="Nhiệm vụ", required=False)
    due = Day(label="Hạn", required=False)
    quantity = Figure(label="Số lượng", required=False)
    axis = forms.ChoiceField(
        label="Trục", choices=[("", "—"), ("1", "Trục 1"), ("2", "Trục 2")], required=False
    )


def typed(**values):
    form = Typed(values)
    form.is_valid()
    return words_of(form)


def test_no_form_has_no_words():
    assert words_of(None) == []


def test_what_was_left_empty_is_left_out_and_the_rest_stands_in_order():
    assert typed(quantity="1,5", title="Báo cáo", due="") == [("Nhiệm vụ", "Báo cáo"), ("Số lượng", "1,5")]


@pytest.mark.parametrize("day", ["2026-12-05", "05/12/2026"])
def test_a_day_is_told_as_one_reads_it(day):
    assert typed(due=day) == [("Hạn", "05/12/2026")]


def test_a_choice_is_told_by_its_label_and_one_that_is_not_offered_as_it_was_sent():
    assert [typed(axis="2"), typed(axis="9"), typed(axis="")] == [[("Trục", "Trục 2")], [("Trục", "9")], []]


def test_what_could_not_be_read_is_told_as_it_was_typed():
    assert typed(due="mai", quantity="nhiều") == [("Hạn", "mai"), ("Số lượng", "nhiều")]


def test_a_form_that_was_not_read_yet_tells_what_was_sent():
    assert words_of(Typed({"due": "2026-12-05"})) == [("Hạn", "2026-12-05")]
