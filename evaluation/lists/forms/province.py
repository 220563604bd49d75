"""Narrowing the province's table, and what was confirmed of those ticked in it."""

from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.http import QueryDict

from evaluation.core.models import SimilarGroup
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.steps import AFTER_DECISION, Stage, from_on
from evaluation.lists.actions.parts import Confirmed
from evaluation.lists.forms.drafts import given
from evaluation.lists.forms.lists import CAP_REASON, BodyForm
from evaluation.lists.models import RatingList
from pages.fields import Words, area, ids, offer
from pages.layouts import DressedForm, bar

WAITS = {
    "appraisal": ("Chờ Ban Tổ chức thẩm định", (Stage.PROPOSED,)),
    "decision": ("Chờ quyết định", (Stage.PROVINCE_APPRAISED,)),
    "decided": ("Đã quyết định", AFTER_DECISION),
}
NO_GROUP = "Chưa xác định nhóm"
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


class PartsForm(BodyForm):
    """The confirmed decision on some people of these lists: one body for all; why, of each list whose cap asks for it.

    A reason goes by its group: where the list was closed meanwhile, it is the supplement's.
    """

    def __init__(self, data: QueryDict | None, lists: Sequence[RatingList]) -> None:
        super().__init__(data, lists[0])
        self.lists = lists
        for one in lists:
            self.fields[self.key(one)] = area(f"{CAP_REASON}: {one.group or NO_GROUP}", rows=3)
            self.initial[self.key(one)] = one.list_reason

    @staticmethod
    def key(rating_list: RatingList) -> str:
        return f"reason-{rating_list.group_id or 0}"

    @property
    def everybody(self) -> set[int]:
        """Whom the page had, of all lists."""
        return {pk for one in self.lists for pk in given(self.data.get(f"known-{one.pk}", ""))}

    def confirmed(self) -> Iterator[Confirmed]:
        """What the page had of each list; what of it cannot be read names nobody."""
        for one in self.lists:
            seen = next(iter(ids([self.data.get(f"version-{one.pk}", "")])), 0)
            rows = {
                pk: {"rating": rating} for pk, rating in given(self.data.get(f"known-{one.pk}", "")).items()
            }
            yield Confirmed(one, seen, rows, self.cleaned_data[self.key(one)])
