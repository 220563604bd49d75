"""Fields that the forms of a plan share: days of the quarter, rows that the page offered, figures, axes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cadres.machine import Refusal
from catalog.forms import Figure, Words
from catalog.models import CatalogItem
from evaluation.models import Plan
from regulation.numbers import vn
from regulation.quarters import Quarter

SMALLEST, LARGEST = Decimal("0.01"), Decimal("9999.99")
LONGEST_ID = 18


class Day(forms.DateField):
    """A day, picked or typed, between two days."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d")} | options)
        self.error_messages["invalid"] = "Phải là một ngày có thật, viết dạng 25/12/2026."
        self.first, self.last = date.min, date.max

    def between(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not self.first <= value <= self.last:
            raise ValidationError(f"Phải từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}.")


class Chosen(forms.ModelChoiceField):
    """One of the rows that this page offered; anything else is a sentence."""

    def __init__(self, queryset: Any = None, *, named: Any = str, missing: str, **options: Any) -> None:
        super().__init__(**{"queryset": queryset, "empty_label": "Chọn trong danh sách"} | options)
        self.named = named
        self.error_messages |= {
            "required": missing,
            "invalid_choice": f"{missing} Dòng gửi lên không có trong danh sách.",
        }

    def label_from_instance(self, row: Any) -> str:
        return self.named(row)


def ids(values: Iterable[Any]) -> list[int]:
    """Row numbers among what was sent; what cannot be one is left out."""
    texts = [str(value) for value in values]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID]


class Unreadable(Refusal):
    """A reason, an answer that cannot be kept: too long, or with signs that are no text."""


def written(text: str) -> str:
    """A reason or an answer typed beside a button, as it is kept."""
    try:
        return Words(max_length=2000, required=False).clean(text)
    except ValidationError as problem:
        raise Unreadable(" ".join(problem.messages)) from problem


def named_item(item: CatalogItem) -> str:
    factor = item.coefficient()
    return f"{item.name} ({item.product}, hệ số {vn(factor) if factor else 'chưa có'})"


def axis_field(**options: Any) -> forms.TypedChoiceField:
    messages = {"required": "Chưa chọn trục.", "invalid_choice": "Xin chọn một trong sáu trục."}
    field = forms.TypedChoiceField(label="Trục kết quả", coerce=int, error_messages=messages, **options)
    field.widget.attrs["class"] = "form-select"
    return field


def axis_choices(plan: Plan) -> list[tuple[int, str]]:
    edition = plan.dossier.period.edition
    return [(axis.number, f"Trục {axis.number} · {axis.title}") for axis in edition.axes]


def quantity_field() -> Figure:
    return Figure(
        label="Số lượng", minimum=SMALLEST, maximum=LARGEST, error_messages={"required": "Chưa ghi số lượng."}
    )


def due_field(**options: Any) -> Day:
    return Day(label="Hạn hoàn thành", error_messages={"required": "Chưa ghi hạn hoàn thành."}, **options)


class OfPlan(forms.Form):
    """A form about one plan: its axes, and days of its quarter."""

    def __init__(self, *arguments: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.plan, self.quarter = plan, plan.dossier.period.quarter
        if "axis" in self.fields:
            self.fields["axis"].choices = axis_choices(plan)
        if "due_date" in self.fields:
            self._within(self.quarter)
        for field in self.fields.values():
            plain = isinstance(field.widget, forms.TextInput | forms.Textarea | forms.DateInput)
            field.widget.attrs.setdefault("class", "form-control" if plain else "")

    def _within(self, quarter: Quarter) -> None:
        self.fields["due_date"].between(quarter.first_day, quarter.last_day)
