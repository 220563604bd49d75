"""What is typed into a plan of the quarter (Mẫu 01). A form checks shape; what the law asks is judged by gates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.models import CatalogItem
from evaluation.plans.forms.fields import SMALLEST, OfPlan, axis_field, due_field, named_item, quantity_field
from evaluation.plans.models import PlanTask
from pages.fields import Chosen, Figure, Words, ids
from regulation.numbers import ZERO
from regulation.vocabulary import AxisRole


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


class TableForm(OfPlan):
    """Quantity, day and key mark of every task at once."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        tasks = options["plan"].active_tasks
        options.setdefault("initial", {key: value for task in tasks for key, value in _cells(task)})
        super().__init__(*arguments, **options)
        # A task that was added after the page was opened is not this table's to change.
        self.tasks = [task for task in tasks if not self.is_bound or f"quantity-{task.pk}" in self.data]
        for number, task in enumerate(self.tasks, start=1):
            self._add(task, number)

    def _add(self, task: PlanTask, number: int) -> None:
        day = due_field(required=False)
        day.between(self.quarter.first_day, self.quarter.last_day)
        key = forms.BooleanField(label="Trọng tâm", required=False)
        for name, field in (("quantity", quantity_field()), ("due_date", day), ("is_key", key)):
            field.label = f"{field.label} của nhiệm vụ {number}"
            field.widget.attrs["class"] = _CLASSES[name]
            self.fields[f"{name}-{task.pk}"] = field

    @property
    def rows(self) -> list[tuple[PlanTask, Any, Any, Any]]:
        return [(task, *(self[f"{name}-{task.pk}"] for name in _CLASSES)) for task in self.tasks]

    @property
    def changes(self) -> dict[int, dict[str, Any]]:
        """Per task what was typed."""
        data = self.cleaned_data
        return {task.pk: {name: data[f"{name}-{task.pk}"] for name in _CLASSES} for task in self.tasks}


_CLASSES = {"quantity": "form-control figures", "due_date": "form-control", "is_key": "form-check-input"}


def _cells(task: PlanTask) -> list[tuple[str, Any]]:
    return [(f"{name}-{task.pk}", getattr(task, name)) for name in _CLASSES]


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
