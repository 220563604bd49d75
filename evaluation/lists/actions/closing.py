"""What closing a list does to its rows: what the table prints is frozen, the dossiers move on, what is decided is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from cadres.machine import together
from evaluation.core.facts import careers, frozen
from evaluation.core.tells.names import lines_to
from evaluation.lists import listing
from evaluation.lists.actions.decisions import decide
from evaluation.lists.models import RatingRow

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.lists.listing import Line
    from evaluation.lists.models import RatingList

TYPED = ("rating", "summary", "personnel", "reason", "answer", "unmet")
# What stays as it was when the list was closed: its printed columns, and who was left out of the cap (6.1).
FROZEN = ("order", "name", "post", "unit_name", "self_rating", "total", "condition", "headed")


def close_rows(lines: Sequence[Line], *, by: User) -> None:
    """Close rows of one list in the order in which they are printed; nothing forbids it any more."""
    rows = [line.row for line in lines]
    for order, (row, line) in enumerate(zip(rows, lines, strict=True), start=1):
        dossier, row.condition = row.dossier, listing.condition_of(line.verdict)
        row.headed = listing.is_own_head(row, row.rating_list)
        row.order, row.name, row.post = order, dossier.cadre.full_name, dossier.post
        row.unit_name, row.self_rating, row.total = dossier.unit.name, dossier.self_rating, dossier.total
    keep_rows(lines, TYPED + FROZEN)
    prefetch_related_objects([row.dossier for row in rows], *careers())  # a gate reads them (Mục 7)
    with together():
        for line in lines:
            _move(line, by)
    if rows and listing.is_deciding(rows[0].rating_list.kind):
        decide(rows, by=by)


def list_names(rating_list: RatingList) -> dict[str, Any]:
    """What the table says of its unit and its group, whatever they are called later."""
    unit, group = rating_list.unit_id, rating_list.group
    return {"unit": lines_to([unit])[unit], "group": group.name if group else ""}


def keep_rows(lines: Sequence[Line], columns: Sequence[str] = TYPED) -> None:
    """Write these rows, all at once; the answers to what is no longer asked are dropped."""
    RatingRow.objects.bulk_create(
        [listing.settle(line) for line in lines],
        update_conflicts=True,
        unique_fields=["rating_list", "dossier"],
        update_fields=columns,
    )


def _move(line: Line, by: User) -> None:
    """The dossier moves on with its rating; a decision is taken by the rules by which the row was judged."""
    row, kind = line.row, line.row.rating_list.kind
    facts, move = row.case.facts(), listing.move_of(kind)
    with move(row.dossier, by=by, held=True, case=row.case, reason=row.reason) as dossier:
        setattr(dossier, listing.column_of(kind), row.rating)
        if listing.is_deciding(kind):
            dossier.keep_windows()
            dossier.judged_by = {"edition": facts.edition.code, "policy": frozen(facts.policy)}
        dossier.tell(rating=row.rating, summary=row.summary, **_said(line))


def _said(line: Line) -> dict[str, object]:
    """What history keeps beside the rating: the answer to which warnings, whether the proposal met its conditions (6.2)."""
    row = line.row
    warned = listing.codes_of(line.warnings) if row.answer else []
    said: dict[str, object] = {"answer": row.answer, "warned": warned, "unmet": row.unmet}
    return {name: it for name, it in said.items() if it or it is False}
