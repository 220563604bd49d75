"""The kinds of field of which Mẫu 03 is made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms

from evaluation.core.models import Policy
from pages.fields import Words
from pages.layouts import DressedField
from regulation.numbers import plain, vn
from regulation.vocabulary import Rating, ResponseLevel

STALE_PAGE = "Trang này không còn đủ thông tin; xin tải lại trang rồi làm tiếp."
RATIOS = {"quality": "Chất lượng", "timeliness": "Tiến độ", "leadership": "Lãnh đạo, điều hành"}


class Line(forms.Form):
    """A line of Mẫu 03, or its last words: a small form of its own within the page's one."""

    bound_field_class = DressedField

    def shown(self) -> dict[str, forms.BoundField]:
        """Its fields as the page has them, by their own names."""
        return {name: self[name] for name in self.fields}

    def absent(self, sent: Mapping[str, Any]) -> Collection[str]:
        """The fields that did not stand on the page from which this was sent."""
        return ()


@dataclass(frozen=True)
class Scale:
    """The factors that the unit's list offers for one ratio."""

    values: frozenset[Decimal]
    choices: tuple[tuple[str, str], ...]

    def with_kept(self, kept: Decimal) -> list[tuple[str, str]]:
        """And one stored before under another list, which stays choosable."""
        return [*self.choices, (str(plain(kept)), f"{vn(kept)} · đã ghi trước đây")]


def scales_of(policy: Policy) -> Mapping[str, Scale]:
    """The unit's lists, one a ratio."""
    return {ratio: _scale(tuple(policy.scale(ratio))) for ratio in RATIOS}


@lru_cache(maxsize=256)
def _scale(steps: tuple[tuple[Decimal, str], ...]) -> Scale:
    choices = tuple((str(plain(value)), f"{vn(value)} · {wording}") for value, wording in steps)
    return Scale(frozenset(value for value, _ in steps), choices)


def factor() -> forms.TypedChoiceField:
    """One of the unit's factors; the line says which they are."""
    return forms.TypedChoiceField(coerce=Decimal)


class Version(forms.IntegerField):
    """The version that the person had before them (`pages.versions.opened`)."""

    def __init__(self) -> None:
        messages = {"required": STALE_PAGE, "invalid": STALE_PAGE}
        super().__init__(widget=forms.HiddenInput, error_messages=messages)

    def to_python(self, value: object) -> int | None:
        return super().to_python(str(value or "").partition("-")[0])


def note_field(placeholder: str = "", *, rows: int = 0, most: int = 1000, label: str = "") -> Words:
    attributes = {"placeholder": placeholder}
    widget = forms.Textarea(attributes | {"rows": str(rows)}) if rows else forms.TextInput(attributes)
    return Words(label=label, required=False, max_length=most, widget=widget)


def check_field(label: str = "", *, wrapped: bool = False) -> forms.BooleanField:
    """A tick; one that stands within its label needs no id, of which a page of forty tasks would have hundreds."""
    widget = forms.CheckboxInput({"id": False} if wrapped else {})
    return forms.BooleanField(label=label, required=False, widget=widget)


def response_field() -> forms.ChoiceField:
    """Bước 3: level (1), (2) or (3), or not yet said."""
    levels = [(level.value, f"({level.value}) {level.label}") for level in ResponseLevel]
    return forms.ChoiceField(choices=[("", "Chưa chọn"), *levels], required=False)


def rating_field() -> forms.ChoiceField:
    """One of the four levels, or not yet said."""
    return forms.ChoiceField(
        label="Mức đề xuất xếp loại",
        choices=Rating.choices(),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Mức xếp loại phải chọn trong bốn mức."},
    )
