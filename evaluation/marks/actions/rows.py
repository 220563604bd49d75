"""How rows of marks are written: one diff of what is stored and of what is said now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Place(Generic[Row]):
    """A kind of row: what makes one the only one, and the columns that it says."""

    model: type[Row]
    key: tuple[str, ...]
    columns: tuple[str, ...]

    def of(self, row: Row) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in self.key)


def write_rows(place: Place[Row], before: Iterable[Row], after: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """What is new or says otherwise is written in its place, what is no longer said goes, the rest is untouched.

    Returns the rows written and those gone.
    """
    after, rows = list(after), place.model._default_manager
    written = [row for row in after if row._state.adding]
    kept = {place.of(row) for row in after}
    gone = [row for row in before if place.of(row) not in kept]
    if written:
        rows.bulk_create(written, update_conflicts=True, unique_fields=place.key, update_fields=place.columns)
    if gone:
        rows.filter(pk__in=[row.pk for row in gone]).delete()
    return written, gone
