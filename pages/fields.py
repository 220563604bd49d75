"""Texts, figures, days and rows, as they are typed in Vietnamese."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator, RegexValidator
from django.utils.text import capfirst

from cadres import vietnamese
from cadres.machine import Refusal
from pages.layouts import DressedField
from regulation.numbers import parse_decimal, vn

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

TOO_LONG = "Dài quá %(limit_value)d ký tự (hiện có %(show_value)d)."
ILLEGIBLE = "Có ký tự không đọc được; xin gõ lại."
LONGEST_ID = 18
DAY_TYPED = {
    "inputmode": "numeric",
    "placeholder": "ngày/tháng/năm",
    "autocomplete": "off",
    "maxlength": "10",
}
SLASHLESS = re.compile(
    r"([0-9]{2})([0-9]{2})([0-9]{4})"
)  # the keypad that a telephone shows for figures has no slash


readable = RegexValidator(vietnamese.UNREADABLE, ILLEGIBLE, inverse_match=True)


class Words(forms.CharField):
    """A text, composed (NFC) before its length is measured; what is no text in it is refused, not lost."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": rows}) if rows else forms.TextInput())
        super().__init__(**options)
        self.validators = [
            readable if isinstance(validator, ProhibitNullCharactersValidator) else validator
            for validator in self.validators
        ]
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = TOO_LONG

    def to_python(self, value: object) -> str:
        return str(super().to_python(vietnamese.spaced(value) if isinstance(value, str) else value))


class Figure(forms.Field):
    """A figure with a decimal comma; the point is read too, what could be read in two ways is not."""

    def __init__(
        self,
        *,
        places: int = 2,
        minimum: Decimal | None = None,
        maximum: Decimal | None = None,
        **options: Any,
    ) -> None:
        self.read = partial(parse_decimal, places=places, minimum=minimum, maximum=maximum)
        options.setdefault("widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**{"localize": True} | options)

    def to_python(self, value: object) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as problem:
            raise ValidationError(f"{capfirst(str(problem))}.") from problem

    def prepare_value(self, value: object) -> object:
        return vn(value) if isinstance(value, Decimal) else value


def count(label: str, least: int, most: int, *, named: bool = False) -> forms.IntegerField:
    """A whole number, or none; `named` where its refusals stand without its label."""
    sentence = f"phải là số nguyên từ {least} đến {most}."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput({"class": "figures", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"{label} {sentence}" if named else sentence
        ),
    )


def area(label: str, most: int = 2000, rows: int = 2) -> Words:
    """A short text of one row of a table."""
    return Words(label=label, max_length=most, required=False, rows=rows, bound_field_class=DressedField)


EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # where nothing else bounds a day


class Day(forms.DateField):
    """A day between two days, typed 25/12/2026 or 25122026: a browser's own field would show it as its system does, 12/25/2026."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(DAY_TYPED, format="%d/%m/%Y"))
        invalid = {"invalid": "Phải là một ngày có thật, viết dạng 25/12/2026."}
        super().__init__(**options | {"error_messages": invalid | options.get("error_messages", {})})
        self.first, self.last = EARLIEST, LATEST

    def between(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def prepare_value(self, value: object) -> object:
        """A day that an address carries is shown as every other."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return value

    def to_python(self, value: Any) -> date | None:
        digits = SLASHLESS.fullmatch(value.strip()) if isinstance(value, str) else None
        return super().to_python("/".join(digits.groups()) if digits else value)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not self.first <= value <= self.last:
            raise ValidationError(f"Phải từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}.")


class Chosen(forms.ModelChoiceField):
    """One of the rows that this page offered; anything else is a sentence."""

    validate_no_null_characters = ProhibitNullCharactersValidator(ILLEGIBLE)

    def __init__(
        self,
        queryset: "QuerySet[Model] | None" = None,
        *,
        named: Callable[[Any], str] = str,
        missing: str,
        **options: Any,
    ) -> None:
        super().__init__(**{"queryset": queryset, "empty_label": "Chọn trong danh sách"} | options)
        self.named = named
        self.error_messages |= {
            "required": missing,
            "invalid_choice": f"{missing} Dòng gửi lên không có trong danh sách.",
        }

    def label_from_instance(self, row: "Model") -> str:
        return self.named(row)


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[object, str]]) -> None:
    """What the form's field of this name offers here; every form has its own copy of its fields."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


def offer_rows(
    form: forms.BaseForm, name: str, rows: "QuerySet[Model]", *, alone_chosen: bool = False
) -> None:
    """The rows among which the form's field of this name lets one choose; one that stands alone may be chosen already."""
    field = cast("forms.ModelChoiceField", form.fields[name])
    field.queryset = rows
    if alone_chosen and len(rows[:2]) == 1:
        field.empty_label = None


def within(form: forms.BaseForm, days: tuple[date, date]) -> None:
    """Every day that is typed into the form lies between these two."""
    for field in form.fields.values():
        if isinstance(field, Day):
            field.between(*days)


def ids(values: Iterable[object]) -> list[int]:
    """Row numbers among what was sent; what cannot be one is left out."""
    texts = [str(value) for value in values]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID]


class Unreadable(Refusal):
    """What was typed cannot be kept: too long, or with signs that are no text; a form says where, beside each field."""


def written(text: str) -> str:
    """A reason or an answer typed beside a button, as it is kept."""
    try:
        cleaned: str = Words(max_length=2000, required=False).clean(text)
    except ValidationError as problem:
        raise Unreadable(" ".join(problem.messages)) from problem
    return cleaned
