"""The pages of a list of dossiers, in the order of the paper: ten thousand people are counted, and not sorted, for fifty of them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count

from evaluation.core.models.dossiers import DossierQuerySet


def keys(rows: DossierQuerySet) -> Any:
    return rows.values_list("pk", flat=True)


class DossierPages(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """Pages of dossiers, or of what `shown` takes of them. Managing units stand first in the order: counted by them, a page
    knows the few that are on it.
    """

    object_list: DossierQuerySet

    def __init__(
        self, rows: DossierQuerySet, per_page: int, shown: Callable[[DossierQuerySet], Any] = keys
    ) -> None:
        super().__init__(rows.in_order(), per_page)
        self.shown = shown

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """The managing units in their order, each with how many of these dossiers it has."""
        counted = self.object_list.order_by().values_list("managing_unit").annotate(n=Count("pk"))
        return list(counted.order_by("managing_unit__order", "managing_unit"))

    @cached_property
    def count(self) -> int:
        return sum(number for _, number in self.units)

    def at(self, units: Sequence[int]) -> DossierQuerySet:
        """Those of the dossiers that these units manage."""
        return self.object_list.filter(managing_unit__in=units)

    def page(self, number: int | str) -> "Page[Any]":
        number = self.validate_number(number)
        start, end = (number - 1) * self.per_page, min(number * self.per_page, self.count)
        here = list(self._between(start, end))
        before = sum(many for unit, many in self.units[: here[0]]) if here else 0
        there = self.shown(self.at([self.units[place][0] for place in here]).in_order())
        return Page(list(there[start - before : end - before]) if here else [], number, self)

    def _between(self, start: int, end: int) -> Iterator[int]:
        """Places of the units of which somebody stands between these two."""
        before = 0
        for place, (_, many) in enumerate(self.units):
            if before < end and before + many > start:
                yield place
            before += many
