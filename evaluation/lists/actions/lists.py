"""Lists of ratings: drafting rows, the rate in force, and the one act that closes a list under its lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cadres.machine import Refusal, Refused, hold
from cadres.models import Cadre
from config import clock
from evaluation.core.models import Dossier
from evaluation.lists import listing
from evaluation.lists.actions.closing import TYPED, close_rows, keep_rows, list_names
from evaluation.lists.actions.places import ensure_list_for
from evaluation.lists.moves import LISTS
from regulation.editions import AN_GIANG_2026
from regulation.numbers import vn

if TYPE_CHECKING:
    from decimal import Decimal

    from cadres.models import User
    from evaluation.core.models.dossiers import DossierQuerySet
    from evaluation.lists.models import RatingList, RatingRow

NORMAL_RATE, HIGHER_RATE = AN_GIANG_2026.cap_rate, AN_GIANG_2026.cap_rate_documented

WORDS = ("list_reason", "same_answer")  # what a draft says of its list as a whole

Rows = Mapping[int, Mapping[str, Any]]


class Gone(Refusal):
    """Somebody who stood on the page no longer waits here, or is not for this person to rate."""

    def __init__(self, names: Sequence[str], where: str) -> None:
        who = "; ".join(names) or "Có hồ sơ"
        super().__init__(f"{who}: không còn ở bước chờ của {where}. Xin xem lại rồi gửi.")


class DocumentOwed(Refusal):
    def __init__(self) -> None:
        super().__init__("Tỷ lệ 25 % cần số và ngày của văn bản cho phép.")


@transaction.atomic
def save_rows(
    rating_list: RatingList, rows: Rows, *, by: User, seen: int | None, said: Mapping[str, str] | None = None
) -> RatingList:
    """Keep draft rows, dossier id → columns; of people who do not wait here for this person nothing is kept.

    `said` is what was typed of the list as a whole, to be said when it is closed.
    """
    people = _hold(rating_list, rows)
    rating_list = hold(rating_list)
    with LISTS.draft(rating_list, by=by, seen=seen, held=True):
        for name, words in (said or {}).items():
            setattr(rating_list, name, words)
        keep_rows([listing.judge(row) for row in _rows(rating_list, by, people, rows)])
    return rating_list


def set_rate(
    rating_list: RatingList, rate: Decimal, document: str, *, by: User, seen: int | None
) -> RatingList:
    """The share of Xuất sắc: 20 %, or 25 % on the strength of a document, named with its number and date."""
    if rate > NORMAL_RATE and not document.strip():
        raise DocumentOwed
    with LISTS.rate(rating_list, by=by, seen=seen, reason=document) as rating_list:
        rating_list.tell(rate=[vn(rating_list.rate), vn(rate)], document=document)
        rating_list.rate, rating_list.rate_document = rate, document
    return rating_list


@transaction.atomic
def close_list(
    rating_list: RatingList,
    *,
    by: User,
    seen: int | None,
    rows: Rows | None = None,
    body: str = "",
    reason: str = "",
    part: bool = False,
) -> RatingList:
    """Close: every row's gates and the cap together under one lock; all rows move or none.

    `rows` (dossier id → columns, as typed) names exactly those to be closed; without it all that are ready are, as drafted.
    Rows about the person who closes (or about whom they stand in for) stay open for another holder of the right: whoever
    is ready and not closed goes to a supplement with what was drafted for them; other drafts are dropped. `part`: what was
    drafted of the list as a whole was said for the others, and goes with them.
    """
    people = _hold(rating_list, rows)
    rating_list = hold(rating_list)
    with LISTS.close(rating_list, by=by, seen=seen, reason=reason, held=True):
        rating_list.body = body or rating_list.body
        closing = _rows(rating_list, by, people, rows or {})
        if missing := set(rows or ()) - {row.dossier_id for row in closing}:
            raise gone(missing, by)
        lines = [listing.judge(row) for row in closing]
        if blocking := listing.blocking(rating_list, lines, by=by, reason=reason):
            raise Refused(blocking)
        close_rows(lines, by=by)
        rating_list.closed_at, rating_list.due_at = clock.now(), listing.closes_at(rating_list)
        rating_list.names = list_names(rating_list)
        words = {name: getattr(rating_list, name) for name in WORDS} if part else {}
        rating_list.list_reason = rating_list.same_answer = ""  # history and rows have them now
        rating_list.tell(rows=len(closing), ratings=dict(Counter(row.rating for row in closing)))
    _leave_to_supplement(rating_list, words)
    return rating_list


def gone(missing: Collection[int], by: User, where: str = "danh sách này") -> Gone:
    """The refusal, naming those whom this person may see; ids from elsewhere stay nameless."""
    named = Dossier.objects.visible_to(by).filter(pk__in=missing).order_by("cadre__sort_key")
    return Gone(list(named.values_list("cadre__full_name", flat=True)), where)


def _hold(rating_list: RatingList, only: Rows | None) -> list[int]:
    """Lock whoever is ready here (of `only`, where it is given), in the order of their keys, then the persons.

    Dossiers are always locked before lists, for whoever arrives on a list has its dossier locked by then: taken the
    other way round the two would wait for each other.
    """
    waiting = listing.ready(rating_list)
    return hold_people(waiting if only is None else waiting.filter(pk__in=list(only)))


def hold_people(waiting: DossierQuerySet) -> list[int]:
    """Dossiers and their persons: no post and no absence comes between the gates' reading and the end (Mục 7)."""
    held = dict(waiting.order_by("pk").select_for_update().values_list("pk", "cadre_id"))
    list(Cadre.objects.filter(pk__in=held.values()).order_by("pk").select_for_update().values_list("pk"))
    return list(held)


def _rows(rating_list: RatingList, by: User, held: list[int], typed: Rows) -> list[RatingRow]:
    """The rows of the people held, in the paper's order, with what was typed; whoever was moved on meanwhile is not there."""
    people = listing.mine(rating_list, by).filter(pk__in=held).in_order()
    rows = listing.rows_for(rating_list, people.with_facts_in(rating_list.period))
    for row in rows:
        for name, value in typed.get(row.dossier_id, {}).items():
            if name in TYPED:
                setattr(row, name, value)
    listing.carry_summaries([row for row in rows if "summary" not in typed.get(row.dossier_id, {})])
    listing.carry_answers([row for row in rows if "answer" not in typed.get(row.dossier_id, {})])
    return rows


def _leave_to_supplement(closed: RatingList, words: Mapping[str, str]) -> None:
    """Who is ready still (the closer's own row, who came meanwhile) waits on a supplement; other drafts are dropped."""
    waiting = list(listing.ready(closed).for_rows().order_by("pk"))
    if waiting:
        supplement = ensure_list_for(waiting[0])
        if supplement and words:
            for name, said in words.items():
                setattr(supplement, name, said)
            supplement.save(update_fields=list(words))
        closed.rows.filter(order=0, dossier__in=waiting).update(rating_list=supplement)
    closed.rows.filter(order=0).delete()
