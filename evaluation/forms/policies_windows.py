"""The days on which a round's windows close, as the province types them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config import clock
from evaluation.forms.lists import area
from evaluation.forms.policies import reasoned
from evaluation.models import Period
from regulation.deadlines import Window

ONE_DAY = timedelta(days=1)


class WindowsForm(forms.Form):
    """The last day of each window; it closes at the end of that day (24:00, the province's time)."""

    reason = area("Lý do dời hạn, văn bản căn cứ")

    def __init__(self, data: Any, period: Period) -> None:
        super().__init__(data, initial={window.value: _last_day(period, window) for window in Window})
        for window in Window:
            self.fields[window.value] = _day(f"{window.label}: ngày cuối cùng")
        self.order_fields([*(window.value for window in Window), "reason"])

    def clean_reason(self) -> str:
        return reasoned(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        days = [self.cleaned_data.get(window.value) for window in Window]
        if all(days) and days != sorted(set(days)):
            raise ValidationError("Hạn kế hoạch phải trước hạn hồ sơ, hạn hồ sơ phải trước hạn báo cáo.")
        return self.cleaned_data

    def values(self) -> dict[Window, datetime]:
        """Window → the instant at which it closes: midnight after the last day."""
        return {
            window: datetime.combine(self.cleaned_data[window.value] + ONE_DAY, time(), clock.HERE)
            for window in Window
        }


def _last_day(period: Period, window: Window) -> date:
    return (period.closes_at(window).astimezone(clock.HERE) - timedelta(seconds=1)).date()


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"{label}: chưa ghi.",
            "invalid": f"{label}: phải là một ngày có thật, viết dạng 25/12/2026.",
        },
    )
