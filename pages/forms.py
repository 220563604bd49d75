"""The small forms that many deeds share: nothing but the version, or a reason."""

from django.core.exceptions import ValidationError

from pages.fields import area
from pages.layouts import DressedForm, lines


class BareForm(DressedForm):
    """A move that asks for nothing but the version."""

    helper = lines()

    def said(self) -> dict[str, object]:
        """What the deed is given."""
        return {}


class ReasonForm(BareForm):
    reason = area("Lý do")

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Cần ghi rõ lý do.")
        return reason

    def said(self) -> dict[str, object]:
        return {"reason": self.cleaned_data["reason"]}
