"""The kinds of field of which Mẫu 03 is made."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from evaluation.marks.actions.marks import MOST_DONE
from pages.fields import Words
from regulation.numbers import parse_decimal, plain, vn
from regulation.vocabulary import Rating, ResponseLevel

STALE_PAGE = "Trang này không còn đủ thông tin; xin tải lại trang rồi làm tiếp."
NOT_LISTED = "{what} của nhiệm vụ {number} phải chọn trong danh sách."


class Done(forms.CharField):
    """How many were done: a figure with a decimal comma, from 0; empty while nothing is known."""

    def __init__(self, number: int) -> None:
        self.number = number
        widget = forms.TextInput({"class": "form-control figures", "inputmode": "decimal"})
        super().__init__(label=f"Nhiệm vụ {number}, thực hiện", required=False, widget=widget, validators=[])

    def clean(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_decimal(text, places=2, minimum=Decimal(0), maximum=MOST_DONE)
        except ValueError as problem:
            raise ValidationError(
                f"Số lượng thực hiện của nhiệm vụ {self.number} phải là số từ 0 đến {vn(MOST_DONE)}, "
                "nhiều nhất 2 chữ số thập phân."
            ) from problem

    def prepare_value(self, value: Any) -> Any:
        return vn(value) if isinstance(value, Decimal) else value


def factor_field(what: str, number: int, scale: Iterable[tuple[Decimal, str]], kept: Decimal) -> forms.Field:
    """A factor from the unit's list; one stored before under another list stays choosable."""
    options = {str(plain(value)): f"{vn(value)} · {wording}" for value, wording in scale}
    options.setdefault(str(plain(kept)), f"{vn(kept)} · đã ghi trước đây")
    return forms.TypedChoiceField(
        label=f"Nhiệm vụ {number}, {what[:1].lower()}{what[1:]}",
        choices=list(options.items()),
        coerce=Decimal,
        widget=forms.Select({"class": "form-select"}),
        error_messages={
            "invalid_choice": NOT_LISTED.format(what=what, number=number),
            "required": NOT_LISTED.format(what=what, number=number),
        },
    )


def version_field() -> forms.Field:
    """The version that the person had before them."""
    messages = {"required": STALE_PAGE, "invalid": STALE_PAGE}
    return forms.IntegerField(widget=forms.HiddenInput, error_messages=messages)


def note_field(label: str, placeholder: str, *, rows: int = 0, most: int = 1000) -> forms.Field:
    attributes = {"class": "form-control", "placeholder": placeholder}
    widget = forms.Textarea(attributes | {"rows": rows}) if rows else forms.TextInput(attributes)
    return Words(label=label, required=False, max_length=most, widget=widget)


def line_field(label: str, placeholder: str, *, most: int = 1000) -> forms.Field:
    """A line of words whose name is told to those who do not see its place."""
    field = note_field(label, placeholder, most=most)
    field.widget.attrs["aria-label"] = label
    return field


def check_field(label: str, *, wrapped: bool = False) -> forms.Field:
    """A tick; one that stands within its label needs no id, of which a page of forty tasks would have hundreds."""
    widget = forms.CheckboxInput({"class": "form-check-input"} | ({"id": False} if wrapped else {}))
    return forms.BooleanField(label=label, required=False, widget=widget)


def response_field(number: int) -> forms.Field:
    """Bước 3: level (1), (2) or (3), or not yet said."""
    levels = [(level.value, f"({level.value}) {level.label}") for level in ResponseLevel]
    return forms.ChoiceField(
        label=f"Nhiệm vụ {number}, mức độ đáp ứng",
        choices=[("", "Chưa chọn"), *levels],
        required=False,
        widget=forms.Select({"class": "form-select"}),
        error_messages={"invalid_choice": NOT_LISTED.format(what="Mức độ đáp ứng", number=number)},
    )


def rating_field() -> forms.Field:
    """One of the four levels, or not yet said."""
    return forms.ChoiceField(
        label="Mức đề xuất xếp loại",
        choices=Rating.choices(),
        required=False,
        widget=forms.RadioSelect({"class": "form-check-input"}),
        error_messages={"invalid_choice": "Mức xếp loại phải chọn trong bốn mức."},
    )
