"""The pages of a list of dossiers, in the order of the paper: ten thousand people are counted, and not sorted, for fifty of them."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count

from cadres.models import Unit
from evaluation.core.models.dossiers import DossierQuerySet


class DossierPages(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """Pages of the dossiers' keys. Managing units stand first in the order: counted by them, a page knows the few that are on it."""

    object_list: DossierQuerySet

    def __init__(self, rows: DossierQuerySet, per_page: int) -> None:
        super().__init__(rows.in_order(), per_page)

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """The managing units in their order, each with how many of these dossiers it has."""
        counted = dict(self.object_list.order_by().values_list("managing_unit").annotate(n=Count("pk")))
        units = Unit.objects.without_tree_fields().filter(pk__in=counted).order_by("order", "pk")
        return [(unit, counted[unit]) for unit in units.values_list("pk", flat=True)]

    @cached_property
    def count(self) -> int:
        return sum(number for _, number in self.units)

    def at(self, units: Sequence[int]) -> DossierQuerySet:
        """Those of the dossiers that these units manage."""
        return self.object_list.filter(managing_unit__in=units)

    def page(self, number: int | str) -> "Page[int]":
        number = self.validate_number(number)
        start, end = (number - 1) * self.per_page, min(number * self.per_page, self.count)
        here = list(self._between(start, end))
        before = sum(many for unit, many in self.units[: here[0]]) if here else 0
        shown = self.at([self.units[place][0] for place in here])
        keys = shown.in_order().values_list("pk", flat=True)[start - before : end - before]
        return Page(list(keys) if here else [], number, self)

    def _between(self, start: int, end: int) -> Iterator[int]:
        """Places of the units of which somebody stands between these two."""
        before = 0
        for place, (_, many) in enumerate(self.units):
            if before < end and before + many > start:
                yield place
            before += many
