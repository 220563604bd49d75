"""A draft that is read page by page: what stands on the other pages, and what there forbids closing the list."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.lists.listing.judging import Line
from evaluation.lists.models import RatingRow
from regulation.findings import Finding


@dataclass(frozen=True)
class Leaf:
    """One page of a draft; `here`: the one that is read."""

    number: int
    here: bool
    people: int
    owed: int
    ends: tuple[str, str]


def leaves_of(
    pages: Iterable[tuple[int, Sequence[RatingRow]]], lines: Mapping[int, Line], *, number: int
) -> list[Leaf]:
    """Each page with how many it holds and how much their rows owe; `lines` by dossier."""
    return [_leaf(at, rows, lines, here=at == number) for at, rows in pages if rows]


def _leaf(at: int, rows: Sequence[RatingRow], lines: Mapping[int, Line], *, here: bool) -> Leaf:
    owed = sum(len(lines[row.dossier_id].owed) for row in rows)
    first, last = (row.dossier.cadre.full_name for row in (rows[0], rows[-1]))
    return Leaf(at, here, len(rows), owed, (first, last))


def told_here(findings: Iterable[Finding], here: Collection[int]) -> Iterator[Finding]:
    """Those of a refusal that lead to a row of this page, or to none: the others stand on their own pages."""
    rows = {f"row-{pk}" for pk in here}
    return (
        finding for finding in findings if finding.anchor in rows or not finding.anchor.startswith("row-")
    )
