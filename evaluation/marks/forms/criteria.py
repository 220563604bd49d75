"""Part A of Mẫu 03: a small form for each criterion."""

from collections.abc import Mapping
from typing import Any

from django import forms

from evaluation.core.facts import ensured
from evaluation.core.models import Dossier
from evaluation.marks.forms.fields import Line, check_field, note_field
from evaluation.marks.models import CriterionMark
from regulation.vocabulary import Layer

Typed = Mapping[str, Any]  # as a browser sends it


class CriterionForm(Line):
    """A criterion, ensured or not, and why not. Its tick is named by the code alone."""

    ensured = check_field()
    reason = note_field("Lý do")

    def __init__(self, code: str, data: Typed | None, *, is_ensured: bool, own: CriterionMark | None) -> None:
        self.code, self.why = code, f"{code}-reason"
        initial = {self.code: is_ensured, self.why: own.reason if own else ""}
        super().__init__(data, prefix="criterion", initial=initial)
        self.fields = {self.code: self.fields["ensured"], self.why: self.fields["reason"]}
        self.fields[self.why].widget.attrs["aria-label"] = f"Tiêu chí {code}, lý do"
        self.fields[self.code].label = f"Tiêu chí {code}, đảm bảo"

    def shown(self) -> dict[str, forms.BoundField]:
        return {"main": self[self.code], "reason": self[self.why]}


def criterion_forms(dossier: Dossier, layer: Layer, data: Typed | None) -> dict[str, CriterionForm]:
    """One for each of the criteria, as the layer has them."""
    own = {mark.code: mark for mark in dossier.criterion_marks.all() if mark.layer == layer}
    return {
        code: CriterionForm(code, data, is_ensured=said, own=own.get(code))
        for code, said in ensured(dossier, layer).items()
    }


def said_of(criteria: Mapping[str, CriterionForm]) -> dict[str, tuple[bool, str]]:
    """Criterion → whether it was typed as ensured, and the reason as far as it can be read."""
    for line in criteria.values():
        line.is_valid()  # reads what was typed, as far as it can be read
    read = ((code, line.why, line.cleaned_data) for code, line in criteria.items())
    return {code: (typed[code], typed.get(why, "")) for code, why, typed in read}
