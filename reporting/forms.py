"""What is typed when a long file is asked for."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from cadres.models import Unit
from pages.fields import Chosen, offer_rows
from pages.layouts import DressedForm


class AskForm(DressedForm):
    """Of which of the units that are offered; one that stands alone is chosen already."""

    kind = forms.CharField(widget=forms.HiddenInput)
    unit = Chosen(label="Đơn vị", missing="Chưa chọn đơn vị.")

    def __init__(self, kind: str, units: "QuerySet[Unit]", data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kind": kind}, auto_id=f"id_{kind}_%s")
        offer_rows(self, "unit", units, alone_chosen=True)
