"""Fields that the forms of a plan share: days of the quarter, rows that the page offered, figures, axes."""

from decimal import Decimal
from typing import Any

from django import forms

from catalog.models import CatalogItem
from evaluation.plans.models import Plan
from pages.fields import Day, Figure
from regulation.numbers import vn
from regulation.quarters import Quarter

SMALLEST, LARGEST = Decimal("0.01"), Decimal("9999.99")


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
