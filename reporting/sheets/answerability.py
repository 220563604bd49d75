"""The ledger of 6.2 as one table: no form of the guideline's, but what it makes heads answer for."""

from collections.abc import Iterable
from dataclasses import dataclass

from cadres.models import Unit
from cadres.templatetags.vietnamese import ngay
from evaluation.models import RaisedProposal
from regulation.clauses import CLAUSES
from reporting.sheets import wording
from reporting.sheets.offices import head_of, lineage, place_of
from reporting.sheets.parts import Sheet, Signature, dated, rating_words
from reporting.summaries.answerability import Ledger

TITLE = ("SỔ THEO DÕI", "Đề xuất mức xếp loại cao hơn mức được quyết định")
COLUMNS = (
    "TT",
    "Người đứng đầu đề xuất",
    "Đơn vị đề xuất",
    "Cán bộ được đề xuất",
    "Quý",
    "Mức đề xuất",
    "Mức quyết định",
    "Điều kiện, tiêu chuẩn của mức đề xuất",
    "Danh sách, ngày quyết định",
)
SIGNER = "NGƯỜI LẬP BIỂU"
APART_TITLE = "Hạ vì lý do khác hoặc chưa ghi lý do: không tính vào trách nhiệm của người đứng đầu"
SUPERSEDED = "quyết định đã được thay"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    number: int
    head: str
    unit: str
    person: str
    quarter: str
    proposed: str
    decided: str
    conditions: str
    source: str

    @property
    def cells(self) -> tuple[int | str, ...]:
        return (
            self.number,
            self.head,
            self.unit,
            self.person,
            self.quarter,
            self.proposed,
            self.decided,
            self.conditions,
            self.source,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSheet(Sheet):
    rows: tuple[LedgerRow, ...]
    apart: tuple[LedgerRow, ...]
    apart_title: str = APART_TITLE
    columns: tuple[str, ...] = COLUMNS

    @property
    def label(self) -> str:
        return f"Sổ theo dõi trách nhiệm đề xuất · {self.subject}"

    @property
    def file_name(self) -> str:
        return f"Trách nhiệm đề xuất {self.subject}"


def ledger_sheet(province: Unit, ledger: Ledger, asked: Iterable[str] = ()) -> LedgerSheet:
    """The ledger, head by head; `asked` are the sentences that tell by what it was narrowed."""
    clause, entries = CLAUSES["6.2"], [entry for line in ledger.heads for entry in line.entries]
    return LedgerSheet(
        number="",
        subject=province.name,
        quarter=None,
        head=head_of(province, with_date=False),
        title=TITLE,
        signature=Signature((SIGNER,), wording.SIGN, dated=dated(place_of(lineage(province)), None)),
        note=f"{clause.citation}: {clause.text}",
        remarks=tuple(asked),
        rows=tuple(_row(number, entry) for number, entry in enumerate(entries, start=1)),
        apart=tuple(_row(number, entry) for number, entry in enumerate(ledger.apart, start=1)),
    )


def _row(number: int, entry: RaisedProposal) -> LedgerRow:
    dossier, rating_list = entry.decision.dossier, entry.row.rating_list
    told = (
        rating_list.get_kind_display(),
        f"quyết định ngày {ngay(entry.at)}",
        SUPERSEDED if entry.decision.superseded_at else "",
    )
    return LedgerRow(
        number=number,
        head=entry.head_name,
        unit=entry.unit.name,
        person=entry.row.name,
        quarter=dossier.period.quarter.label,
        proposed=rating_words(entry.proposed),
        decided=rating_words(entry.decided),
        conditions=entry.conditions,
        source=", ".join(filter(None, told)),
    )
