"""The edges: what the sender says, what the receiver returns, to which part a paper belongs."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from evaluation.files.actions import Brought
from evaluation.files.forms import Files
from evaluation.packages.actions.handing import Said
from evaluation.packages.actions.receiving import WHOLE
from evaluation.packages.importers import Incoming, recognised
from evaluation.packages.models import Package, Paper
from evaluation.packages.tells.items import Line, items_of
from pages.fields import area
from pages.forms import BareForm
from pages.layouts import lines


class Papers(Files):
    """Papers may come along, or have come before: what is fit is brought, of the others it is told why not."""

    def clean(self, data: Any, initial: Any = None) -> tuple[list[Brought], list[str]]:
        if not data:
            return [], []
        try:
            return super().clean(data, initial)
        except ValidationError as problem:
            return [], problem.messages


class SendForm(BareForm):
    """The papers that come along; why late, why without everybody, why anew: each is asked where it is owed alone."""

    helper = lines()

    papers = Papers(label="Giấy tờ đã ký (chọn được nhiều tệp một lần)", required=False)
    rest_reason = area("Lý do gửi khi còn thiếu Mẫu số 03")
    late_reason = area("Lý do gửi muộn")
    reason = area("Lý do gửi lại")

    def __init__(
        self,
        data: QueryDict | None,
        files: Any,
        owed: Iterable[str],
        expected: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.expected = expected or {}
        for name in set(self.fields) - {"papers", *owed}:
            del self.fields[name]

    @cached_property
    def brought(self) -> list[Incoming]:
        kept = self.cleaned_data["papers"][0] if "papers" in self.cleaned_data else []
        return [recognised(one, self.expected) for one in kept]

    @property
    def unfit(self) -> list[str]:
        """A sentence each of those that are not taken."""
        return self.cleaned_data["papers"][1] if "papers" in self.cleaned_data else []

    def words(self) -> Said:
        said = {name: words for name, words in self.cleaned_data.items() if name != "papers"}
        return Said(**said)


class GiveBackForm(BareForm):
    """A reason beside each part that is to be mended, or one for the whole."""

    def __init__(self, data: QueryDict | None, due: Iterable[Line]) -> None:
        super().__init__(data, prefix="fault")
        for line in due:
            self.fields[line.item.key] = area(line.title)
        self.fields[WHOLE] = area("Chung cho cả hồ sơ")

    def said(self) -> dict[str, object]:
        return {"faults": self.cleaned_data}


class PartForm(BareForm):
    """Another part for a paper that was taken for something else."""

    item = forms.ChoiceField(
        label="Phần của hồ sơ",
        error_messages={
            "required": "Chưa chọn phần của hồ sơ.",
            "invalid_choice": "Phải chọn trong danh sách.",
        },
    )

    def __init__(self, data: QueryDict | None, paper: Paper) -> None:
        super().__init__(data, initial={"item": paper.item}, prefix=f"paper-{paper.pk}")
        self.parts = parts_of(paper.package)
        cast("forms.ChoiceField", self.fields["item"]).choices = self.parts
        self.stored = dict(self.parts).get(paper.item, "")


def parts_of(package: Package) -> list[tuple[str, str]]:
    """What papers can be brought for."""
    takes = [(item.key, item.named(package)) for item, _ in items_of(package) if item.takes]
    return [*takes, (Paper.OTHER, "Tài liệu kèm theo")]
