"""Widgets are written out in Python: what they say is what Django's own templates would."""

from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.base import Template
from django.utils.safestring import mark_safe
from pytest_django.asserts import assertHTMLEqual

from pages.widgets import WRITTEN

CHOICES = [
    ("", "Mọi mức"),
    ("Nhóm <1>", [("a", "Tốt & khá"), (2, "Hai")]),
    ("x", 'Khác "x"'),
    (3, Decimal("1.50")),
    ("an toàn", mark_safe("<b>&amp;</b>")),
]
ATTRS = {
    "class": 'a "b" <c>',
    "required": True,
    "disabled": False,
    "rows": 2,
    "data-at": Decimal("1.5"),
    "title": None,
}


class Marked(forms.Select):
    """With attributes of an option's own."""

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        return option | {"attrs": option["attrs"] | {"data-at": "1", "disabled": True, "hidden": False}}


def assert_as_djangos(widget, value):
    ours = widget.render('a"<b>', value, {"id": "id_level"})
    theirs = widget.render('a"<b>', value, {"id": "id_level"}, renderer=DjangoTemplates())
    assertHTMLEqual(ours, theirs)
    return ours, theirs


@pytest.mark.parametrize("value", [None, "", "a", "2", "x", "lạ"])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, Marked, forms.NullBooleanSelect])
def test_a_select_says_what_djangos_own_does(kind, value):
    widget = kind(attrs=ATTRS)
    if kind is not forms.NullBooleanSelect:
        widget.choices = CHOICES
    assert_as_djangos(widget, [value] if kind is forms.SelectMultiple else value)


@pytest.mark.parametrize(
    "value", [None, "", 0, False, True, 'Tốt & <khá> "2"', mark_safe("<b>"), Decimal("1.50")]
)
@pytest.mark.parametrize(
    "kind",
    [
        forms.TextInput,
        forms.HiddenInput,
        forms.NumberInput,
        forms.DateInput,
        forms.PasswordInput,
        forms.CheckboxInput,
        forms.Textarea,
    ],
)
@pytest.mark.parametrize("localized", [False, True])
def test_a_field_says_letter_for_letter_what_djangos_own_does(kind, value, localized):
    widget = kind(attrs=ATTRS)
    widget.is_localized = localized
    ours, theirs = assert_as_djangos(widget, value)
    assert ours == theirs


@pytest.mark.parametrize(
    "widget", [forms.Select(choices=CHOICES), forms.TextInput(), forms.Textarea(), forms.CheckboxInput()]
)
def test_a_field_costs_no_template(widget, monkeypatch):
    assert widget.template_name in WRITTEN
    monkeypatch.setattr(Template, "render", None)
    assert widget.render("level", "", {"id": "id_level"})
