"""What is typed about an approved plan: deliveries, requests for a change, answers; and the filter of the review page."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from config import clock
from evaluation.core.stages import PlanStage
from evaluation.plans.forms.fields import (
    LARGEST,
    SMALLEST,
    OfPlan,
    axis_field,
    due_field,
    named_item,
    quantity_field,
)
from evaluation.plans.models import PlanAmendment, PlanTask
from pages.fields import Chosen, Day, Figure, Words, ids
from regulation.numbers import vn

Kind = PlanAmendment.Kind


class DeliveryForm(OfPlan):
    """One product delivered: on a day of the quarter that is not to come, how many, under which number, where to be seen."""

    delivered_on = Day(label="Ngày hoàn thành", error_messages={"required": "Chưa ghi ngày hoàn thành."})
    quantity = quantity_field()
    document = Words(label="Số, ký hiệu văn bản", max_length=120, required=False)
    link = Words(
        label="Đường dẫn minh chứng",
        max_length=500,
        required=False,
        widget=forms.URLInput({"inputmode": "url", "placeholder": "https://"}),
        validators=[
            URLValidator(("http", "https"), message="Phải là đường dẫn bắt đầu bằng http:// hoặc https://.")
        ],
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        first, last = self.quarter.first_day, min(clock.today(), self.quarter.last_day)
        self.fields["delivered_on"].between(first, max(first, last))

    def clean_delivered_on(self) -> date:
        day = self.cleaned_data["delivered_on"]
        if day > clock.today():
            raise ValidationError(
                f"{self.plan.dossier.period} chưa bắt đầu: chưa ghi được sản phẩm đã hoàn thành."
            )
        return day


def named_task(task: PlanTask) -> str:
    due = f", hạn {task.due_date:%d/%m/%Y}" if task.due_date else ""
    return f"{task.title} (số lượng {vn(task.quantity)}{due})"


class GroundForm(OfPlan):
    """Every change of an approved plan names its ground."""

    ground = Words(
        label="Căn cứ",
        max_length=2000,
        rows=2,
        help_text="Văn bản giao nhiệm vụ, hoặc lý do phải điều chỉnh.",
        error_messages={"required": "Chưa ghi căn cứ."},
    )

    def __init__(self, *arguments: Any, tasks: Any, items: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, rows in (("task", tasks), ("item", items)):
            if name in self.fields:
                self.fields[name].queryset = rows
                self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data


class AddAmendmentForm(GroundForm):
    """Mẫu 01, note: a task that arose, to be added to the plan."""

    item = Chosen(
        label="Sản phẩm/công việc chuẩn", named=named_item, missing="Chưa chọn sản phẩm/công việc chuẩn."
    )
    title = Words(
        label="Nhiệm vụ", max_length=1000, required=False, help_text="Để trống thì lấy tên trong danh mục."
    )
    axis = axis_field()
    quantity = quantity_field()
    due_date = due_field()
    is_key = forms.BooleanField(label="Nhiệm vụ trọng tâm, then chốt", required=False)
    field_order = ("item", "title", "axis", "quantity", "due_date", "is_key", "ground")

    @property
    def values(self) -> dict[str, Any]:
        """The task as `PlanAmendment.draft` keeps it: plain JSON."""
        data = self.cleaned_data
        draft = {
            "item": data["item"].pk,
            "axis": data["axis"],
            "title": data["title"] or data["item"].name,
            "quantity": str(data["quantity"]),
            "due_date": data["due_date"].isoformat(),
            "is_key": data["is_key"],
        }
        return {"draft": draft, "ground": data["ground"]}


class LowerAmendmentForm(GroundForm):
    task = Chosen(label="Nhiệm vụ", named=named_task, missing="Chưa chọn nhiệm vụ.")
    quantity = Figure(
        label="Số lượng mới",
        minimum=SMALLEST,
        maximum=LARGEST,
        error_messages={"required": "Chưa ghi số lượng mới."},
    )
    field_order = ("task", "quantity", "ground")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        task, quantity = data.get("task"), data.get("quantity")
        if task and quantity and quantity >= task.quantity:
            self.add_error("quantity", f"Phải thấp hơn số lượng trong kế hoạch ({vn(task.quantity)}).")
        return data


class WithdrawAmendmentForm(GroundForm):
    task = Chosen(label="Nhiệm vụ", named=named_task, missing="Chưa chọn nhiệm vụ.")
    field_order = ("task", "ground")


AMENDMENT_FORMS = {
    Kind.ADD: AddAmendmentForm,
    Kind.LOWER: LowerAmendmentForm,
    Kind.WITHDRAW: WithdrawAmendmentForm,
}


def stage_label(stage: PlanStage) -> str:
    """As those who judge plans say it: to them a draft is a plan that was not handed in."""
    return "Chưa nộp" if stage == PlanStage.DRAFT else str(stage.label)


class ReviewFilter(forms.Form):
    """Which plans of the round are listed."""

    q = Words(
        label="Cán bộ",
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "class": "form-control"}),
    )
    unit = forms.ChoiceField(label="Đơn vị", required=False, widget=forms.Select({"class": "form-select"}))
    stage = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Tất cả"), *((stage.value, stage_label(stage)) for stage in PlanStage)],
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, *arguments: Any, units: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["unit"].choices = [("", "Tất cả"), *units]

    @property
    def is_set(self) -> bool:
        return any(self.data.get(name, "").strip() for name in self.fields)

    def apply(self, dossiers: Any) -> Any:
        """Narrow the list by what was chosen; a value that is no choice narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        found = dossiers.matching(chosen.get("q") or "")
        if unit := ids([chosen.get("unit") or ""]):
            found = found.filter(unit__in=unit)
        return found.filter(plan__stage=chosen["stage"]) if chosen.get("stage") else found
