"""What is typed into a list of either kind, a quarter's or a year's: a row for each person, and what is said of them all."""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from django import forms
from django.http import QueryDict

from pages.layouts import DressedForm


class PersonForm(DressedForm):
    """One person on a list; `initial` where a field starts otherwise than as the row has it."""

    row: Any

    def __init__(self, data: QueryDict | None, row: Any, **initial: str) -> None:
        self.row = row
        stored = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, prefix=f"row-{row.dossier_id}", initial=stored | initial)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {row.dossier.cadre.full_name}"

    def apply(self) -> None:
        """Lay what was typed, as far as it can be read, over the row."""
        self.is_valid()
        for name, value in self.cleaned_data.items():
            setattr(self.row, name, value)


Row = TypeVar("Row", bound=PersonForm)


class RowsForm(Generic[Row]):
    """The rows of people, bound where they were sent, and the closing of their list, as one form."""

    rows: list[Row]
    closing: DressedForm

    def kept(self) -> Iterator[forms.BoundField]:
        """The fields whose values the draft keeps."""
        yield from (field for form in self.rows for field in form)
        yield from self.closing

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.rows if form.is_bound) and self.closing.is_valid()

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything that cannot be read."""
        found = [
            (form[name].id_for_label, f"{form[name].field.widget.attrs['aria-label']}: {problem}")
            for form in self.rows
            for name, problems in form.errors.items()
            for problem in problems
        ]
        if self.closing.is_bound:
            found += [("closing", str(one)) for problems in self.closing.errors.values() for one in problems]
        return found

    def values(self) -> Mapping[int, Mapping[str, Any]]:
        """Dossier id → columns, of the rows that were sent."""
        return {form.row.dossier_id: form.cleaned_data for form in self.rows if form.is_bound}
