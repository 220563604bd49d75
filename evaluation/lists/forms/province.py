"""Narrowing the province's table, and what is ticked in it."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from evaluation.core.models import SimilarGroup
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.steps import AFTER_DECISION, Stage, from_on
from pages.fields import Words, offer
from pages.layouts import DressedForm, bar

WAITS = {
    "appraisal": ("Chờ Ban Tổ chức thẩm định", (Stage.PROPOSED,)),
    "decision": ("Chờ quyết định", (Stage.PROVINCE_APPRAISED,)),
    "decided": ("Đã quyết định", AFTER_DECISION),
}
AT_PROVINCE = from_on(Stage.PROPOSED)


class TableFilter(DressedForm):
    """Words of a name or unit, the group, and how far people are."""

    helper = bar()

    q = Words(label="Họ tên, đơn vị", required=False, max_length=100)
    group = forms.ChoiceField(label="Nhóm", required=False)
    waits = forms.ChoiceField(
        label="Bước",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("before", "Đơn vị chưa đề nghị"),
            *((key, label) for key, (label, _) in WAITS.items()),
        ],
    )

    def __init__(self, data: QueryDict, groups: Iterable[SimilarGroup]) -> None:
        super().__init__(data)
        offer(self, "group", [("", "Tất cả"), *((str(group.pk), group.name) for group in groups)])

    def apply(self, rows: DossierQuerySet) -> DossierQuerySet:
        """What cannot be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        if said.get("q"):
            rows = rows.matching(said["q"])
        if said.get("group"):
            rows = rows.filter(group=said["group"])
        if said.get("waits") == "before":
            return rows.exclude(stage__in=AT_PROVINCE)
        if said.get("waits"):
            return rows.filter(stage__in=WAITS[said["waits"]][1])
        return rows
