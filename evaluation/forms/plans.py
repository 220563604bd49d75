"""What is typed into a plan of the quarter (Mẫu 01). A form checks shape; what the law asks is judged by gates."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.forms import Figure, Words
from catalog.models import CatalogItem
from evaluation.models import Plan, PlanTask
from regulation.numbers import ZERO, vn
from regulation.quarters import Quarter
from regulation.vocabulary import AxisRole

SMALLEST, LARGEST = Decimal("0.01"), Decimal("9999.99")
LONGEST_ID = 18
AXES = range(1, 7)


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


class AddForm(OfPlan):
    """Several products of the catalog at once, on one axis, due on one day; each with its own quantity."""

    axis = axis_field()
    due_date = due_field()

    def __init__(self, *arguments: Any, items: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.items = items
        self.picked: list[CatalogItem] = []
        self.quantities: dict[int, Decimal] = {}
        self.wrong: dict[int, str] = {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        sent = self.data.getlist("item")
        self.picked = list(self.items.filter(pk__in=ids(sent)))
        if not sent:
            raise ValidationError("Chưa chọn sản phẩm/công việc nào trong danh mục.")
        if len(self.picked) < len(set(sent)):
            raise ValidationError("Có dòng không thuộc danh mục được phê duyệt của đơn vị; xin chọn lại.")
        for item in self.picked:
            self._read_quantity(item)
        return data

    def _read_quantity(self, item: CatalogItem) -> None:
        typed = self.data.get(f"quantity-{item.pk}")
        try:
            self.quantities[item.pk] = quantity_field().clean(typed) if typed is not None else item.quantity
        except ValidationError as problem:
            self.wrong[item.pk] = problem.messages[0]
            self.add_error(None, f"Số lượng của “{item.name}”: {problem.messages[0]}")


class TaskForm(OfPlan):
    """A task of a draft. One without its product can be given one of the catalog in force."""

    title = Words(
        label="Nhiệm vụ", max_length=1000, rows=2, error_messages={"required": "Chưa ghi nhiệm vụ."}
    )
    item = Chosen(
        label="Sản phẩm/công việc chuẩn",
        named=named_item,
        missing="Chưa chọn sản phẩm chuẩn.",
        required=False,
    )
    quantity = quantity_field()
    due_date = due_field(required=False)
    axis = axis_field()
    is_key = forms.BooleanField(label="Nhiệm vụ trọng tâm, then chốt", required=False)

    def __init__(self, *arguments: Any, task: PlanTask, items: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["item"].queryset = items
        self.fields["item"].widget.attrs["class"] = "form-select"
        if task.item_id:
            del self.fields["item"]

    @property
    def values(self) -> dict[str, Any]:
        """What is to be written: a product only where one was chosen."""
        return {name: value for name, value in self.cleaned_data.items() if name != "item" or value}

    def compare(self, stored: PlanTask) -> list[tuple[str, Any]]:
        """(label, what is stored now) of every field in which the typed text differs from the stored row."""
        return [
            (str(self.fields[name].label), getattr(stored, name))
            for name in self.fields
            if name != "item" and getattr(stored, name) != self.cleaned_data.get(name)
        ]


class DirectTaskForm(OfPlan):
    """Bước 2, Quý II/2026: a task with its points, straight into Mẫu 03."""

    title = Words(
        label="Nhiệm vụ", max_length=1000, rows=2, error_messages={"required": "Chưa ghi nhiệm vụ."}
    )
    product = Words(
        label="Sản phẩm",
        max_length=120,
        help_text="Ví dụ: Báo cáo, Tờ trình, Quyết định",
        error_messages={"required": "Chưa ghi sản phẩm."},
    )
    points = Figure(
        label="Điểm chấm công việc",
        minimum=SMALLEST,
        maximum=Decimal(99999),
        help_text="Sản phẩm/công việc chuẩn là 100 điểm; hệ số quy đổi được tính từ điểm này.",
        error_messages={"required": "Chưa ghi điểm chấm công việc."},
    )
    quantity = quantity_field()
    due_date = due_field()
    axis = axis_field()
    is_key = forms.BooleanField(label="Nhiệm vụ trọng tâm, then chốt", required=False)

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data

    compare = TaskForm.compare


class WeightsForm(OfPlan):
    """Role and weight of every axis in one form (2.5); an axis left empty weighs nothing."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        plan = options["plan"]
        stored = {row.axis: row for row in plan.weights.all()}
        used = {task.axis for task in plan.active_tasks} | stored.keys()
        options.setdefault("initial", _told(stored))
        super().__init__(*arguments, **options)
        self.axes = [axis for axis in plan.dossier.period.edition.axes if axis.number in used]
        for axis in self.axes:
            name = f"Trục {axis.number}"
            self.fields[f"role-{axis.number}"] = forms.ChoiceField(
                label=f"Vai trò của {name}",
                choices=AxisRole.choices(),
                error_messages={
                    "required": "Chưa chọn vai trò.",
                    "invalid_choice": "Xin chọn vai trò trong danh sách.",
                },
                widget=forms.Select({"class": "form-select"}),
            )
            self.fields[f"weight-{axis.number}"] = Figure(
                label=f"Điểm tối đa của {name}", minimum=ZERO, maximum=Decimal(70), required=False
            )
            self.fields[f"weight-{axis.number}"].widget.attrs["class"] = "form-control figures"

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(axis, self[f"role-{axis.number}"], self[f"weight-{axis.number}"]) for axis in self.axes]

    @property
    def weights(self) -> dict[int, tuple[str, Decimal]]:
        data = self.cleaned_data
        typed = {
            axis.number: (data[f"role-{axis.number}"], data[f"weight-{axis.number}"]) for axis in self.axes
        }
        return {number: (role, weight) for number, (role, weight) in typed.items() if weight is not None}


def _told(stored: Mapping[int, Any]) -> dict[str, Any]:
    roles = {f"role-{number}": row.role for number, row in stored.items()}
    return roles | {f"weight-{number}": row.weight for number, row in stored.items()}


class CopyForm(OfPlan):
    """Which tasks of the earlier quarter are taken over, and a day for all of them where one is given."""

    due_date = due_field(required=False)

    def __init__(self, *arguments: Any, tasks: Iterable[PlanTask], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offered = {task.pk: task for task in tasks}
        self.picked: list[PlanTask] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        sent = set(self.data.getlist("task"))
        chosen = set(ids(sent))
        self.picked = [task for pk, task in self.offered.items() if pk in chosen]
        if not sent:
            raise ValidationError("Chưa chọn nhiệm vụ nào.")
        if len(self.picked) < len(sent):
            raise ValidationError("Có nhiệm vụ không thuộc kế hoạch quý trước của đồng chí; xin chọn lại.")
        return data
