"""The rows of rating lists as paper prints them: frozen once closed, what stands there now while drafted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadres.models import User
from evaluation.core import permissions
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.models import RatingList, RatingRow
from regulation.vocabulary import Leadership
from reporting.sheets.parts import rating_words

WITHHELD = "Bản này không gồm dòng về chính người in; bản đầy đủ do người khác có thẩm quyền in."


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person. `proposed` stands on a result alone: what the unit had put forward, beside what was decided."""

    number: int
    name: str
    post: str
    self_rating: str
    rating: str
    summary: str
    personnel: str
    proposed: str | None = None

    @property
    def cells(self) -> tuple[int | str, ...]:
        """As the columns stand."""
        proposed = () if self.proposed is None else (self.proposed,)
        who = (self.number, self.name, self.post, self.self_rating)
        return (*who, *proposed, self.rating, self.summary, self.personnel)


def numbered(rows: Iterable[RatingRow]) -> Iterable[ListRow]:
    rows = list(rows)
    proposed = _proposed(rows)
    for number, row in enumerate(rows, start=1):
        yield ListRow(
            number=number,
            name=row.name,
            post=", ".join(filter(None, (row.post, row.unit_name))),
            self_rating=rating_words(row.self_rating),
            rating=rating_words(row.rating),
            summary=row.printed_ground,
            personnel=row.personnel,
            proposed=rating_words(proposed.get(row.dossier_id, "")) if _is_result(row) else None,
        )


def _is_result(row: RatingRow) -> bool:
    return listing.is_result(row.rating_list.kind)


def _proposed(rows: Iterable[RatingRow]) -> dict[int, str]:
    """Dossier → the level that the unit had proposed when the row's list was closed; a draft has the one that stands now."""
    results = [row for row in rows if _is_result(row)]
    draft = {
        row.dossier_id: row.dossier.proposed_rating for row in results if row.rating_list.closed_at is None
    }
    decided_at = {row.dossier_id: row.rating_list.closed_at for row in results if row.rating_list.closed_at}
    if not decided_at:
        return draft
    kind = listing.proposed_on(results[0].rating_list.kind)
    signed = RatingRow.objects.filter(
        dossier__in=decided_at, rating_list__kind=kind, rating_list__stage=ListStage.CLOSED
    ).order_by("rating_list__closed_at", "pk")
    told = signed.values_list("dossier_id", "rating", "rating_list__closed_at")
    return draft | {dossier: rating for dossier, rating, at in told if at and at <= decided_at[dossier]}


def frozen(lists: Sequence[RatingList]) -> list[RatingRow]:
    """The rows of closed lists as they were signed, in the order of the lists."""
    order = {rating_list.pk: place for place, rating_list in enumerate(lists)}
    rows = RatingRow.objects.filter(rating_list__in=order).select_related(
        "rating_list", "dossier__cadre", "dossier__unit"
    )
    return sorted(rows, key=lambda row: (order[row.rating_list_id], row.order, row.pk))


def standing(lists: Sequence[RatingList]) -> list[RatingRow]:
    """Of all closed lists together what still stands: who was rated again counts once, who was reopened waits."""
    rows = frozen([rating_list for rating_list in lists if rating_list.stage == ListStage.CLOSED])
    newest: dict[int, RatingRow] = {}
    for row in sorted(rows, key=lambda row: (row.rating_list.closed_at, row.pk)):
        newest[row.dossier_id] = row
    return [row for row in rows if newest[row.dossier_id] is row and listing.still_counts(row)]


def heads_first(rows: Sequence[RatingRow]) -> list[RatingRow]:
    """Unit by unit as the rows come, supplements beside their list; within one office the head, then deputies, then members."""
    units = list(dict.fromkeys(row.rating_list.unit_id for row in rows))
    ranks = [leadership.value for leadership in Leadership]

    def place(row: RatingRow) -> tuple[int, int, int, int]:
        office = row.dossier.unit
        unit, rank = units.index(row.rating_list.unit_id), ranks.index(row.dossier.leadership)
        return unit, office.order, office.pk, rank

    return sorted(rows, key=place)


def known(rows: Iterable[RatingRow], reader: User | None) -> tuple[list[RatingRow], list[str]]:
    """The rows that the reader may know before they are published, and the remark that the paper owes where one is left out."""
    rows = list(rows)
    seen = [row for row in rows if reader is None or permissions.sees_review(reader, row.dossier)]
    return seen, [WITHHELD] if len(seen) < len(rows) else []


def drafted(rating_list: RatingList, reader: User | None) -> list[RatingRow]:
    """What the list would freeze if it were closed now."""
    waiting = listing.ready(rating_list)
    if reader is not None:
        waiting = waiting.exclude(permissions.INTERESTED.q(reader))
    conditional = rating_list.kind == ListKind.UNIT_PROPOSAL  # 6.1: of tier 3.1, by what the law reads
    found = waiting.with_facts() if conditional else waiting.for_rows()
    rows = listing.rows_for(rating_list, found.in_order())
    for row in rows:
        row.name, row.post = row.dossier.cadre.full_name, row.dossier.post
        row.unit_name, row.self_rating = row.dossier.unit.name, row.dossier.self_rating
        row.condition = listing.condition_of(row.verdict) if conditional else ""
    return rows
