"""The days on which a round's windows close, as the province types them."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.http import QueryDict

from config import clock
from evaluation.core.models import Period, Policy
from evaluation.policies.forms.province import reasoned, rules
from pages.fields import Day, area
from pages.layouts import DressedForm
from regulation.deadlines import Window, closes_at, closing_after, last_day

QUARTER = timedelta(days=92)


class WindowsForm(DressedForm):
    """The last day of each window; it closes at the end of that day (24:00, the province's time)."""

    helper = rules()

    reason = area("Lý do dời hạn, văn bản căn cứ")

    def __init__(self, data: QueryDict | None, policy: Policy) -> None:
        period = policy.period
        super().__init__(
            data, initial={window.value: last_day(period.closes_at(window)) for window in Window}
        )
        for window in Window:
            day = Day(label=f"{window.label}: ngày cuối cùng", required=True)
            day.error_messages["required"] = "Chưa ghi ngày cuối cùng."
            day.between(*_reach(period, window))
            self.fields[window.value] = day
        self.order_fields([*(window.value for window in Window), "reason"])

    def clean_reason(self) -> str:
        return reasoned(self.cleaned_data)

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        days: list[date] = [typed[window.value] for window in Window if window.value in typed]
        if len(days) == len(Window) and days != sorted(set(days)):
            raise ValidationError("Hạn kế hoạch phải trước hạn hồ sơ, hạn hồ sơ phải trước hạn báo cáo.")
        return self.cleaned_data

    def values(self) -> dict[Window, datetime]:
        """Window → the instant at which it closes: midnight after the last day."""
        return {window: closing_after(self.cleaned_data[window.value]) for window in Window}


def _reach(period: Period, window: Window) -> tuple[date, date]:
    """A window may be moved by as much as a quarter to either side of where the guideline has it."""
    usual = closes_at(period.quarter, window).astimezone(clock.HERE).date()
    return usual - QUARTER, usual + QUARTER
