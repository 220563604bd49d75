"""What was typed, as words to read and copy: for a form, or a row of one, that the page no longer has."""

from collections.abc import Iterable
from datetime import date

from django import forms


def words_of(form: Iterable[forms.BoundField] | None) -> list[tuple[str, str]]:
    """The label of each field that was filled in, and its words; a choice is told by its label, a day as one reads it."""
    fields = [field for field in form or () if not field.is_hidden]
    return [(label_of(field), words) for field in fields if (words := _said(field))]


def label_of(field: forms.BoundField) -> str:
    """What the field is called where it stands alone, with its row's name where it has one."""
    return str(field.field.widget.attrs.get("aria-label") or field.label)


def _said(field: forms.BoundField) -> str:
    value = field.value() or ""
    if value is True:
        return "Có"
    day = getattr(field.form, "cleaned_data", {}).get(field.name)
    if isinstance(day, date):
        return f"{day:%d/%m/%Y}"
    choices = dict(getattr(field.field, "choices", ())) if value else {}
    return str(choices.get(value, value))
