"""Mẫu 04, 05, 06: the people whom one level rates, on one list or on all lists of a unit or of the province."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadres.models import Unit, User
from evaluation.core import permissions
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.models import Period, RatingList, RatingRow
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership
from reporting.sheets import wording
from reporting.sheets.offices import collective, head_of, lineage, place_of
from reporting.sheets.parts import Sheet, Signature, dated, rating_words

KIND_OF = {"04": ListKind.UNIT_DECISION, "05": ListKind.UNIT_PROPOSAL, "06": ListKind.DIVISION_PROPOSAL}
DRAFT = "Bản nháp – chưa chốt."
WITHHELD = "Bản này không gồm dòng về chính người in; bản đầy đủ do người khác có thẩm quyền in."


@dataclass(frozen=True, slots=True)
class ListRow:
    number: int
    name: str
    post: str
    self_rating: str
    rating: str
    summary: str
    personnel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet(Sheet):
    rows: tuple[ListRow, ...]
    columns: tuple[str, ...] = wording.LIST_COLUMNS


def list_form(rating_list: RatingList, *, reader: User | None = None) -> ListSheet:
    """One list: frozen columns once it is closed, what stands there now while it is a draft.

    Until it is decided the `reader` does not see the row about themself.
    """
    kind = ListKind(rating_list.kind)
    number = listing.move_of(kind).form
    remarks = []
    if kind == ListKind.PROVINCE_DECISION:
        remarks.append(f"Cột mức xếp loại ghi mức do {rating_list.body} quyết định.")
    if rating_list.group:
        remarks.append(f"Nhóm: {rating_list.group}.")
    if rating_list.sequence > 1:
        remarks.append(f"Danh sách bổ sung lần {rating_list.sequence - 1}.")
    if rating_list.stage == ListStage.CLOSED:
        rows, withheld = _known(_frozen([rating_list]), reader)
        remarks += withheld
    else:
        rows = _drafted(rating_list, reader)
    return _sheet(number, rating_list.unit, [rating_list], rows, body=rating_list.body, remarks=remarks)


def unit_form(
    unit: Unit, period: Period, number: str, lists: Sequence[RatingList], *, reader: User | None = None
) -> ListSheet:
    """Everything that a unit put on its lists of one kind in one quarter, supplements included."""
    drafts = [rating_list for rating_list in lists if rating_list.stage != ListStage.CLOSED]
    closed, withheld = _known(_standing(lists), reader)
    rows = [*closed, *(row for rating_list in drafts for row in _drafted(rating_list, reader))]
    return _sheet(number, unit, lists, rows, period=period, remarks=withheld)


def province_form(
    province: Unit, period: Period, number: str, lists: Iterable[RatingList], *, reader: User | None = None
) -> ListSheet:
    """Mẫu 04 or 05 over all units: their closed lists, by unit in the province's order, heads before deputies."""
    closed = [rating_list for rating_list in lists if rating_list.stage == ListStage.CLOSED]
    rows, withheld = _known(_heads_first(_standing(closed)), reader)
    return _sheet(number, province, closed, rows, period=period, remarks=withheld)


def _sheet(
    number: str,
    unit: Unit,
    lists: Sequence[RatingList],
    rows: Iterable[RatingRow],
    *,
    period: Period | None = None,
    body: str = "",
    remarks: Sequence[str] = (),
) -> ListSheet:
    quarter = (period or lists[0].period).quarter
    closed = all(rating_list.stage == ListStage.CLOSED for rating_list in lists)
    moments = [rating_list.closed_at for rating_list in lists if rating_list.closed_at]
    return ListSheet(
        number=number,
        subject=unit.name,
        quarter=quarter,
        head=head_of(unit, with_date=False),
        title=_title(number, quarter),
        rows=tuple(_numbered(rows)),
        signature=_signature(number, unit, max(moments) if closed and moments else None, body),
        note=wording.TO_UNIT_NOTE if number == "06" else wording.TO_PROVINCE_NOTE,
        remarks=(*remarks, *(() if closed else (DRAFT,))),
    )


