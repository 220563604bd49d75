"""What is typed into a year's list. A form checks shape; the law judges the rows (`evaluation.years.listing`)."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from evaluation.core.forms import rating_choice
from evaluation.lists.forms import lists as closing
from evaluation.lists.forms.rows import PersonForm, RowsForm
from evaluation.years import listing
from evaluation.years.models import YearRow
from evaluation.years.stages import Measure
from evaluation.years.tells import Offer
from pages.fields import Day, Words, area, ids, offer
from pages.forms import BareForm, ReasonForm
from pages.layouts import DressedForm, page_form, row


class RowForm(PersonForm):
    """One person on a year's list; the result of Quý IV and the answer to warnings only where they are asked for."""

    rating = rating_choice("Mức xếp loại năm")
    ground = area("Căn cứ")
    reason = area("Lý do khác mức gợi ý")
    fourth = area("Kết quả thực hiện nhiệm vụ Quý IV")
    answer = area("Giải trình cảnh báo")

    def __init__(self, data: QueryDict | None, line: listing.Line) -> None:
        super().__init__(data, line.row)
        if not line.facts.owes_fourth:
            del self.fields["fourth"]
        if not line.facts.warnings:
            del self.fields["answer"]


class ClosingForm(closing.ClosingForm):
    """What is said of the list as a whole by whoever closes it; until then the draft keeps it."""

    same_answer = None  # type: ignore[assignment]  # Django's way to leave a field out
    list_reason = area("Lý do khi tỷ lệ Xuất sắc cần giải trình", rows=3)


class YearForm(RowsForm[RowForm]):
    """All rows of a draft and, for whoever may close it, its closing; `sent` are the ids that the page had."""

    def __init__(self, data: QueryDict | None, draft: listing.Draft, *, closes: bool) -> None:
        self.draft = draft
        self.sent = set(ids(data.getlist("row"))) if data else set()
        self.closing = ClosingForm(data, draft.year_list)
        if not closes:
            self.closing.fields.clear()
        lines = [draft.gathered.line(row) for row in draft.rows]
        self.rows = [RowForm(data if line.row.dossier_id in self.sent else None, line) for line in lines]
        for form in self.rows:
            if form.is_bound:
                form.apply()

    @property
    def missing(self) -> set[int]:
        """Ids that the page had and that do not wait here (any more)."""
        return self.sent - {form.row.dossier_id for form in self.rows}


class DrawUpForm(BareForm):
    """Which of the lists that one may draw up."""

    place = forms.ChoiceField(
        label="Danh sách",
        error_messages={
            "required": "Chưa chọn danh sách để lập.",
            "invalid_choice": "Danh sách này không có, hoặc không còn ai để lập.",
        },
    )

    def __init__(self, data: QueryDict | None, offers: Iterable[Offer]) -> None:
        super().__init__(data)
        self.offers = {one.key: one for one in offers}
        offer(self, "place", [(key, one.label) for key, one in self.offers.items()])


class ReopenForm(ReasonForm):
    """Of whom, and why."""

    person = forms.ChoiceField(
        label="Người được xem xét lại",
        error_messages={
            "required": "Chưa chọn người được xem xét lại.",
            "invalid_choice": "Người này không còn trên danh sách.",
        },
    )
    field_order = ("person", "reason")

    def __init__(self, data: QueryDict | None, rows: Iterable[YearRow]) -> None:
        super().__init__(data)
        self.rows = {str(one.pk): one for one in rows}
        offer(self, "person", [("", "Chọn"), *((key, one.name) for key, one in self.rows.items())])


class ReplacementForm(DressedForm):
    """By which decision, of which day, and how."""

    helper = page_form("measure", row("number", "on"), "note")

    measure = forms.ChoiceField(
        label="Hình thức",
        choices=[("", "Chọn hình thức"), *Measure.choices],
        error_messages={
            "required": "Chưa chọn hình thức.",
            "invalid_choice": "Hình thức: phải chọn trong danh sách.",
        },
    )
    number = Words(
        label="Số quyết định", max_length=80, error_messages={"required": "Chưa ghi số quyết định."}
    )
    on = Day(label="Ngày quyết định", error_messages={"required": "Chưa ghi ngày quyết định."})
    note = area("Ghi chú")


class CorrectionForm(ReplacementForm):
    """The same, recorded otherwise, and why."""

    helper = page_form("measure", row("number", "on"), "note", "reason")

    reason = Words(
        label="Lý do sửa",
        max_length=2000,
        rows=2,
        error_messages={"required": "Cần ghi rõ lý do sửa."},
    )
