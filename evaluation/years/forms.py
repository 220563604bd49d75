"""What is typed into a year's list. A form checks shape; the law judges the rows (`evaluation.years.listing`)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from evaluation.core.forms import rating_choice
from evaluation.lists.listing import move_of
from evaluation.years import listing
from evaluation.years.models import YearList, YearRow
from evaluation.years.stages import SHUT, Measure
from evaluation.years.tells import Offer
from pages.fields import Day, Words, area, ids, offer
from pages.forms import BareForm, ReasonForm
from pages.layouts import DressedForm, page_form, row


class RowForm(DressedForm):
    """One person on a year's list; the result of Quý IV and the answer to warnings only where they are asked for."""

    rating = rating_choice("Mức xếp loại năm")
    ground = area("Căn cứ")
    reason = area("Lý do khác mức gợi ý")
    fourth = area("Kết quả thực hiện nhiệm vụ Quý IV")
    answer = area("Giải trình cảnh báo")

    def __init__(self, data: QueryDict | None, line: listing.Line) -> None:
        self.row = line.row
        initial = {name: getattr(line.row, name) for name in self.base_fields}
        super().__init__(data, prefix=f"row-{line.row.dossier_id}", initial=initial)
        if not line.facts.owes_fourth:
            del self.fields["fourth"]
        if not line.facts.warnings:
            del self.fields["answer"]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {line.row.dossier.cadre.full_name}"

    def apply(self) -> None:
        """Lay what was typed, as far as it can be read, over the row."""
        self.is_valid()
        for name, value in self.cleaned_data.items():
            setattr(self.row, name, value)


class ClosingForm(DressedForm):
    """What is said of the list as a whole when it is closed."""

    body = forms.ChoiceField(
        label="Cấp quyết định",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chưa chọn cấp quyết định.",
            "invalid_choice": "Cấp quyết định phải là Ban Thường vụ hoặc Thường trực Tỉnh ủy.",
        },
    )
    list_reason = area("Lý do khi tỷ lệ Xuất sắc cần giải trình", rows=3)

    def __init__(self, data: QueryDict | None, year_list: YearList) -> None:
        super().__init__(data, initial={"body": year_list.body})
        bodies = move_of(year_list.kind).bodies(year_list.unit)
        offer(self, "body", [(body, body) for body in bodies])
        if len(bodies) == 1:
            del self.fields["body"]

    @classmethod
    def stored(cls, year_list: YearList) -> "ClosingForm":
        """As it was said when the list was closed."""
        form, closing = cls(None, year_list), year_list.history.filter(went_to__in=SHUT).first()
        form.initial["list_reason"] = closing.reason if closing else ""
        return form


class YearForm:
    """All rows of a list and its closing, as one form; `sent` are the ids that the page had."""

    def __init__(self, data: QueryDict | None, draft: listing.Draft) -> None:
        self.sent = set(ids(data.getlist("row"))) if data else set()
        self.closing = ClosingForm(data, draft.year_list)
        lines = [draft.gathered.line(row) for row in draft.rows]
        self.rows = [RowForm(data if line.row.dossier_id in self.sent else None, line) for line in lines]
        for form in self.rows:
            if form.is_bound:
                form.apply()

    def kept(self) -> Iterator[forms.BoundField]:
        """The fields whose values the draft keeps."""
        return (field for form in self.rows for field in form)

    @property
    def missing(self) -> set[int]:
        """Ids that the page had and that do not wait here (any more)."""
        return self.sent - {form.row.dossier_id for form in self.rows}

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.rows if form.is_bound) and self.closing.is_valid()

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything that cannot be read."""
        found = [
            (form[name].id_for_label, f"{form[name].field.widget.attrs['aria-label']}: {problem}")
            for form in self.rows
            for name, problems in form.errors.items()
            for problem in problems
        ]
        if self.closing.is_bound:
            found += [("closing", str(one)) for problems in self.closing.errors.values() for one in problems]
        return found

    def values(self) -> Mapping[int, Mapping[str, Any]]:
        """Dossier id → columns, of the rows that were sent."""
        return {form.row.dossier_id: form.cleaned_data for form in self.rows if form.is_bound}


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
