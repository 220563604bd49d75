"""A text and a figure, as they are typed in Vietnamese."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator

from cadres import vietnamese
from regulation.numbers import parse_decimal, vn

TOO_LONG = "Dài quá %(limit_value)d ký tự (hiện có %(show_value)d)."
NO_NULLS = "Có ký tự không đọc được; xin gõ lại."


class Words(forms.CharField):
    """A text, composed (NFC) before its length is measured."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        super().__init__(
            **{"widget": forms.Textarea({"rows": rows}) if rows else forms.TextInput()} | options
        )
        for validator in self.validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = NO_NULLS
            if isinstance(validator, MaxLengthValidator):
                validator.message = TOO_LONG

    def to_python(self, value: Any) -> str:
        return vietnamese.nfc(super().to_python(value))


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
        self.limits = {"places": places, "minimum": minimum, "maximum": maximum}
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "localize": True} | options)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_decimal(text, **self.limits)
        except ValueError as problem:
            raise ValidationError(f"{str(problem)[:1].upper()}{str(problem)[1:]}.") from problem

    def prepare_value(self, value: Any) -> Any:
        return vn(value) if isinstance(value, Decimal) else value
