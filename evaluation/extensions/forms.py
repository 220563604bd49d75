"""The edges: until which day, for whom and why, as it is typed."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from cadres.models import Unit
from evaluation.core.models import Extension
from evaluation.core.models.extensions import EXTENDED
from pages.fields import Chosen, Day, Words, area, offer_rows
from pages.forms import BareForm
from pages.layouts import DressedForm, page_form
from regulation.deadlines import closing_after, last_day


def _until() -> Day:
    return Day(
        label="Gia hạn đến hết ngày",
        error_messages={"required": "Chưa ghi ngày."},
        help_text="Hạn mới hết vào 24 giờ của ngày này.",
    )


class PersonForm(DressedForm):
    """For one person: the scope and the window are those of the page."""

    helper = page_form()

    until = _until()
    ground = Words(
        label="Lý do xin gia hạn (nêu cả văn bản căn cứ, nếu có)",
        max_length=2000,
        rows=2,
        error_messages={"required": "Cần ghi rõ lý do xin gia hạn."},
    )

    def said(self) -> dict[str, Any]:
        return self.cleaned_data | {"until": closing_after(self.cleaned_data["until"])}


class UnitForm(PersonForm):
    """For all people of one of the units that are offered; where that is one alone, it is chosen."""

    unit = Chosen(label="Đơn vị", missing="Chưa chọn đơn vị.")
    window = forms.ChoiceField(
        label="Hạn",
        choices=[(window.value, window.label) for window in EXTENDED],
        error_messages={"required": "Chưa chọn hạn.", "invalid_choice": "Hạn: phải chọn trong danh sách."},
    )

    def __init__(self, data: QueryDict | None, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        offer_rows(self, "unit", units, alone_chosen=True)
        self.order_fields(["unit", "window", "until", "ground"])


class GrantForm(BareForm):
    """The answer to a request: the day may be another one."""

    until = _until()
    answer = area("Ý kiến, văn bản cho phép (nếu có)")

    def __init__(self, data: QueryDict | None, row: Extension) -> None:
        super().__init__(data, prefix="grant", initial={"until": last_day(row.until)})

    def said(self) -> dict[str, Any]:
        until: datetime = closing_after(self.cleaned_data["until"])
        return {"until": until, "answer": self.cleaned_data["answer"]}
