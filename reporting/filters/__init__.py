"""The fields above the year, the ledger of 6.2 and what was refused: what one asks for in the address, and how it narrows them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from cadres.models import User
from cadres.models.attempts import AttemptKind, AttemptQuerySet
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.home.filters import units_named
from evaluation.lists.models import RaisedProposalQuerySet
from evaluation.models import Period
from pages.fields import Day, Words
from pages.layouts import DressedForm, bar
from reporting.summaries.answerability import entries_for

QUARTERS = [
    ("", "Mọi quý"),
    *((str(number), f"Quý {roman}") for number, roman in enumerate(("I", "II", "III", "IV"), 1)),
]


class YearForm(DressedForm):
    """Narrows the year to a unit with everything beneath it, or to the reader: ?don-vi= and ?cua-toi=."""

    def __init__(self, data: Mapping[str, object]) -> None:
        super().__init__(data)
        self.fields["don-vi"] = _unit("Đơn vị")
        self.fields["cua-toi"] = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def words(self) -> str:
        """The unit asked for; nothing where the words cannot be read."""
        words: str = self.cleaned_data.get("don-vi", "") if self.is_valid() else ""
        return words

    def narrow(self, people: DossierQuerySet, user: User) -> DossierQuerySet:
        """The people asked for."""
        if self.words:
            people = people.filter(unit__in=units_named(self.words))
        return people.filter(cadre__user=user) if self.is_valid() and self.cleaned_data["cua-toi"] else people


class LedgerForm(DressedForm):
    """By year, quarter and unit; only where conditions were unmet; with superseded decisions too. Nonsense narrows nothing."""

    helper = bar()

    def __init__(self, data: Mapping[str, object]) -> None:
        super().__init__(data)
        years = Period.objects.order_by("-year").values_list("year", flat=True).distinct()
        choices = [("", "Mọi năm"), *((str(year), str(year)) for year in years)]
        self.fields["nam"] = _choice("Năm", choices)
        self.fields["quy"] = _choice("Quý", QUARTERS)
        self.fields["don-vi"] = _unit("Đơn vị đề xuất")
        self.fields["khong-dat"] = _tick("Chỉ đề xuất không bảo đảm điều kiện")
        self.fields["da-thay"] = _tick("Kể cả quyết định đã thay")

    @property
    def said(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def entries(self, user: User) -> RaisedProposalQuerySet:
        """The entries asked for, the newest first."""
        said = self.said
        found = entries_for(user, superseded="da-thay" in said)
        wanted = {
            "decision__dossier__period__year": said.get("nam"),
            "decision__dossier__period__number": said.get("quy"),
        }
        found = found.filter(**{name: value for name, value in wanted.items() if value})
        if "don-vi" in said:
            found = found.filter(unit__in=units_named(said["don-vi"]))
        return found.filter(unmet=True) if "khong-dat" in said else found

    def sentences(self) -> Iterator[str]:
        """By what the table was narrowed, as its remarks say."""
        said = self.said
        when = (
            dict(QUARTERS)[said["quy"]] if "quy" in said else "",
            f"năm {said['nam']}" if "nam" in said else "",
        )
        if any(when):
            yield f"Kỳ: {', '.join(filter(None, when))}."
        if "don-vi" in said:
            yield f"Lọc theo đơn vị: “{said['don-vi']}”."
        for name in ("khong-dat", "da-thay"):
            if name in said:
                yield f"{self.fields[name].label}."


class AttemptFilter(DressedForm):
    """By kind, by account or address, by day. Nonsense narrows nothing."""

    helper = bar()

    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *AttemptKind.choices], required=False)
    q = Words(label="Tài khoản hoặc địa chỉ", max_length=100, required=False)
    since = Day(label="Từ ngày", required=False)
    until = Day(label="Đến hết ngày", required=False)

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, found: AttemptQuerySet) -> AttemptQuerySet:
        """Those asked for; a row that counts many reaches from its first day to its last."""
        said = self.said
        wanted = {
            "kind": said.get("kind"),
            "last_at__date__gte": said.get("since"),
            "at__date__lte": said.get("until"),
        }
        return found.filter(**{name: value for name, value in wanted.items() if value}).matching(
            said.get("q", "")
        )


def _unit(label: str) -> Words:
    return Words(label=label, max_length=200, required=False, widget=forms.TextInput({"list": "units"}))


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)
