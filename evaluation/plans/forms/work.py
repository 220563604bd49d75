"""What is typed about an approved plan: deliveries, requests for a change; and the filter of the review page."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from config import clock
from evaluation.core.stages import PlanStage
from evaluation.plans.forms.fields import (
    axis_field,
    due_field,
    item_field,
    key_field,
    quantity_field,
    task_field,
)
from evaluation.plans.forms.tasks import OfPlan
from evaluation.plans.models import Plan, PlanAmendment
from pages.fields import Day, Words, ids, offer, within
from pages.layouts import DressedForm, bar, page_form
from regulation.numbers import vn

if TYPE_CHECKING:
    from evaluation.core.models.dossiers import DossierQuerySet

Kind = PlanAmendment.Kind


class DeliveryForm(OfPlan):
    """One product delivered: on a day of the quarter that is not to come, how many, under which number, where to be seen."""

    helper = page_form()
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

    def __init__(self, *arguments: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.plan = plan
        first, last = plan.dossier.period.days
        within(self, (first, max(first, min(clock.today(), last))))

    def clean_delivered_on(self) -> date:
        day: date = self.cleaned_data["delivered_on"]
        if day > clock.today():
            raise ValidationError(
                f"{self.plan.dossier.period} chưa bắt đầu: chưa ghi được sản phẩm đã hoàn thành."
            )
        return day


class GroundForm(OfPlan):
    """Every change of an approved plan names its ground."""

    helper = page_form()
    ground = Words(
        label="Căn cứ",
        max_length=2000,
        rows=2,
        help_text="Văn bản giao nhiệm vụ, hoặc lý do phải điều chỉnh.",
        error_messages={"required": "Chưa ghi căn cứ."},
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the request keeps of it."""
        return self.cleaned_data


class AddAmendmentForm(GroundForm):
    """Mẫu 01, note: a task that arose, to be added to the plan."""

    item = item_field("Chưa chọn sản phẩm/công việc chuẩn.")
    title = Words(
        label="Nhiệm vụ", max_length=1000, required=False, help_text="Để trống thì lấy tên trong danh mục."
    )
    axis = axis_field()
    quantity = quantity_field()
    due_date = due_field()
    is_key = key_field()
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
    task = task_field()
    quantity = quantity_field("Số lượng mới", "Chưa ghi số lượng mới.")
    field_order = ("task", "quantity", "ground")

    def clean(self) -> dict[str, Any]:
        task, quantity = self.cleaned_data.get("task"), self.cleaned_data.get("quantity")
        if task and quantity and quantity >= task.quantity:
            self.add_error("quantity", f"Phải thấp hơn số lượng trong kế hoạch ({vn(task.quantity)}).")
        return self.cleaned_data


class WithdrawAmendmentForm(GroundForm):
    task = task_field()
    field_order = ("task", "ground")


AMENDMENT_FORMS: dict[str, type[GroundForm]] = {
    Kind.ADD: AddAmendmentForm,
    Kind.LOWER: LowerAmendmentForm,
    Kind.WITHDRAW: WithdrawAmendmentForm,
}


def stage_label(stage: PlanStage) -> str:
    """As those who judge plans say it: to them a draft is a plan that was not handed in."""
    return "Chưa nộp" if stage == PlanStage.DRAFT else str(stage.label)


class ReviewFilter(DressedForm):
    """Which plans of the round are listed."""

    helper = bar()
    q = Words(label="Cán bộ", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    stage = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Tất cả"), *((stage.value, stage_label(stage)) for stage in PlanStage)],
    )

    def __init__(self, *arguments: Any, units: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "unit", [("", "Tất cả"), *units])

    @property
    def is_set(self) -> bool:
        return any(self.data.get(name, "").strip() for name in self.fields)

    def apply(self, dossiers: "DossierQuerySet") -> "DossierQuerySet":
        """Narrow the list by what was chosen; a value that is no choice narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        found = dossiers.matching(chosen.get("q") or "")
        if unit := ids([chosen.get("unit") or ""]):
            found = found.filter(unit__in=unit)
        return found.filter(plan__stage=chosen["stage"]) if chosen.get("stage") else found
