"""Lists of ratings: drafting rows, the rate in force, and the one act that closes a list under its lock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from cadres.machine import Made, Refusal, Refused
from cadres.models import Cadre
from config import clock
from evaluation.core.facts import careers
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind, ListStage, Stage
from evaluation.lists import listing
from evaluation.lists.actions.decisions import decide
from evaluation.lists.models import RatingList, RatingRow
from evaluation.lists.moves import LISTS
from regulation.editions import AN_GIANG_2026
from regulation.numbers import vn

COLUMNS = ("rating", "summary", "personnel", "reason", "answer", "unmet")
NORMAL_RATE, HIGHER_RATE = AN_GIANG_2026.cap_rate, AN_GIANG_2026.cap_rate_documented

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
def ensure_list_for(dossier: Dossier) -> RatingList | None:
    """The open list on which this dossier waits at its next step, made when the first dossier gets there.

    The list is locked: whoever is closing it is waited for, so that nobody arrives on a list just closed.
    """
    kind = listing.kind_for(dossier)
    if kind is None:
        return None
    unit, group = listing.place_of(dossier, kind)
    place = {"period_id": dossier.period_id, "unit": unit, "kind": kind, "group": group}
    while True:
        last = RatingList.objects.filter(**place).select_for_update().order_by("-sequence").first()
        if last and last.stage == ListStage.DRAFT:
            return last
        sequence = last.sequence + 1 if last else 1
        RatingList.objects.get_or_create(
            **place, sequence=sequence, defaults=_begin(dossier, unit, kind, last)
        )


def wait_on_list(made: Sequence[Made]) -> None:
    """After dossiers came to another step: where people are rated on a list next, theirs is open for them.

    Each list is locked once, and always in one order of lists.
    """
    places: dict[tuple[Any, ...], Dossier] = {}
    for one in made:
        if one.arrived and (kind := listing.kind_at(one.row, Stage(one.row.stage))):
            unit, group = listing.place_of(one.row, kind)
            places[kind.value, unit.pk, group] = one.row
    for place in sorted(places):
        ensure_list_for(places[place])


@transaction.atomic
def save_rows(rating_list: RatingList, rows: Rows, *, by: Any, seen: int | None) -> RatingList:
    """Keep draft rows, dossier id → columns; of people who do not wait here for this person nothing is kept."""
    held = _hold(rating_list, rows)

    def write(rating_list: RatingList) -> None:
        _keep_drafts(_rows(rating_list, by, held, rows))

    return LISTS.perform("draft", rating_list, by=by, seen=seen, write=write)


def set_rate(
    rating_list: RatingList, rate: Decimal, document: str, *, by: Any, seen: int | None
) -> RatingList:
    """The share of Xuất sắc: 20 %, or 25 % on the strength of a document, named with its number and date."""
    if rate > NORMAL_RATE and not document.strip():
        raise DocumentOwed

    def write(rating_list: RatingList) -> dict[str, Any]:
        before = rating_list.rate
        rating_list.rate, rating_list.rate_document = rate, document
        return {"rate": [vn(before), vn(rate)], "document": document}

    return LISTS.perform("rate", rating_list, by=by, seen=seen, reason=document, write=write)


@transaction.atomic
def close_list(
    rating_list: RatingList,
    *,
    by: Any,
    seen: int | None,
    rows: Rows | None = None,
    body: str = "",
    reason: str = "",
) -> RatingList:
    """Close: every row's gates and the cap together under one lock; all rows move or none.

    `rows` (dossier id → columns, as typed) names exactly those to be closed; without it all that are ready are, as drafted.
    Rows about the person who closes (or about whom they stand in for) stay open for another holder of the right: whoever
    is ready and not closed goes to a supplement with what was drafted for them; other drafts are dropped.
    """
    held = _hold(rating_list, rows)

    def write(rating_list: RatingList) -> dict[str, Any]:
        rating_list.body = body or rating_list.body
        closing = _rows(rating_list, by, held, rows or {})
        if missing := set(rows or ()) - {row.dossier_id for row in closing}:
            raise gone(missing, by)
        if blocking := listing.blocking(rating_list, closing, reason=reason):
            raise Refused(blocking)
        for order, row in enumerate(closing, start=1):
            _close_row(listing.settle(row), order, by)
        rating_list.closed_at = clock.now()
        return {"rows": len(closing), "ratings": dict(Counter(row.rating for row in closing))}

    closed = LISTS.perform("close", rating_list, by=by, seen=seen, write=write, reason=reason)
    _leave_to_supplement(closed)
    return closed


def _begin(dossier: Dossier, unit: Any, kind: ListKind, last: RatingList | None) -> dict[str, Any]:
    """What a new list starts with: a supplement keeps the rate that its forerunner was allowed."""
    policy = dossier.period.policy_for(None if kind == ListKind.PROVINCE_DECISION else dossier.managing_unit)
    return {
        "rate": last.rate if last else policy.cap_rate,
        "rate_document": last.rate_document if last else policy.cap_document,
        "body": last.body if last else listing.body_of(unit, kind),
    }


def _keep_drafts(drafts: list[RatingRow]) -> None:
    RatingRow.objects.bulk_create(
        [listing.settle(row) for row in drafts],
        update_conflicts=True,
        unique_fields=["rating_list", "dossier"],
        update_fields=COLUMNS,
    )


def _hold(rating_list: RatingList, only: Rows | None) -> list[int]:
    """Lock whoever is ready here (of `only`, where it is given), in the order of their keys, then the persons.

    Dossiers are always locked before lists, for whoever arrives on a list has its dossier locked by then: taken the
    other way round the two would wait for each other. A person is held so that no post and no absence of theirs comes
    between the gates' reading and the end (Mục 7).
    """
    waiting = listing.ready(rating_list).order_by("pk")
    if only is not None:
        waiting = waiting.filter(pk__in=list(only))
    held = dict(waiting.select_for_update().values_list("pk", "cadre_id"))
    list(Cadre.objects.filter(pk__in=held.values()).order_by("pk").select_for_update().values_list("pk"))
    return list(held)


def _rows(rating_list: RatingList, by: Any, held: list[int], typed: Rows) -> list[RatingRow]:
    """The rows of the people held, in the paper's order, with what was typed; whoever was moved on meanwhile is not there."""
    dossiers = list(
        listing.mine(rating_list, by).filter(pk__in=held).with_facts().prefetch_related(*careers()).in_order()
    )
    rows = _typed(listing.rows_for(rating_list, dossiers), typed)
    untouched = [row for row in rows if "answer" not in typed.get(row.dossier_id, {})]
    listing.carry_answers(rating_list, untouched)
    return rows


