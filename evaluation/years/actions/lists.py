"""What is done to a year's draft: drawn up, its rows kept, its rate set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cadres.machine import Refusal, hold
from cadres.models import Unit
from evaluation.lists.actions.lists import NORMAL_RATE, DocumentOwed, gone
from evaluation.lists.listing import move_of
from evaluation.years import listing
from evaluation.years.models import YearList, YearRow
from evaluation.years.moves import YEARS
from evaluation.years.stages import YearStage
from regulation.numbers import vn

if TYPE_CHECKING:
    from decimal import Decimal

    from cadres.models import User

HERE = "danh sách năm này"
TYPED = ("rating", "ground", "reason", "fourth", "answer")
Rows = Mapping[int, Mapping[str, Any]]


class Nobody(Refusal):
    def __init__(self) -> None:
        super().__init__("Không còn ai để lập danh sách năm ở nơi này.")


@transaction.atomic
def draw_up(place: listing.Place, *, by: User) -> YearList:
    """The open list of the place; a new one where there is none and somebody is still to be rated."""
    YEARS.draw_up.demand(by, YearList(**place._asdict()))
    list(Unit.objects.filter(pk=place.unit_id).select_for_update().values_list("pk"))  # one at a time
    last = place.lists().order_by("-sequence").first()
    if last and last.stage == YearStage.DRAFT:
        return last
    if not listing.members(place).exists():
        raise Nobody
    return begin(place, last, by=by)


def begin(place: listing.Place, last: YearList | None, *, by: User) -> YearList:
    """A new list; a supplement keeps the rate that its forerunner was allowed."""
    policy, unit = listing.policy_of(place.year), Unit.objects.get(pk=place.unit_id)
    row = YearList.objects.create(
        **place._asdict(),
        sequence=last.sequence + 1 if last else 1,
        rate=last.rate if last else policy.cap_rate,
        rate_document=last.rate_document if last else policy.cap_document,
        body=last.body if last else move_of(place.kind).bodies(unit)[0],
    )
    return YEARS.draw_up.make(row, by=by)


@transaction.atomic
def save_rows(
    year_list: YearList, rows: Rows, *, by: User, seen: int | None, said: Mapping[str, str] | None = None
) -> YearList:
    """Keep draft rows, dossier id → columns; of people who do not wait here for this person nothing is kept.

    `said` is what was typed of the list as a whole, to be said when it is closed.
    """
    year_list = hold(year_list)
    with YEARS.draft(year_list, by=by, seen=seen, held=True):
        for name, words in (said or {}).items():
            setattr(year_list, name, words)
        keep(laid(listing.draft_of(year_list, by), rows, by=by))
    return year_list


def laid(draft: listing.Draft, typed: Rows, *, by: User) -> list[YearRow]:
    """The rows of these people with what was typed; all of them wait here."""
    rows = [row for row in draft.rows if row.dossier_id in typed]
    if missing := set(typed) - {row.dossier_id for row in rows}:
        raise gone(missing, by, HERE)
    for row in rows:
        for name in TYPED:
            setattr(row, name, typed[row.dossier_id].get(name, getattr(row, name)))
    return rows


def keep(rows: Iterable[YearRow], columns: Iterable[str] = TYPED) -> None:
    """Write these rows, all at once."""
    YearRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["year_list", "dossier"], update_fields=list(columns)
    )


def set_rate(year_list: YearList, rate: Decimal, document: str, *, by: User, seen: int | None) -> YearList:
    """The share of Xuất sắc: 20 %, or 25 % on the strength of a document, named with its number and date."""
    if rate > NORMAL_RATE and not document.strip():
        raise DocumentOwed
    with YEARS.rate(year_list, by=by, seen=seen, reason=document) as year_list:
        year_list.tell(rate=[vn(year_list.rate), vn(rate)], document=document)
        year_list.rate, year_list.rate_document = rate, document
    return year_list
