"""What is typed of a task of the quarter's plan (Mẫu 01). A form checks shape; what the law asks is judged by gates."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from catalog.models import CatalogItem
from evaluation.plans.forms.fields import (
    SMALLEST,
    axis_field,
    due_field,
    item_field,
    key_field,
    quantity_field,
    title_field,
)
from evaluation.plans.models import Plan, PlanTask
from pages.fields import Figure, Words, ids
from pages.layouts import DressedForm, page_form

if TYPE_CHECKING:
    from catalog.models import CatalogItemQuerySet


class OfPlan(DressedForm):
    """A form about a plan, and where it is about one, a task of it."""

    plan: Plan
    row: PlanTask | None = None

    def sent(self, name: str) -> list[str]:
        """Every value that was sent under this name, beside the fields."""
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []


class TaskForm(OfPlan):
    """A task of a draft."""

    helper = page_form()
    title = title_field()
    quantity = quantity_field()
    due_date = due_field(required=False)
    axis = axis_field()
    is_key = key_field()


class UnmappedTaskForm(TaskForm):
    """A task without its product can be given one of the catalog in force."""

    item = item_field("Chưa chọn sản phẩm chuẩn.", required=False)
    field_order = ("title", "item", "quantity", "due_date", "axis", "is_key")


class DirectTaskForm(OfPlan):
    """Bước 2, Quý II/2026: a task with its points, straight into Mẫu 03."""

    helper = page_form()
    title = title_field()
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
    is_key = key_field()


class AddForm(OfPlan):
    """Several products of the catalog at once, on one axis, due on one day; each with its own quantity."""

    axis = axis_field()
    due_date = due_field()

    def __init__(
        self, data: QueryDict | None, *, items: "CatalogItemQuerySet", initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        self.items = items
        self.picked: list[CatalogItem] = []
        self.quantities: dict[int, Decimal] = {}
        self.wrong: dict[int, str] = {}

    def clean(self) -> dict[str, Any]:
        sent = self.sent("item")
        self.picked = list(self.items.filter(pk__in=ids(sent)))
        if not sent:
            raise ValidationError("Chưa chọn sản phẩm/công việc nào trong danh mục.")
        if len(self.picked) < len(set(sent)):
            raise ValidationError("Có dòng không thuộc danh mục được phê duyệt của đơn vị; xin chọn lại.")
        for item in self.picked:
            self._read_quantity(item)
        return self.cleaned_data

    def _read_quantity(self, item: CatalogItem) -> None:
        typed = self.data.get(f"quantity-{item.pk}")
        try:
            self.quantities[item.pk] = quantity_field().clean(typed) if typed is not None else item.quantity
        except ValidationError as problem:
            self.wrong[item.pk] = problem.messages[0]
            self.add_error(None, f"Số lượng của “{item.name}”: {problem.messages[0]}")
