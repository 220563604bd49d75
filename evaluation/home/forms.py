from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from pages.fields import Day


class DayForm(forms.Form):
    """The demonstration's day; `step` asks for the next day whatever the field says."""

    day = Day(
        required=False,
        validators=[MinValueValidator(date(2026, 1, 1)), MaxValueValidator(date(2030, 12, 31))],
    )
    step = forms.IntegerField(required=False, min_value=1, max_value=1)

    def clean(self) -> dict[str, object]:
        data = self.cleaned_data
        if not self.errors and not data.get("day") and not data.get("step"):
            raise forms.ValidationError("Chưa chọn ngày.")
        return data
