"""The days by which a unit asks its own people and divisions, as it types them."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.http import QueryDict

from evaluation.core.models import Policy
from evaluation.policies.forms.province import reasoned, rules
from evaluation.policies.gates import BEFORE_DIVISION, own_reach
from pages.fields import Day, area
from pages.layouts import DressedForm
from regulation.deadlines import OwnWindow, closing_after, last_day


class OwnWindowsForm(DressedForm):
    """The last day of each window; left empty it is the round's."""

    helper = rules()

    reason = area("Lý do đặt hạn riêng, văn bản căn cứ")

    def __init__(self, data: QueryDict | None, policy: Policy) -> None:
        super().__init__(data, initial={window.value: _kept(policy, window) for window in OwnWindow})
        first, last = own_reach(policy.period)
        for window in OwnWindow:
            day = Day(label=f"{window.label}: ngày cuối cùng", required=False)
            day.help_text = f"Để trống: theo hạn hồ sơ của kỳ, ngày {last_day(last):%d/%m/%Y}."
            day.between(first.date(), last_day(last))
            self.fields[window.value] = day
        self.order_fields([*(window.value for window in OwnWindow), "reason"])

    def clean_reason(self) -> str:
        return reasoned(self.cleaned_data)

    def clean(self) -> dict[str, object]:
        self_, division = (self.cleaned_data.get(window.value) for window in OwnWindow)
        if self_ and division and division < self_:
            raise ValidationError(BEFORE_DIVISION)
        return self.cleaned_data

    def values(self) -> dict[OwnWindow, datetime | None]:
        """Window → the instant at which it closes: midnight after the last day; None follows the round."""
        days = {window: self.cleaned_data[window.value] for window in OwnWindow}
        return {window: closing_after(day) if day else None for window, day in days.items()}


def _kept(policy: Policy, window: OwnWindow) -> date | None:
    instant = policy.own_window(window)
    return last_day(instant) if instant else None
