"""Mẫu 04, 05, 06 and the province's result: the people whom one level rates, on one list or on all of a unit or the province."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadres.models import Unit, User
from cadres.templatetags.vietnamese import luc
from evaluation.core.stages import ListKind, ListStage
from evaluation.core.tells.names import unit_as_named
from evaluation.lists import listing
from evaluation.models import Period, RatingList, RatingRow
from regulation.quarters import Quarter
from reporting.sheets import wording
from reporting.sheets.listed import ListRow, drafted, frozen, heads_first, known, numbered, standing
from reporting.sheets.offices import collective, head_of, lineage, place_of
from reporting.sheets.parts import Sheet, Signature, dated

RESULT = ""  # the province's decision is printed on no form of the guideline's
KIND_OF = {
    "04": ListKind.UNIT_DECISION,
    "05": ListKind.UNIT_PROPOSAL,
    "06": ListKind.DIVISION_PROPOSAL,
    RESULT: ListKind.PROVINCE_DECISION,
}
DRAFT = "Bản nháp – chưa chốt."


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet(Sheet):
    rows: tuple[ListRow, ...]
    columns: tuple[str, ...] = wording.LIST_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet(ListSheet):
    """Bước 4: what the province decided for tier 3.1, the unit's proposal beside it."""

    columns: tuple[str, ...] = wording.RESULT_COLUMNS

    @property
    def name(self) -> str:
        return wording.RESULT_NAME


def list_form(rating_list: RatingList, *, reader: User | None = None) -> ListSheet:
    """One list: frozen columns once it is closed, what stands there now while it is a draft.

    Until it is decided the `reader` does not see the row about themself.
    """
    number = listing.move_of(rating_list.kind).form
    remarks = []
    if group := _group(rating_list):
        remarks.append(f"Nhóm: {group}.")
    if rating_list.sequence > 1:
        remarks.append(f"Danh sách bổ sung lần {rating_list.sequence - 1}.")
    if rating_list.stage == ListStage.CLOSED:
        rows, withheld = known(frozen([rating_list]), reader)
        remarks += withheld
    else:
        rows = drafted(rating_list, reader)
    return _sheet(number, rating_list.unit, [rating_list], rows, remarks=remarks)


def unit_form(
    unit: Unit, period: Period, number: str, lists: Sequence[RatingList], *, reader: User | None = None
) -> ListSheet:
    """Everything that a unit put on its lists of one kind in one quarter, supplements included."""
    drafts = [rating_list for rating_list in lists if rating_list.stage != ListStage.CLOSED]
    closed, withheld = known(standing(lists), reader)
    rows = [*closed, *(row for rating_list in drafts for row in drafted(rating_list, reader))]
    return _sheet(number, unit, lists, rows, period=period, remarks=withheld)


def province_form(
    province: Unit, period: Period, number: str, lists: Iterable[RatingList], *, reader: User | None = None
) -> ListSheet:
    """A form over all units, or all results: the closed lists, by unit in the province's order, heads before deputies."""
    closed = [rating_list for rating_list in lists if rating_list.stage == ListStage.CLOSED]
    rows, withheld = known(heads_first(standing(closed)), reader)
    return _sheet(number, province, closed, rows, period=period, remarks=withheld)


def _sheet(
    number: str,
    unit: Unit,
    lists: Sequence[RatingList],
    rows: Iterable[RatingRow],
    *,
    period: Period | None = None,
    remarks: Sequence[str] = (),
) -> ListSheet:
    unit, quarter = _named(unit, lists), (period or lists[0].period).quarter
    # Where nothing is decided yet there is no result to print as one.
    closed = all(one.stage == ListStage.CLOSED for one in lists) and bool(lists or number != RESULT)
    moments = [rating_list.closed_at for rating_list in lists if rating_list.closed_at]
    bodies = _bodies(unit, lists)
    made = ResultSheet if number == RESULT else ListSheet
    return made(
        number=number,
        subject=unit.name,
        quarter=quarter,
        head=head_of(unit, with_date=False),
        title=_title(number, quarter, closed=closed),
        rows=tuple(numbered(rows)),
        signature=_signature(number, unit, max(moments) if closed and moments else None, bodies),
        note=_note(number, bodies, closed=closed),
        remarks=(*remarks, *_late(unit, lists), *(() if closed else (DRAFT,))),
    )


