"""What is typed into a rating list. A form checks shape; the law judges the rows (`evaluation.lists.listing`)."""

import re
from decimal import Decimal
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from cadres.models import Unit
from cadres.vietnamese import plain
from evaluation.core.forms import rating_choice
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.lists.actions.lists import HIGHER_RATE, NORMAL_RATE
from evaluation.lists.forms.rows import PersonForm
from evaluation.lists.models import RatingList, RatingRow
from pages.fields import Day, Words, area, offer
from pages.layouts import DressedForm, bar

# 6.2: what the decider says of a proposal above the decision; only the second counts against the proposing head.
CAP_REASON = "Lý do khi vượt tỷ lệ cần giải trình"
UNMET = {"False": "Bảo đảm; hạ vì lý do khác", "True": "Không bảo đảm"}


class RowForm(PersonForm):
    """One person on a list."""

    rating = rating_choice("Mức xếp loại")
    summary = area("Tóm tắt căn cứ")
    reason = area("Lý do thấp hơn mức gợi ý", rows=3)
    personnel = area("Đề xuất về công tác cán bộ")
    answer = area("Giải trình cảnh báo")
    unmet = forms.TypedChoiceField(
        label="Điều kiện của mức đề xuất (6.2)",
        choices=[("", "Chưa chọn"), *UNMET.items()],
        coerce="True".__eq__,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": "Điều kiện của mức đề xuất phải chọn “Bảo đảm” hoặc “Không bảo đảm”."
        },
    )

    def __init__(self, data: QueryDict | None, row: RatingRow) -> None:
        super().__init__(data, row, unmet="" if row.unmet is None else str(row.unmet))
        if not listing.proposal_for(row):
            del self.fields["unmet"]


class Closed(Protocol):
    """Whatever list is closed by one of its unit's bodies."""

    kind: str
    unit: Unit


class BodyForm(DressedForm):
    """Who decides, where several could."""

    body = forms.ChoiceField(
        label="Cấp quyết định",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chưa chọn cấp quyết định.",
            "invalid_choice": "Cấp quyết định phải là Ban Thường vụ hoặc Thường trực Tỉnh ủy.",
        },
    )

    def __init__(self, data: QueryDict | None, rating_list: Closed) -> None:
        super().__init__(data, initial={name: getattr(rating_list, name) for name in self.base_fields})
        bodies = listing.move_of(rating_list.kind).bodies(rating_list.unit)
        offer(self, "body", [(body, body) for body in bodies])
        if len(bodies) == 1:
            del self.fields["body"]


class ClosingForm(BodyForm):
    """What is said of the list as a whole when it is closed; until then the draft keeps it."""

    list_reason = area(CAP_REASON, rows=3)
    same_answer = area("Giải trình chung")

    @classmethod
    def stored(cls, rating_list: RatingList) -> "ClosingForm":
        """As it was said when the list was closed."""
        form, closing = cls(None, rating_list), rating_list.history.filter(went_to=ListStage.CLOSED).last()
        form.initial.update(list_reason=closing.reason if closing else "", same_answer="")
        return form


DOCUMENT = re.compile(r"Văn bản số (.+) ngày ([0-9/]{10})")


class Rated(Protocol):
    """Whatever list has a share of Xuất sắc."""

    rate: Decimal
    rate_document: str


class RateForm(DressedForm):
    """20 %, or 25 % with the number and the day of the document that allows it (6.1)."""

    helper = bar()

    rate = forms.TypedChoiceField(
        label="Tỷ lệ Xuất sắc",
        coerce=int,
        choices=[(int(NORMAL_RATE), "20 %"), (int(HIGHER_RATE), "25 %")],
        error_messages={"required": "Chưa chọn tỷ lệ.", "invalid_choice": "Tỷ lệ phải là 20 %% hoặc 25 %%."},
    )
    number = Words(label="Số văn bản", max_length=80, required=False)
    day = Day(
        label="Ngày văn bản",
        required=False,
        error_messages={"invalid": "Ngày văn bản phải là một ngày có thật, viết dạng 25/12/2026."},
    )

    @classmethod
    def stored(cls, rating_list: Rated) -> "RateForm":
        """As it stands on the list."""
        written = DOCUMENT.fullmatch(rating_list.rate_document)
        number, day = written.groups() if written else ("", "")
        return cls(initial={"rate": int(rating_list.rate), "number": number, "day": day})

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("rate") == HIGHER_RATE and not self.errors and not (data["number"] and data["day"]):
            raise ValidationError("Tỷ lệ 25 % cần số và ngày của văn bản cho phép.")
        return data

    @property
    def document(self) -> str:
        """The document in one line, where the rate needs one."""
        data = self.cleaned_data
        if data["rate"] != HIGHER_RATE:
            return ""
        return f"Văn bản số {data['number']} ngày {data['day']:%d/%m/%Y}"


class ListFilter(DressedForm):
    """Which lists are shown."""

    helper = bar()

    q = Words(label="Đơn vị", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Tất cả"), *ListKind.choices])
    stage = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Tất cả"), *ListStage.choices]
    )

    def apply(self, lists: QuerySet[RatingList]) -> QuerySet[RatingList]:
        """Narrow the lists by what was chosen; a value that is no choice narrows nothing."""
        self.is_valid()
        for word in plain(self.cleaned_data.get("q") or "").split():
            lists = lists.filter(unit__search_text__contains=word)
        for name in ("kind", "stage"):
            if value := self.cleaned_data.get(name):
                lists = lists.filter(**{name: value})
        return lists
