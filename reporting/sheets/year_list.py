"""A closed list of the year as one table (Mục 5): no form of the guideline's, laid out as its Mẫu 04–06 are."""

from dataclasses import dataclass

from cadres.models import User
from evaluation.core.tells.names import unit_as_named
from evaluation.models import YearList, YearRow
from evaluation.years.stages import YearKind
from regulation.clauses import CLAUSES
from regulation.vocabulary import Rating
from reporting.sheets import wording
from reporting.sheets.listed import WITHHELD
from reporting.sheets.offices import collective, head_of, lineage, place_of
from reporting.sheets.parts import Sheet, Signature, dated, rating_words

RESULTS = "TỔNG HỢP KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG"
PROPOSALS = "TỔNG HỢP ĐỀ NGHỊ XẾP LOẠI CHẤT LƯỢNG"
_BEFORE = (
    "Số TT",
    "Họ và tên",
    "Chức vụ, đơn vị công tác",
    "Kết quả các quý",
    "Số quý được đề xuất Xuất sắc",
)
PROPOSED = "Mức đơn vị đề nghị"
_REOPENED = "Đang được xem xét lại"


@dataclass(frozen=True, slots=True)
class YearListRow:
    """One person as the list was closed; `proposed` stands on the province's result alone."""

    number: int
    name: str
    post: str
    quarters: str
    proposed_excellent: int
    rating: str
    ground: str
    proposed: str | None = None

    @property
    def cells(self) -> tuple[int | str, ...]:
        """As the columns stand."""
        who = (self.number, self.name, self.post, self.quarters, self.proposed_excellent)
        proposed = () if self.proposed is None else (self.proposed,)
        return (*who, *proposed, self.rating, self.ground)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearListSheet(Sheet):
    when_rated: str
    rows: tuple[YearListRow, ...]
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """Danh sách xếp loại năm 2026 · Phường Bình Đức."""
        return f"Danh sách xếp loại {self.when_rated} · {self.subject}"

    @property
    def file_name(self) -> str:
        return f"Danh sách xếp loại {self.when_rated} {self.subject}"


def year_list_sheet(year_list: YearList, reader: User) -> YearListSheet:
    """What was closed, but for a row about the reader that is not made known yet."""
    known = YearRow.objects.known_to(reader).filter(year_list=year_list).select_related("year_list")
    rows = list(known.order_by("order", "pk"))
    unit = unit_as_named(year_list.unit, year_list.names.get("unit"))
    result, clause = year_list.kind == YearKind.PROVINCE_DECISION, CLAUSES["5"]
    signed = Signature(
        collective(unit, year_list.body if result else ""),
        wording.SIGN_AND_SEAL,
        dated=dated(place_of(lineage(unit)), year_list.closed_at),
    )
    return YearListSheet(
        number="",
        subject=unit.name,
        quarter=None,
        head=head_of(unit, with_date=False),
        title=(RESULTS if year_list.is_deciding else PROPOSALS, year_list.when.upper()),
        signature=signed,
        note=f"{clause.citation}: {clause.text}",
        remarks=_remarks(year_list, withheld=len(rows) < year_list.rows.filter(order__gt=0).count()),
        when_rated=year_list.when,
        rows=tuple(_row(row, result=result) for row in rows),
        columns=_columns(year_list, result=result),
    )


def _columns(year_list: YearList, *, result: bool) -> tuple[str, ...]:
    given = "Mức xếp loại" if year_list.is_deciding else "Mức đề nghị"
    return (*_BEFORE, *((PROPOSED,) if result else ()), given, "Căn cứ, lý do")


def _remarks(year_list: YearList, *, withheld: bool) -> tuple[str, ...]:
    by = "Cấp quyết định" if year_list.is_deciding else "Cấp đề nghị"
    remarks = [f"{by}: {year_list.body}."]
    if year_list.group:
        remarks.append(f"Nhóm: {year_list.group}.")
    if year_list.sequence > 1:
        remarks.append(f"Danh sách bổ sung lần {year_list.sequence - 1}.")
    return (*remarks, *((WITHHELD,) if withheld else ()))


def _row(row: YearRow, *, result: bool) -> YearListRow:
    return YearListRow(
        number=row.order,
        name=row.name,
        post=", ".join(filter(None, (row.post, row.unit_name))),
        quarters="; ".join(row.told_quarters),
        proposed_excellent=row.proposed_excellent,
        rating=rating_words(row.rating),
        ground=_ground(row),
        proposed=(Rating(row.proposed).label if row.proposed else "") if result else None,
    )


def _ground(row: YearRow) -> str:
    """What is written of the row, and that it is taken up again."""
    told = (
        row.ground,
        f"Quý IV: {row.fourth}" if row.fourth else "",
        f"Lý do: {row.reason}" if row.reason else "",
        _REOPENED if row.reopened_at else "",
    )
    return "\n".join(filter(None, told))
