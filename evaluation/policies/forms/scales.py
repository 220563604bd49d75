"""A unit's own scales of factors, a factor and its words a line."""

from decimal import Decimal

from django import forms
from django.http import QueryDict

from evaluation.core.models import Policy
from evaluation.policies.forms.province import reasoned
from evaluation.policies.tells import RATIOS
from pages.fields import Figure, Words, area
from pages.layouts import DressedForm
from regulation.policy import check_scale

STEPS = 5


class ScalesForm(DressedForm):
    """A unit's own scales: a factor and its words a line; a ratio with no line follows the province."""

    reason = area("Lý do sửa, văn bản căn cứ")

    def __init__(self, data: QueryDict | None, policy: Policy) -> None:
        super().__init__(data, initial=_initial(policy.scales))
        for ratio, title in RATIOS.items():
            for place in range(STEPS):
                named = f"{title}, bậc {place + 1}"
                self.fields[f"{ratio}-{place}-factor"] = Figure(
                    label=f"{named}: hệ số", places=2, minimum=Decimal(0), maximum=Decimal(2), required=False
                )
                self.fields[f"{ratio}-{place}-words"] = Words(
                    label=f"{named}: cách ghi", max_length=120, required=False
                )
        for name, field in self.fields.items():
            if name != "reason":
                field.widget.attrs["aria-label"] = str(field.label)

    @property
    def tables(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """(title, its lines) for the page."""
        return [
            (title, [(self[f"{ratio}-{n}-factor"], self[f"{ratio}-{n}-words"]) for n in range(STEPS)])
            for ratio, title in RATIOS.items()
        ]

    def clean_reason(self) -> str:
        return reasoned(self.cleaned_data)

    def clean(self) -> dict[str, object]:
        for ratio, title in RATIOS.items():
            steps = self._steps(ratio)
            try:
                if steps and not self.errors:
                    check_scale(steps)
            except ValueError as problem:
                self.add_error(f"{ratio}-0-factor", f"{title}: {problem}")
        return self.cleaned_data

    def values(self) -> dict[str, list[tuple[Decimal, str]]]:
        found = {ratio: self._steps(ratio) for ratio in RATIOS}
        return {ratio: steps for ratio, steps in found.items() if steps}

    def _steps(self, ratio: str) -> list[tuple[Decimal, str]]:
        """Lines of which anything is written; a factor left out makes the scale fail by name."""
        steps = []
        for place in range(STEPS):
            factor = self.cleaned_data.get(f"{ratio}-{place}-factor")
            words = (self.cleaned_data.get(f"{ratio}-{place}-words") or "").strip()
            if factor is None and words and f"{ratio}-{place}-factor" not in self.errors:
                self.add_error(
                    f"{ratio}-{place}-factor", f"{RATIOS[ratio]}, bậc {place + 1}: chưa ghi hệ số."
                )
            if factor is not None:
                steps.append((factor, words))
        return steps


def _initial(scales: dict[str, list[list[str]]]) -> dict[str, object]:
    initial: dict[str, object] = {}
    for ratio, steps in scales.items():
        for place, (factor, words) in enumerate(steps):
            initial[f"{ratio}-{place}-factor"] = Decimal(factor)
            initial[f"{ratio}-{place}-words"] = words
    return initial
