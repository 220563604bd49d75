"""Mẫu 03 as it is sent: of people whom a unit proposes, nobody of whom is decided yet."""

from collections.abc import Iterable, Sequence
from typing import Any

from evaluation.core.tells.names import lines_to, unit_as_named
from evaluation.models import Dossier, RatingRow
from reporting.sheets.authority import SIGNED
from reporting.sheets.dossiers import form03
from reporting.sheets.kept import said


def draw_sent(rows: Sequence[RatingRow]) -> list[dict[str, Any]]:
    """What Mẫu 03 says of each, in a number of queries that does not grow with them."""
    if not rows:
        return []
    people = Dossier.objects.filter(pk__in=[row.dossier_id for row in rows]).prefetch_related(SIGNED)
    found = {one.pk: one for one in people.with_facts_in(rows[0].rating_list.period)}
    _with_lineage(found.values())
    return [said(form03(found[row.dossier_id])) for row in rows]


def _with_lineage(people: Iterable[Dossier]) -> None:
    """Their units with all above them at hand: a form's head asks for each."""
    people = list(people)
    lines = lines_to(key for one in people for key in (one.unit_id, one.managing_unit_id))
    for one in people:
        one.unit = unit_as_named(one.unit, lines[one.unit_id])
        one.managing_unit = unit_as_named(one.managing_unit, lines[one.managing_unit_id])
