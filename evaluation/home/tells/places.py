"""The very page on which all that a line of the home page counts is done, where there is one."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Aggregate, Count, Min
from django.urls import reverse

from evaluation.core.models import Period
from evaluation.core.moves import ListMove, Move, Queue
from evaluation.core.stages import ListStage
from evaluation.lists.listing import Place


def gathered(move: Move) -> dict[str, Aggregate]:
    """What a count of dossiers tells of where they are: of how many units and groups, and of which."""
    over = move.over if isinstance(move, ListMove) else "managing_unit"
    return {
        "units": Count(over, distinct=True),
        "unit": Min(over),
        "groups": Count("group", distinct=True),
        "group": Min("group"),
    }


def only_page(move: Move, queue: Queue, row: Mapping[str, Any], period: Period) -> str:
    """The one list, council or table of results that holds them all; empty where there are several."""
    if row["units"] != 1:
        return ""
    if isinstance(move, ListMove):
        return _list(move, row, period)
    return reverse(queue.whole, args=[row["unit"], period.code]) if queue.whole else ""


def index(move: Move, queue: Queue, period: Period) -> str:
    """The index of several, narrowed to what waits there."""
    lists = f"&kind={move.kind}&stage={ListStage.DRAFT}" if isinstance(move, ListMove) else ""
    return f"{reverse(queue.many)}?ky={period.code}{queue.asks}{lists}"


def _list(move: ListMove, row: Mapping[str, Any], period: Period) -> str:
    if move.grouped and row["groups"] != 1:
        return ""
    place = Place(period.pk, row["unit"], str(move.kind), row["group"] if move.grouped else None)
    found = place.lists().filter(stage=ListStage.DRAFT).first()
    return reverse("rating_list", args=[found.pk]) if found else ""