def _frozen(lists: Sequence[RatingList]) -> list[RatingRow]:
    """The rows of closed lists as they were signed, in the order of the lists."""
    order = {rating_list.pk: place for place, rating_list in enumerate(lists)}
    rows = RatingRow.objects.filter(rating_list__in=order).select_related(
        "rating_list", "dossier__cadre", "dossier__unit"
    )
    return sorted(rows, key=lambda row: (order[row.rating_list_id], row.order, row.pk))


def _standing(lists: Sequence[RatingList]) -> list[RatingRow]:
    """Of all closed lists together what still stands: who was rated again counts once, who was reopened waits."""
    rows = _frozen([rating_list for rating_list in lists if rating_list.stage == ListStage.CLOSED])
    newest: dict[int, RatingRow] = {}
    for row in sorted(rows, key=lambda row: (row.rating_list.closed_at, row.pk)):
        newest[row.dossier_id] = row
    return [row for row in rows if newest[row.dossier_id] is row and listing.still_counts(row)]


def _heads_first(rows: Sequence[RatingRow]) -> list[RatingRow]:
    """Unit by unit as the rows come, supplements beside their list; within one office the head, then deputies, then members."""
    units = list(dict.fromkeys(row.rating_list.unit_id for row in rows))
    ranks = [leadership.value for leadership in Leadership]

    def place(row: RatingRow) -> tuple[int, int, int, int]:
        office = row.dossier.unit
        unit, rank = units.index(row.rating_list.unit_id), ranks.index(row.dossier.leadership)
        return unit, office.order, office.pk, rank

    return sorted(rows, key=place)


def _known(rows: Iterable[RatingRow], reader: User | None) -> tuple[list[RatingRow], list[str]]:
    """The rows that the reader may know before the decision, and the remark that the paper owes where one is left out."""
    rows = list(rows)
    known = [row for row in rows if reader is None or permissions.sees_review(reader, row.dossier)]
    return known, [WITHHELD] if len(known) < len(rows) else []


def _drafted(rating_list: RatingList, reader: User | None) -> list[RatingRow]:
    """What the list would freeze if it were closed now."""
    waiting = listing.ready(rating_list)
    if reader is not None:
        waiting = waiting.exclude(permissions.INTERESTED.q(reader))
    rows = listing.rows_for(rating_list, waiting.for_rows().in_order())
    for row in rows:
        row.name, row.post = row.dossier.cadre.full_name, row.dossier.post
        row.unit_name, row.self_rating = row.dossier.unit.name, row.dossier.self_rating
    return rows


def _numbered(rows: Iterable[RatingRow]) -> Iterable[ListRow]:
    for number, row in enumerate(rows, start=1):
        yield ListRow(
            number=number,
            name=row.name,
            post=", ".join(filter(None, (row.post, row.unit_name))),
            self_rating=rating_words(row.self_rating),
            rating=rating_words(row.rating),
            summary=row.summary,
            personnel=row.personnel,
        )


def _title(number: str, quarter: Quarter) -> tuple[str, ...]:
    when = f"QUÝ {quarter.roman}, NĂM {quarter.year}"
    if number == "04":
        return (
            wording.REPORT,
            f"{wording.RESULTS} {when}",
            wording.DELEGATED,
            wording.REPORT_SOURCE,
        )
    who = (wording.DELEGATED,) if number == "06" else wording.PROVINCIAL
    return (f"{wording.PROPOSALS} {when}", *who)


def _signature(number: str, unit: Unit, day: datetime | None, body: str) -> Signature:
    lines = (wording.DIVISION_SIGNER,) if number == "06" else collective(unit, body)
    return Signature(lines, wording.SIGN_AND_SEAL, dated=dated(place_of(lineage(unit)), day))
