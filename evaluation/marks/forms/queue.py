"""Narrowing the appraisers' queue."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from cadres.vietnamese import nfc
from regulation.vocabulary import Tier

TIERS = [("", "Mọi diện quản lý"), (Tier.PROVINCIAL.value, "Mục 3.1"), (Tier.DELEGATED.value, "Mục 3.2")]


class QueueForm(forms.Form):
    """Words of a name or unit, the unit, the tier, and only those who wait for me."""

    q = forms.CharField(label="Người, đơn vị", required=False, max_length=100)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    tier = forms.ChoiceField(label="Diện quản lý", choices=TIERS, required=False)
    mine = forms.BooleanField(label="Chờ tôi", required=False)

    def __init__(self, data: Any = None, *, units: Iterable[tuple[int, str]] = ()) -> None:
        super().__init__(data, auto_id="queue-%s")
        self.fields["unit"].choices = [("", "Mọi đơn vị"), *units]
        self.fields["unit"].widget.attrs["class"] = "form-select"
        self.fields["q"].widget.attrs["class"] = "form-control"
        self.fields["tier"].widget.attrs["class"] = "form-select"
        self.fields["mine"].widget.attrs["class"] = "form-check-input"

    def narrow(self, rows: Any, ready: Q) -> Any:
        """The rows that fit; what cannot be read narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        if data.get("q"):
            rows = rows.matching(nfc(data["q"]))
        if data.get("unit"):
            rows = rows.filter(unit_id=data["unit"])
        if data.get("tier"):
            rows = rows.filter(tier=data["tier"])
        return rows.filter(ready) if data.get("mine") else rows

    @property
    def is_filtering(self) -> bool:
        return any(self.cleaned_data.values()) if hasattr(self, "cleaned_data") else False
