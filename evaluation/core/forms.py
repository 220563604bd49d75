"""Fields of the round that several rooms share."""

from django import forms

from pages.layouts import DressedField
from regulation.vocabulary import Rating

RATINGS = [("", "Chưa chọn"), *((rating.value, rating.short) for rating in Rating)]


def rating_choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(  # type: ignore[call-arg]  # the stubs know `bound_field_class` of Field alone
        label=label,
        choices=RATINGS,
        required=False,
        bound_field_class=DressedField,
        error_messages={"invalid_choice": "Mức xếp loại phải chọn trong bốn mức."},
    )
