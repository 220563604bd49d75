"""A line of Mẫu 02."""

from decimal import Decimal

from crispy_forms.layout import Field
from django import forms

from pages.fields import Figure, Words
from pages.layouts import page_form, row

SMALLEST = Decimal("0.01")


def _owed(what: str) -> dict[str, str]:
    return {"required": f"Chưa ghi {what}."}


class ItemForm(forms.Form):
    """A line of Mẫu 02."""

    helper = page_form(
        Field("name", autofocus=True),
        row("product", "quantity", "points"),
        row("submitted_to", "schedule"),
        "difficulty",
        row("stated_coefficient", "note"),
        "is_ad_hoc",
    )

    name = Words(
        label="Nhiệm vụ theo quý", max_length=1000, rows=2, error_messages=_owed("nhiệm vụ theo quý")
    )
    submitted_to = Words(label="Cấp trình (cấp phê duyệt)", max_length=200, required=False)
    difficulty = Words(
        label="Độ khó, mới, phức tạp; phạm vi tác động", max_length=2000, rows=2, required=False
    )
    product = Words(
        label="Sản phẩm",
        max_length=120,
        help_text="Ví dụ: Báo cáo, Tờ trình, Quyết định",
        error_messages=_owed("tên sản phẩm"),
    )
    quantity = Figure(
        label="Số lượng", minimum=SMALLEST, maximum=Decimal(999999), error_messages=_owed("số lượng")
    )
    schedule = Words(label="Tiến độ (mốc thời gian hoàn thành)", max_length=200, required=False)
    note = Words(label="Ghi chú", max_length=200, required=False)
    points = Figure(
        label="Điểm chấm công việc",
        minimum=SMALLEST,
        maximum=Decimal(99999),
        help_text="Hệ số quy đổi được tính từ điểm này.",
        error_messages=_owed("điểm chấm công việc"),
    )
    stated_coefficient = Figure(
        label="Hệ số ghi trong văn bản (nếu có)",
        places=4,
        minimum=Decimal(0),
        maximum=Decimal(9999),
        required=False,
        help_text="Chỉ để đối chiếu; không dùng để tính điểm.",
    )
    is_ad_hoc = forms.BooleanField(label="Phát sinh đột xuất hoặc chỉ có ở một số thời điểm", required=False)
