"""The figures of boards: how many stand how, each with the address of the names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from cadres.models import Unit
from evaluation.boards.stages import COUNTED, OWE_NOTHING, Standing
from evaluation.boards.tells.standings import Column, Stand, sums
from evaluation.core.models import Period

Asked = tuple[Column, Standing]


@dataclass(frozen=True)
class Figure:
    """A count with its word, and the address of its names."""

    label: str
    count: int
    url: str
    shown: bool = False  # whether it is these names that the page shows


@dataclass(frozen=True)
class UnitLine:
    """A unit on the province's board; `total` are those who are asked to hand in."""

    name: str
    url: str
    total: int
    figures: tuple[Figure, ...]


def figures(
    counted: Mapping[str, int], column: Column, url: str = "", asked: Asked | None = None
) -> tuple[Figure, ...]:
    """Of one thing that people hand in; `url` is the board of their unit, `asked` what it shows."""
    return tuple(
        Figure(one.label, counted[one], f"{url}?step={column.code}&stands={one}", asked == (column, one))
        for one in COUNTED
    )


def asked_of(counted: Counter[str]) -> int:
    """How many are to hand it in."""
    return counted.total() - sum(counted[one] for one in OWE_NOTHING)


def unit_lines(found: Iterable[Stand], column: Column, period: Period) -> list[UnitLine]:
    """A line a unit, in the order of the units."""
    at: dict[int, list[Stand]] = {}
    for row in found:
        at.setdefault(row.unit, []).append(row)
    lines = []
    for pk, name in _named(at):
        counted, url = sums(at[pk], column), reverse("unit_board", args=[pk, period.code])
        lines.append(UnitLine(name, url, asked_of(counted), figures(counted, column, url)))
    return lines


def _named(units: Iterable[int]) -> QuerySet[Unit, tuple[int, str]]:
    rows = Unit.objects.without_tree_fields().filter(pk__in=units)
    return rows.order_by("order", "pk").values_list("pk", "name")
