"""Fields of the round that several rooms share."""

from django import forms

from regulation.vocabulary import Rating

RATINGS = [("", "Chưa chọn"), *((rating.value, rating.short) for rating in Rating)]


def rating_choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=RATINGS,
        required=False,
        widget=forms.Select({"class": "form-select"}),
        error_messages={"invalid_choice": "Mức xếp loại phải chọn trong bốn mức."},
    )
