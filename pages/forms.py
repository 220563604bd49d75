"""The small forms that many deeds share: nothing but the version, or a reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pages.fields import area
from pages.layouts import Dressed, lines


class BareForm(Dressed, forms.Form):
    """A move that asks for nothing but the version."""

    helper = lines()

    def said(self) -> dict[str, Any]:
        return {}


class ReasonForm(BareForm):
    reason = area("Lý do")

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Cần ghi rõ lý do.")
        return reason

    def said(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}
