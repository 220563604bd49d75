"""What was typed, as words to read and copy: for a form that the page no longer has, because its move has closed meanwhile."""

from datetime import date

from django import forms


def words_of(form: forms.Form | None) -> list[tuple[str, str]]:
    """The label of each field that was filled in, and its words; a choice is told by its label, a day as one reads it."""
    said = [(str(field.label), _said(field)) for field in form] if form is not None else []
    return [(label, words) for label, words in said if words]


def _said(field: forms.BoundField) -> str:
    value = field.value() or ""
    day = getattr(field.form, "cleaned_data", {}).get(field.name)
    if isinstance(day, date):
        return f"{day:%d/%m/%Y}"
    choices = dict(getattr(field.field, "choices", ())) if value else {}
    return str(choices.get(value, value))