def _named(unit: Unit, lists: Iterable[RatingList]) -> Unit:
    """The unit by the names kept with the newest closed list, its own or one of a unit beneath it; if there is none, by today's."""
    kept = sorted((one.closed_at, one.pk, one.names["unit"]) for one in lists if one.closed_at and one.names)
    for *_, line in reversed(kept):
        codes = [office["code"] for office in line]
        if unit.code in codes:
            return unit_as_named(unit, line[: codes.index(unit.code) + 1])
    return unit


def _group(rating_list: RatingList) -> str:
    """The name that the group had when the list was closed."""
    return rating_list.names.get("group") or str(rating_list.group or "")


def _late(unit: Unit, lists: Sequence[RatingList]) -> Iterable[str]:
    """The remark on lists that were closed when their window had closed, each with both instants."""
    told = [
        f"{_which(unit, rating_list, alone=len(lists) == 1)}chốt lúc {luc(rating_list.closed_at)}, hết hạn lúc {luc(window)}"
        for rating_list in lists
        if (window := listing.late_against(rating_list))
    ]
    if told:
        yield f"Chốt sau hạn: {'; '.join(told)}."


def _which(unit: Unit, rating_list: RatingList, *, alone: bool) -> str:
    """Phường Bình Đức, bổ sung lần 1: as far as the paper's head does not say it; of several, the province's by their groups."""
    whose = "" if rating_list.unit_id == unit.pk else _named(rating_list.unit, [rating_list]).name
    among = f"nhóm {group}" if (group := _group(rating_list)) and not alone else ""
    again = f"bổ sung lần {rating_list.sequence - 1}" if rating_list.sequence > 1 else ""
    return "".join(f"{part}, " for part in (whose, among, again) if part)


def _bodies(unit: Unit, lists: Iterable[RatingList]) -> list[str]:
    """Who rated in the name of this very unit, as its lists say; in one order, whatever that of the lists."""
    own = (rating_list.body for rating_list in lists if rating_list.unit_id == unit.pk)
    return sorted(set(filter(None, own)))


def _title(number: str, quarter: Quarter, *, closed: bool) -> tuple[str, ...]:
    """As the form prints it; what the province has not decided yet is a draft of its decision and says so."""
    when = f"QUÝ {quarter.roman}, NĂM {quarter.year}"
    if number == "04":
        return (
            wording.REPORT,
            f"{wording.RESULTS} {when}",
            wording.DELEGATED,
            wording.REPORT_SOURCE,
        )
    if number == RESULT:
        result = wording.RESULT_TITLE if closed else wording.RESULT_DRAFT_TITLE
        return (f"{result} {when}", *wording.PROVINCIAL)
    who = (wording.DELEGATED,) if number == "06" else wording.PROVINCIAL
    return (f"{wording.PROPOSALS} {when}", *who)


def _note(number: str, bodies: Sequence[str], *, closed: bool) -> str:
    """Where the form is sent, as the guideline prints it; of a result by whom it was decided, once it is."""
    if number == RESULT and not closed:
        return ""
    if number == RESULT:
        return wording.RESULT_NOTE.format(body=", ".join(bodies) or "cấp có thẩm quyền")
    return wording.TO_UNIT_NOTE if number == "06" else wording.TO_PROVINCE_NOTE


def _signature(number: str, unit: Unit, day: datetime | None, bodies: Sequence[str]) -> Signature:
    """The province signs as the body that decided; a table over several bodies' lists as its standing committee."""
    body = bodies[0] if len(bodies) == 1 else ""
    lines = (wording.DIVISION_SIGNER,) if number == "06" else collective(unit, body)
    return Signature(lines, wording.SIGN_AND_SEAL, dated=dated(place_of(lineage(unit)), day))
