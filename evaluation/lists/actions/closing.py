"""What closing a list does to its rows: what the table prints is frozen, the dossiers move on, what is decided is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cadres.machine import together
from evaluation.core.facts import frozen, law_of
from evaluation.lists import listing
from evaluation.lists.actions.decisions import decide
from evaluation.lists.models import RatingRow

if TYPE_CHECKING:
    from cadres.models import User

TYPED = ("rating", "summary", "personnel", "reason", "answer", "unmet")
PRINTED = ("order", "name", "post", "unit_name", "self_rating", "total")


def close_rows(rows: Sequence[RatingRow], *, by: User) -> None:
    """Close rows of one list that were judged already, in the order in which they are printed."""
    for order, row in enumerate(rows, start=1):
        dossier = row.dossier
        row.order, row.name, row.post = order, dossier.cadre.full_name, dossier.post
        row.unit_name, row.self_rating, row.total = dossier.unit.name, dossier.self_rating, dossier.total
    keep_rows(rows, TYPED + PRINTED)
    with together():
        for row in rows:
            _move(row, by)
    if rows and listing.is_deciding(rows[0].rating_list.kind):
        decide(rows, by=by)


def keep_rows(rows: Sequence[RatingRow], columns: Sequence[str] = TYPED) -> None:
    """Write these rows, as many at once as there are; the answers to what is no longer asked are dropped."""
    RatingRow.objects.bulk_create(
        [listing.settle(row) for row in rows],
        update_conflicts=True,
        unique_fields=["rating_list", "dossier"],
        update_fields=columns,
    )


def _move(row: RatingRow, by: User) -> None:
    """The dossier moves on with its rating; what is decided is decided by the rules that are in force now."""
    kind = row.rating_list.kind
    move = listing.move_of(kind)
    with move(row.dossier, by=by, held=True, case=row.case, reason=row.reason) as dossier:
        setattr(dossier, listing.column_of(kind), row.rating)
        if listing.is_deciding(kind):
            dossier.judged_by = {"edition": dossier.period.edition.code, "policy": frozen(law_of(dossier))}
        said = {
            "answer": row.answer,
            "warned": listing.warned(row) if row.answer else [],
            "unmet": row.unmet,
        }
        dossier.tell(rating=row.rating, summary=row.summary, **{name: it for name, it in said.items() if it})
