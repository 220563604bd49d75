"""Lists of ratings: drafting rows, and the one act that closes a list under its lock."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cadres.machine import Refused
from config import clock
from evaluation import listing
from evaluation.actions.decisions import decide
from evaluation.models import Dossier, RatingList, RatingRow
from evaluation.stages import ListKind, ListStage
from evaluation.workflows import DOSSIERS, LISTS

COLUMNS = ("rating", "summary", "personnel", "reason", "unmet")


def ensure_list_for(dossier: Dossier) -> RatingList | None:
    """The open list on which this dossier waits at its next step, made when the first dossier gets there."""
    kind = listing.kind_for(dossier)
    if kind is None:
        return None
    unit, group = listing.place_of(dossier, kind)
    place = {"period_id": dossier.period_id, "unit": unit, "kind": kind, "group": group}
    last = RatingList.objects.filter(**place).order_by("-sequence").first()
    if last and last.stage == ListStage.DRAFT:
        return last
    policy = dossier.period.policy_for(dossier.managing_unit)
    defaults = {
        "rate": policy.cap_rate,
        "rate_document": policy.cap_document,
        "body": listing.body_of(unit, kind),
    }
    sequence = last.sequence + 1 if last else 1
    return RatingList.objects.get_or_create(**place, sequence=sequence, defaults=defaults)[0]


def save_rows(
    rating_list: RatingList, rows: Mapping[int, Mapping[str, Any]], *, by: Any, seen: int | None
) -> RatingList:
    """Keep draft rows, dossier id → columns; ids that do not wait on this list are refused by the form, ignored here."""

    def write(rating_list: RatingList) -> None:
        waiting = set(listing.ready(rating_list).values_list("pk", flat=True))
        for pk in waiting & rows.keys():
            values = {name: rows[pk][name] for name in COLUMNS if name in rows[pk]}
            RatingRow.objects.update_or_create(rating_list=rating_list, dossier_id=pk, defaults=values)

    return LISTS.perform("draft", rating_list, by=by, seen=seen, write=write)


@transaction.atomic
def close_list(rating_list: RatingList, *, by: Any, seen: int | None) -> RatingList:
    """Close: every row's gates and the cap together under one lock; all rows move or none.

    Rows about the person who closes (or about whom they stand in for) stay open for another holder of the right.
    """

    def write(rating_list: RatingList) -> dict[str, Any]:
        dossiers = _lock(listing.ready(rating_list), by, rating_list)
        rows = listing.rows_for(rating_list, dossiers)
        if blocking := listing.blocking(rating_list, rows):
            raise Refused(blocking)
        for order, row in enumerate(rows, start=1):
            _close_row(row, order, by)
        rating_list.closed_at = clock.now()
        RatingRow.objects.filter(rating_list=rating_list).exclude(dossier__in=dossiers).delete()
        return {"rows": len(rows)}

    return LISTS.perform("close", rating_list, by=by, seen=seen, write=write)


def _lock(ready: Any, by: Any, rating_list: RatingList) -> list[Dossier]:
    """The ready dossiers in the paper's order, locked in the order of their keys so that two closings never cross."""
    right = DOSSIERS.moves[listing.MOVES[ListKind(rating_list.kind)]].by
    keys = list(ready.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    dossiers = Dossier.objects.with_facts().filter(pk__in=keys).in_order()
    return [dossier for dossier in dossiers if right.allows(by, dossier)]


def _close_row(row: RatingRow, order: int, by: Any) -> None:
    """Freeze what the table prints and move the dossier."""
    dossier, kind = row.dossier, ListKind(row.rating_list.kind)
    row.order, row.name, row.post = order, dossier.cadre.full_name, dossier.post
    row.unit_name, row.self_rating, row.total = dossier.unit.name, dossier.self_rating, dossier.total
    row.save()

    def write(dossier: Dossier) -> dict[str, Any]:
        setattr(dossier, listing.COLUMN_OF[kind], row.rating)
        if kind in listing.DECIDING:
            decide(dossier, row, by=by)
        return {"rating": row.rating, "summary": row.summary}

    DOSSIERS.apply(listing.MOVES[kind], dossier, by=by, write=write, reason=row.reason)
