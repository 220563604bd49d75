"""How forms are laid out: classes by the kind of widget, whole pages, bars and lines."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from pages.layouts import DressedField, DressedForm, bar, class_of, lines, page_form, row


class Everything(DressedForm):
    helper = lines()

    words = forms.CharField(label="Lời", help_text="Ngắn thôi.", widget=forms.Textarea({"class": "figures"}))
    day = forms.DateField(label="Ngày", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A"), ("b", "B")])
    one = forms.ChoiceField(label="Một", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    tick = forms.BooleanField(label="Có", required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("widget", "worn"),
    [
        (forms.TextInput(), "form-control"),
        (forms.Textarea(), "form-control"),
        (forms.DateInput(), "form-control"),
        (forms.FileInput(), "form-control"),
        (forms.Select(), "form-select"),
        (forms.SelectMultiple(), "form-select"),
        (forms.CheckboxInput(), "form-check-input"),
        (forms.RadioSelect(), "form-check-input"),
        (forms.CheckboxSelectMultiple(), "form-check-input"),
        (forms.HiddenInput(), ""),
    ],
)
def test_each_kind_of_widget_has_its_class(widget, worn):
    assert class_of(widget) == worn


def test_a_dressed_field_keeps_the_classes_of_its_own_once():
    form = Everything()
    form.fields["day"].widget.attrs["class"] = "form-control figures"
    assert 'class="form-control figures"' in str(form["words"])
    assert 'class="form-control figures"' in str(form["day"])


def test_choices_shown_one_by_one_are_dressed_too():
    assert [str(radio).count('class="form-check-input"') for radio in Everything()["one"]] == [1, 1]


def test_what_is_hidden_wears_nothing_even_where_the_page_hides_it():
    form = Everything()
    assert "class" not in str(form["key"])
    assert "class" not in form["day"].as_hidden()


def test_a_single_field_of_an_undressed_form_can_be_dressed():
    class Plain(forms.Form):
        said = forms.CharField(bound_field_class=DressedField)
        bare = forms.CharField()

    form = Plain()
    assert ("form-control" in str(form["said"]), "form-control" in str(form["bare"])) == (True, False)


def test_lines_show_every_field_with_its_label_and_no_tag_of_a_form():
    html = render_crispy_form(Everything())
    assert html.count('<div class="mb-2">') == 4
    assert html.count('<div class="form-check mb-2">') == 1
    assert '<label class="form-label" for="id_words">Lời</label>' in html
    assert '<label class="form-check-label" for="id_tick">Có</label>' in html
    assert ("<form" in html, "csrf" in html) == (False, False)


def test_help_and_errors_stand_under_the_ids_that_the_field_names():
    html = render_crispy_form(Everything({"day": "mai", "kind": "a", "one": "a"}))
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert 'id="id_words_helptext">Ngắn thôi.<' in html
    assert html.count('id="id_words_error"') == 1
    assert html.count('id="id_day_error"') == 1
    assert html.count('id="id_kind_error"') == 0


def test_a_bar_leaves_what_is_wrong_with_the_whole_to_the_page():
    class Bar(DressedForm):
        helper = bar()
        q = forms.CharField(label="Tìm", required=False)

    form = Bar({"q": "x"})
    form.add_error(None, "Không đọc được.")
    html = render_crispy_form(form)
    assert "Không đọc được." not in html
    assert "<div>" in html


def test_a_form_that_fills_a_page_stands_in_its_order_with_rows_side_by_side():
    class Page(forms.Form):
        helper = page_form("c", row("a", "b"))
        a, b, c = forms.CharField(), forms.CharField(), forms.CharField()

    html = render_crispy_form(Page())
    places = [html.index(f'name="{name}"') for name in "cab"]
    assert places == sorted(places)
    assert html.count("col-md") == 2


def test_two_requests_share_a_layout_and_nothing_else():
    wrong, right = Everything({}), Everything()
    assert "is-invalid" not in render_crispy_form(right, page_form("day"))
    assert "invalid-feedback" in render_crispy_form(wrong)
    assert "invalid-feedback" not in render_crispy_form(right)
