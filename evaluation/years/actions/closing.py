"""The one act that closes a year's list under its lock: gates of every row and the cap together, all rows or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from cadres.machine import Refused, hold
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.tells.names import lines_to
from evaluation.years import listing
from evaluation.years.actions.lists import TYPED, Rows, begin, keep, laid
from evaluation.years.actions.ratings import decide
from evaluation.years.moves import YEARS

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.years.models import YearList

FROZEN = (
    "order",
    "name",
    "post",
    "unit_name",
    "quarters",
    "proposed_excellent",
    "proposed",
    "permitted",
    "headed",
)


@transaction.atomic
def close_list(
    year_list: YearList, rows: Rows, *, by: User, seen: int | None, body: str = "", reason: str = ""
) -> YearList:
    """`rows` (dossier id → columns, as typed) names exactly those who are closed; the closer's own row is left to another.

    Whoever has still to come, and was drafted, goes on on a supplement.
    """
    _hold_quarters(year_list, rows)
    year_list = hold(year_list)
    with YEARS.close(year_list, by=by, seen=seen, reason=reason, held=True):
        draft = listing.draft_of(year_list, by)
        board = listing.board_of(draft, laid(draft, rows, by=by), by)
        if blocking := board.blocking(reason):
            raise Refused(blocking)
        year_list.body, year_list.closed_at = body or year_list.body, clock.now()
        year_list.list_reason = ""  # history has it now
        year_list.names = {"unit": lines_to([year_list.unit_id])[year_list.unit_id]}
        _freeze(board.lines)
        ratings = Counter(line.row.rating for line in board.lines)
        year_list.tell(rows=len(board.lines), ratings=dict(ratings))
        if year_list.is_deciding:
            decide(board.lines, by=by)
    _leave_to_supplement(year_list, by)
    return year_list


def _hold_quarters(year_list: YearList, rows: Rows) -> None:
    """Lock these people's dossiers up to the year, in the order of their keys: no quarter is reopened meanwhile."""
    cadres = Dossier.objects.filter(pk__in=list(rows)).values("cadre")
    held = Dossier.objects.filter(cadre__in=cadres, period__year__lte=year_list.year).order_by("pk")
    list(held.select_for_update().values_list("pk"))


def _freeze(lines: Sequence[listing.Line]) -> None:
    """What the table prints, whatever quarters, posts and names become later."""
    for order, line in enumerate(lines, start=1):
        row, dossier = line.row, line.row.dossier
        row.order, row.name, row.post = order, dossier.cadre.full_name, dossier.post
        row.unit_name, row.headed = dossier.unit.name, listing.is_head(row)
        row.quarters = [cell.words for cell in line.cells]
        row.proposed_excellent = line.facts.verdict.proposed_excellent
        row.permitted = line.facts.highest_permitted.value
        if row.rating == line.facts.suggested:
            row.reason = ""
        if not line.facts.warnings:
            row.answer = ""
    keep([line.row for line in lines], TYPED + FROZEN)


def _leave_to_supplement(year_list: YearList, by: User) -> None:
    """What was drafted of whoever still waits goes with them; other drafts are dropped."""
    left = year_list.rows.filter(order=0)
    place = listing.place_of(year_list)
    waiting = left.filter(dossier__in=listing.members(place).order_by())
    if waiting.exists():
        waiting.update(year_list=begin(place, year_list, by=by))
    year_list.rows.filter(order=0).delete()