def gone(missing: set[int], by: Any, where: str = "danh sách này") -> Gone:
    """The refusal, naming those whom this person may see; ids from elsewhere stay nameless."""
    named = Dossier.objects.visible_to(by).filter(pk__in=missing).order_by("cadre__sort_key")
    return Gone(list(named.values_list("cadre__full_name", flat=True)), where)


def _typed(closing: list[RatingRow], rows: Rows) -> list[RatingRow]:
    for row in closing:
        for name, value in rows.get(row.dossier_id, {}).items():
            if name in COLUMNS:
                setattr(row, name, value)
    return closing


def _leave_to_supplement(closed: RatingList) -> None:
    """Who is ready still (the closer's own row, who came meanwhile) waits on a supplement; other drafts are dropped."""
    waiting = list(listing.ready(closed).for_rows().order_by("pk"))
    if waiting:
        supplement = ensure_list_for(waiting[0])
        closed.rows.filter(order=0, dossier__in=waiting).update(rating_list=supplement)
    closed.rows.filter(order=0).delete()


def _close_row(row: RatingRow, order: int, by: Any) -> None:
    """Freeze what the table prints and move the dossier."""
    dossier, kind = row.dossier, ListKind(row.rating_list.kind)
    row.order, row.name, row.post = order, dossier.cadre.full_name, dossier.post
    row.unit_name, row.self_rating, row.total = dossier.unit.name, dossier.self_rating, dossier.total
    row.save()
    warned = listing.warned(row) if row.answer else []

    def write(dossier: Dossier) -> dict[str, Any]:
        setattr(dossier, listing.column_of(kind), row.rating)
        if listing.is_deciding(kind):
            decide(dossier, row, by=by)
        said = {"answer": row.answer, "warned": warned, "unmet": row.unmet}
        return {"rating": row.rating, "summary": row.summary} | {key: it for key, it in said.items() if it}

    DOSSIERS.apply(listing.move_of(kind).name, dossier, by=by, write=write, reason=row.reason)
