"""With which words a row starts that an earlier list gave: its answer to warnings, where nothing new warns, and why this level."""

from collections.abc import Iterable

from evaluation.core.models import DossierEntry
from evaluation.core.road import LISTED
from evaluation.core.stages import ListStage
from evaluation.lists.listing.answers import codes_of, warnings_of
from evaluation.lists.models import RatingRow
from regulation.checks.lists import GROUNDED


def carry_answers(rows: Iterable[RatingRow]) -> None:
    """A draft row without an answer starts with the one that an earlier list gave; `answer_from` says which list that was.

    An old answer answers no new warning: it starts the row only where all that warns now was answered then.
    """
    rows = [row for row in rows if row.answer or warnings_of(row, row.verdict)]
    earlier = _earlier(rows) if rows else {}
    answered = _answered(earlier)
    for row in rows:
        old = earlier.get(row.dossier_id)
        carried = old if _still_answers(row, answered.get(row.dossier_id)) else None
        row.answer_from = carried.rating_list if carried else None
        if old and row.answer == old.answer:  # drafted as it was carried: it goes as it came
            row.answer = ""
        row.answer = row.answer or (carried.answer if carried else "")


def carry_summaries(rows: Iterable[RatingRow]) -> None:
    """A row that nobody drafted yet, of a level that owes a ground, starts with the one of an earlier list (Mẫu 04–06, column 6)."""
    new = [row for row in rows if row._state.adding and row.rating in GROUNDED and not row.summary]
    if not new:
        return
    closed = RatingRow.objects.filter(rating_list__stage=ListStage.CLOSED).exclude(summary="")
    given = closed.filter(dossier__in=[row.dossier_id for row in new]).order_by(
        "rating_list__closed_at", "pk"
    )
    said = {
        (pk, rating): summary for pk, rating, summary in given.values_list("dossier", "rating", "summary")
    }
    for row in new:
        row.summary = said.get((row.dossier_id, row.rating), "")


def _earlier(rows: list[RatingRow]) -> dict[int, RatingRow]:
    given = RatingRow.objects.filter(
        dossier__in=[row.dossier_id for row in rows], rating_list__stage=ListStage.CLOSED
    )
    given = given.exclude(answer="").select_related("rating_list")
    return {row.dossier_id: row for row in given.order_by("rating_list__closed_at", "pk")}


def _answered(earlier: dict[int, RatingRow]) -> dict[int, set[str]]:
    """What the closing that gave this answer had warned of; of older closings, which kept no codes, nothing."""
    if not earlier:
        return {}
    entries = DossierEntry.objects.filter(
        dossier__in=earlier, deed__in=[move.name for move in LISTED.values()]
    ).order_by("pk")
    newest = {entry.dossier_id: entry.changes for entry in entries if entry.changes.get("answer")}
    return {
        pk: set(said["warned"])
        for pk, said in newest.items()
        if "warned" in said and said["answer"] == earlier[pk].answer
    }


def _still_answers(row: RatingRow, answered: set[str] | None) -> bool:
    return answered is not None and answered.issuperset(codes_of(warnings_of(row, row.verdict)))
