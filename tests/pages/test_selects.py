"""A select is written out in one template: what it says is what Django's own would."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from pytest_django.asserts import assertHTMLEqual

CHOICES = [("", "Mọi mức"), ("Nhóm <1>", [("a", "Tốt & khá"), (2, "Hai")]), ("x", 'Khác "x"')]


class Marked(forms.Select):
    """With attributes of an option's own."""

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        return option | {"attrs": option["attrs"] | {"data-at": "1", "disabled": True, "hidden": False}}


@pytest.mark.parametrize("value", [None, "", "a", "2", "x", "lạ"])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, Marked, forms.NullBooleanSelect])
def test_a_select_says_what_djangos_own_does(kind, value):
    widget = kind(attrs={"class": "form-select", "required": True})
    if kind is not forms.NullBooleanSelect:
        widget.choices = CHOICES
    value = [value] if kind is forms.SelectMultiple else value
    ours = widget.render("level", value, {"id": "id_level"})
    theirs = widget.render("level", value, {"id": "id_level"}, renderer=DjangoTemplates())
    assertHTMLEqual(ours, theirs)
