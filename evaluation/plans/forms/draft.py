"""What is typed into a plan as a whole: all its tasks in one table, role and weight of its axes."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.http import QueryDict

from evaluation.plans.forms.fields import due_field, key_field, quantity_field
from evaluation.plans.forms.gone import Told, typed_of_gone
from evaluation.plans.forms.tasks import OfPlan
from evaluation.plans.models import AxisWeight, Plan, PlanTask
from pages.fields import Figure
from regulation.editions import Axis
from regulation.numbers import ZERO
from regulation.vocabulary import AxisRole

CELLS = {"quantity": "Số lượng", "due_date": "Hạn hoàn thành", "is_key": "Trọng tâm"}


class TableForm(OfPlan):
    """Quantity, day and key mark of every task at once."""

    def __init__(self, data: QueryDict | None, *, tasks: list[PlanTask]) -> None:
        cells = {f"{name}-{task.pk}": getattr(task, name) for task in tasks for name in CELLS}
        super().__init__(data, initial=cells)
        # A task that was added after the page was opened is not this table's to change.
        self.tasks = [task for task in tasks if not self.is_bound or f"quantity-{task.pk}" in self.data]
        for number, task in enumerate(self.tasks, start=1):
            self._add(task, number)

    def _add(self, task: PlanTask, number: int) -> None:
        fields = (quantity_field(), due_field(required=False), key_field())
        for (name, label), field in zip(CELLS.items(), fields, strict=True):
            field.label = f"{label} của nhiệm vụ {number}"
            self.fields[f"{name}-{task.pk}"] = field
        self.fields[f"quantity-{task.pk}"].widget.attrs["class"] = "figures"

    @property
    def rows(self) -> list[tuple[PlanTask | forms.BoundField, ...]]:
        return [(task, *(self[f"{name}-{task.pk}"] for name in CELLS)) for task in self.tasks]

    @property
    def gone(self) -> Told:
        """What was typed of tasks that are no longer in the plan."""
        return typed_of_gone(self.data, self.plan, CELLS, "{field}-{task}")

    @property
    def changes(self) -> dict[int, dict[str, object]]:
        """Per task what was typed."""
        data = self.cleaned_data
        return {task.pk: {name: data[f"{name}-{task.pk}"] for name in CELLS} for task in self.tasks}


class WeightsForm(OfPlan):
    """Role and weight of every axis in one form (2.5); an axis left empty weighs nothing."""

    def __init__(self, data: QueryDict | None = None, *, plan: Plan) -> None:
        stored = {row.axis: row for row in plan.weights.all()}
        used = {task.axis for task in plan.active_tasks} | stored.keys()
        super().__init__(data, initial=_told(stored))
        self.plan = plan
        self.axes = [axis for axis in plan.dossier.period.edition.axes if axis.number in used]
        for axis in self.axes:
            self.fields[f"role-{axis.number}"] = _role_field(axis)
            self.fields[f"weight-{axis.number}"] = _weight_field(axis)

    @property
    def rows(self) -> list[tuple[Axis, forms.BoundField, forms.BoundField]]:
        return [(axis, self[f"role-{axis.number}"], self[f"weight-{axis.number}"]) for axis in self.axes]

    @property
    def weights(self) -> dict[int, tuple[str, Decimal]]:
        data = self.cleaned_data
        typed = {
            axis.number: (data[f"role-{axis.number}"], data[f"weight-{axis.number}"]) for axis in self.axes
        }
        return {number: (role, weight) for number, (role, weight) in typed.items() if weight is not None}


def _role_field(axis: Axis) -> forms.ChoiceField:
    messages = {"required": "Chưa chọn vai trò.", "invalid_choice": "Xin chọn vai trò trong danh sách."}
    return forms.ChoiceField(
        label=f"Vai trò của Trục {axis.number}", choices=AxisRole.choices(), error_messages=messages
    )


def _weight_field(axis: Axis) -> Figure:
    field = Figure(
        label=f"Điểm tối đa của Trục {axis.number}", minimum=ZERO, maximum=Decimal(70), required=False
    )
    field.widget.attrs["class"] = "figures"
    return field


def _told(stored: Mapping[int, AxisWeight]) -> dict[str, object]:
    roles = {f"role-{number}": row.role for number, row in stored.items()}
    return roles | {f"weight-{number}": row.weight for number, row in stored.items()}
