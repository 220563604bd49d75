"""Some people of several lists decided as one act: all of them, or none (3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cadres.machine import Refusal, together
from evaluation.core.models import Dossier
from evaluation.lists import listing
from evaluation.lists.actions.groups import hold_groups
from evaluation.lists.actions.lists import close_list, hold_people

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.lists.actions.lists import Rows
    from evaluation.lists.models import RatingList


@dataclass(frozen=True)
class Confirmed:
    """What was confirmed of one list: the version that was read, who with which rating, why where the cap asks for it."""

    rating_list: RatingList
    seen: int
    rows: Rows
    reason: str


@transaction.atomic
def close_parts(parts: Sequence[Confirmed], *, by: User, body: str) -> list[RatingList]:
    """Close these lists of one round, each for those confirmed (`close_list`); a refusal names its list as its `row`.

    Nobody waits for somebody who waits for them: groups are held first, for whoever is moved between two has both their lists
    locked; then everybody, before any list; lists by their turn; the chain of seals once all are closed.
    """
    hold_groups(parts[0].rating_list.period)
    hold_people(Dossier.objects.filter(pk__in={pk for part in parts for pk in part.rows}))
    with together():
        return [_close(part, by, body) for part in sorted(parts, key=_turn)]


def _turn(part: Confirmed) -> tuple[int, int, str, int]:
    return listing.key_of(part.rating_list).turn


def _close(part: Confirmed, by: User, body: str) -> RatingList:
    row, rows = part.rating_list, part.rows
    try:
        return close_list(row, by=by, seen=part.seen, rows=rows, body=body, reason=part.reason, part=True)
    except Refusal as refusal:
        refusal.row = row
        raise
