"""What is typed about the groups of tier 3.1: a name, whom to look for, where to move them and why."""

from typing import Any

from django import forms

from evaluation.core.models import SimilarGroup
from pages.fields import Words, area
from pages.forms import ReasonForm

MOST = SimilarGroup._meta.get_field("name").max_length


def _line(label: str, most: int, **options: Any) -> Words:
    return Words(label=label, max_length=most, widget=forms.TextInput({"class": "form-control"}), **options)


class GroupForm(forms.Form):
    """The name of a group, new or changed."""

    name = _line("Tên nhóm", MOST, error_messages={"required": "Chưa ghi tên nhóm."})


class PeopleFilter(forms.Form):
    """Whom of a group to show."""

    q = _line("Họ tên, mã, đơn vị", 100, required=False)
    post = _line("Chức vụ", 100, required=False)


class RegroupForm(ReasonForm):
    """Where to move whoever is ticked; why, for it changes among whom they count."""

    to = forms.ModelChoiceField(
        label="Chuyển sang nhóm",
        queryset=SimilarGroup.objects.none(),
        empty_label="Chọn nhóm",
        widget=forms.Select({"class": "form-select"}),
        error_messages={
            "required": "Chưa chọn nhóm chuyển đến.",
            "invalid_choice": "Nhóm chuyển đến không còn; xin chọn lại.",
        },
    )
    reason = area("Lý do")
    field_order = ("to", "reason")

    def __init__(self, data: Any, group: SimilarGroup) -> None:
        super().__init__(data)
        self.fields["to"].queryset = group.period.groups.exclude(pk=group.pk)
