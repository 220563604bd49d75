"""What is typed about the groups of tier 3.1: a name, whom to look for, where to move them and why."""

from django import forms
from django.http import QueryDict

from evaluation.core.models import SimilarGroup
from pages.fields import Words, area, offer_rows
from pages.forms import ReasonForm
from pages.layouts import DressedForm, bar

MOST = SimilarGroup._meta.get_field("name").max_length


class GroupForm(DressedForm):
    """The name of a group, new or changed."""

    name = Words(label="Tên nhóm", max_length=MOST, error_messages={"required": "Chưa ghi tên nhóm."})


class PeopleFilter(DressedForm):
    """Whom of a group to show."""

    helper = bar()

    q = Words(label="Họ tên, mã, đơn vị", max_length=100, required=False)
    post = Words(label="Chức vụ", max_length=100, required=False)


class RegroupForm(ReasonForm):
    """Where to move whoever is ticked; why, for it changes among whom they count."""

    to = forms.ModelChoiceField(
        label="Chuyển sang nhóm",
        queryset=SimilarGroup.objects.none(),
        empty_label="Chọn nhóm",
        error_messages={
            "required": "Chưa chọn nhóm chuyển đến.",
            "invalid_choice": "Nhóm chuyển đến không còn; xin chọn lại.",
        },
    )
    reason = area("Lý do")
    field_order = ("to", "reason")

    def __init__(self, data: QueryDict | None, group: SimilarGroup) -> None:
        super().__init__(data)
        offer_rows(self, "to", group.period.groups.exclude(pk=group.pk))
