"""Narrowing the appraisers' queue."""

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import Q

from cadres.vietnamese import nfc
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.marks.forms.fields import Line
from pages.fields import offer
from regulation.vocabulary import Tier

TIERS = [("", "Mọi diện quản lý"), (Tier.PROVINCIAL.value, "Mục 3.1"), (Tier.DELEGATED.value, "Mục 3.2")]


class QueueForm(Line):
    """Words of a name or unit, the unit, the tier, and only those who wait for me."""

    q = forms.CharField(label="Người, đơn vị", required=False, max_length=100)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    tier = forms.ChoiceField(label="Diện quản lý", choices=TIERS, required=False)
    mine = forms.BooleanField(label="Chờ tôi", required=False)

    def __init__(
        self, data: Mapping[str, str] | None = None, *, units: Iterable[tuple[int, str]] = ()
    ) -> None:
        super().__init__(data, auto_id="queue-%s")
        offer(self, "unit", [("", "Mọi đơn vị"), *units])

    def narrow(self, rows: DossierQuerySet, ready: Q) -> DossierQuerySet:
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
