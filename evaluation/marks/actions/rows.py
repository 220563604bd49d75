"""How rows of marks are written: one diff of what is stored and of what is said now."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def write_rows(
    model: type[Row],
    before: Iterable[Row],
    after: Iterable[Row],
    *,
    place: Sequence[str],
    columns: Sequence[str],
) -> tuple[list[Row], list[Row]]:
    """What is new or says otherwise is written in its place, what is no longer said goes, the rest is untouched.

    Returns the rows written and those gone; `place` is what makes a row the only one.
    """
    after = list(after)
    written = [row for row in after if row._state.adding]
    kept = {_place(row, place) for row in after}
    gone = [row for row in before if _place(row, place) not in kept]
    if written:
        model._default_manager.bulk_create(
            written, update_conflicts=True, unique_fields=place, update_fields=columns
        )
    if gone:
        model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
    return written, gone


def _place(row: Model, place: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in place)
