"""Which unit's catalog, of which year; and which catalogs are listed."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError

from cadres import vietnamese
from cadres.mandates import units_of
from cadres.models import Duty, Unit, User
from cadres.models.units import UnitQuerySet
from catalog.models import CatalogQuerySet
from catalog.stages import Stage
from config import clock
from pages.fields import Words, offer
from pages.layouts import DressedForm, bar, page_form

SHORT_LIST = 20
Typed = Mapping[str, object] | None  # what was sent; nothing where the page is opened


class UnitChoice(forms.ModelChoiceField):
    """A short list of units, each with the one above it: divisions of many communes bear the same name."""

    def label_from_instance(self, unit: Unit) -> str:
        return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


class UnitSearch(Words):
    """A unit named by its code or by words of its name, where a list would be hundreds long."""

    def __init__(self, *, queryset: UnitQuerySet, label: str, error_messages: dict[str, str]) -> None:
        super().__init__(
            label=label,
            max_length=300,
            help_text="Gõ mã hoặc một phần tên đơn vị.",
            error_messages=error_messages,
        )
        self.queryset = queryset
        self.widget.attrs |= {"list": "unit-names", "autocomplete": "off"}

    def clean(self, value: object) -> Unit:
        text: str = super().clean(value)
        code = text.split(" · ")[0].strip()
        if exact := self.queryset.filter(code__iexact=code).first():
            return exact
        found = self.queryset
        for word in vietnamese.plain(text).split():
            found = found.filter(search_text__contains=word)
        return self._only(list(found[:6]), text)

    def _only(self, found: list[Unit], text: str) -> Unit:
        named = [unit for unit in found if vietnamese.plain(unit.name) == vietnamese.plain(text)]
        if len(found) == 1 or len(named) == 1:
            return (named or found)[0]
        if not found:
            raise ValidationError("Không có đơn vị nào như vậy trong phạm vi đồng chí phụ trách.")
        names = "; ".join(f"{unit.code} · {unit.name}" for unit in found[:5])
        raise ValidationError(f"Có nhiều đơn vị khớp, xin ghi mã của một đơn vị: {names}.")


class YearForm(forms.Form):
    """For which year a version is begun: this one, its neighbours, or the year of the version it is copied from."""

    helper = page_form()
    year = forms.TypedChoiceField(
        label="Năm", coerce=int, error_messages={"invalid_choice": "Xin chọn một năm trong danh sách."}
    )

    def __init__(self, data: Typed = None, *, like: int | None = None) -> None:
        super().__init__(data)
        this = clock.today().year
        years = sorted({this - 1, this, this + 1, like or this})
        offer(self, "year", [(year, str(year)) for year in years])
        self.fields["year"].initial = like or this
        self.fields["year"].error_messages["required"] = "Chưa chọn năm."


class CatalogForm(YearForm):
    """A new catalog: of which unit, among those whose staff the user belongs to, and for which year."""

    field_order = ("unit", "year")

    def __init__(self, data: Typed = None, *, user: User) -> None:
        super().__init__(data)
        units = Unit.objects.without_tree_fields().filter(
            pk__in=units_of(user, Duty.ORGANISATION_STAFF), active=True
        )
        self.names: list[str] = []
        messages = {"required": "Chưa chọn đơn vị.", "invalid_choice": "Xin chọn một đơn vị trong danh sách."}
        if units.count() > SHORT_LIST:
            self.fields["unit"] = UnitSearch(label="Đơn vị", queryset=units, error_messages=messages)
            named = units.filter(manages_cadres=True).values_list("code", "name")
            self.names = [f"{code} · {name}" for code, name in named]
        else:
            self.fields["unit"] = UnitChoice(
                units.select_related("parent"),
                label="Đơn vị",
                empty_label="Chọn đơn vị",
                error_messages=messages,
            )
            self.fields["unit"].initial = _topmost(units)
        self.order_fields(self.field_order)


class CatalogFilter(DressedForm):
    """Which catalogs are listed."""

    helper = bar()
    q = Words(label="Đơn vị", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    year = forms.TypedChoiceField(label="Năm", coerce=int, required=False, empty_value=None)
    stage = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), *Stage.choices])

    def __init__(self, data: Typed, *, years: Iterable[int]) -> None:
        super().__init__(data)
        offer(self, "year", [("", "Tất cả"), *((year, str(year)) for year in years)])

    def apply(self, catalogs: CatalogQuerySet) -> CatalogQuerySet:
        """Narrow the list by what was chosen; a value that is no choice narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        found = catalogs.matching(chosen.get("q") or "")
        for name in ("year", "stage"):
            if chosen.get(name):
                found = found.filter(**{name: chosen[name]})
        return found


def _topmost(units: UnitQuerySet) -> Unit | None:
    """The one unit under which all others stand: usually it is that one's catalog which is drawn up."""
    tops = units.exclude(parent__in=units.order_by().values("pk"))[:2]
    return tops[0] if len(tops) == 1 else None
