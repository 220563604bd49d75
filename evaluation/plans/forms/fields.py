"""Fields that the forms of a plan share: days of the quarter, rows that the page offered, figures, axes."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms

from catalog.models import CatalogItem
from evaluation.core.models import AXES
from evaluation.plans.models import PlanTask
from pages.fields import Chosen, Day, Figure, Words
from regulation.editions import Edition
from regulation.numbers import vn

if TYPE_CHECKING:
    pass

SMALLEST, LARGEST = Decimal("0.01"), Decimal("9999.99")


def named_item(item: CatalogItem) -> str:
    factor = item.coefficient()
    return f"{item.name} ({item.product}, hệ số {vn(factor) if factor else 'chưa có'})"


def named_task(task: PlanTask) -> str:
    due = (f"hạn {task.due_date:%d/%m/%Y}",) if task.due_date else ()
    return f"{task.title} ({', '.join((*task.apart, f'số lượng {vn(task.quantity)}', *due))})"


def title_field() -> Words:
    return Words(label="Nhiệm vụ", max_length=1000, rows=2, error_messages={"required": "Chưa ghi nhiệm vụ."})


def item_field(missing: str, *, required: bool = True) -> Chosen:
    return Chosen(label="Sản phẩm/công việc chuẩn", named=named_item, missing=missing, required=required)


def task_field() -> Chosen:
    return Chosen(label="Nhiệm vụ", named=named_task, missing="Chưa chọn nhiệm vụ.")


def axis_field() -> forms.TypedChoiceField:
    """An axis by its number; a page that shows it offers them with their titles (`axis_choices`)."""
    messages = {"required": "Chưa chọn trục.", "invalid_choice": "Xin chọn một trong sáu trục."}
    return forms.TypedChoiceField(label="Trục kết quả", coerce=int, choices=AXES, error_messages=messages)


def axis_choices(edition: Edition) -> list[tuple[int, str]]:
    return [(axis.number, f"Trục {axis.number} · {axis.title}") for axis in edition.axes]


def quantity_field(label: str = "Số lượng", missing: str = "Chưa ghi số lượng.") -> Figure:
    return Figure(label=label, minimum=SMALLEST, maximum=LARGEST, error_messages={"required": missing})


def due_field(*, required: bool = True) -> Day:
    return Day(
        label="Hạn hoàn thành", required=required, error_messages={"required": "Chưa ghi hạn hoàn thành."}
    )


def key_field() -> forms.BooleanField:
    return forms.BooleanField(label="Nhiệm vụ trọng tâm, then chốt", required=False)
