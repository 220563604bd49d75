"""Four quarters of a year as one table: no form of the guideline's, but what Mục 5 asks of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadres.models import Unit
from evaluation.models import Dossier
from regulation.clauses import CLAUSES
from regulation.findings import Finding
from reporting.sheets import wording
from reporting.sheets.offices import head_of, lineage, place_of
from reporting.sheets.parts import Sheet, Signature, dated
from reporting.summaries.year import Replacements, YearLine

TITLE = "TỔNG HỢP XẾP LOẠI CHẤT LƯỢNG CÁC QUÝ"
REPLACE_TITLE = "Cần thay thế ngay (Mục 5)"
WEIGH_TITLE = "Cần xem xét riêng (Mục 5, Mục 7.d)"
REPLACE_COLUMNS = ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Căn cứ", "Việc thay thế")
COLUMNS = (
    "TT",
    "Họ và tên",
    "Chức vụ, đơn vị công tác",
    "Quý I",
    "Quý II",
    "Quý III",
    "Quý IV",
    "Số quý được đề nghị Xuất sắc",
    "Xếp loại cả năm",
    "Căn cứ",
)
SIGNER = "NGƯỜI LẬP BIỂU"
SEEN = (
    "Gồm những người có hồ sơ mà người in được xem, tính cả quý ở đơn vị khác; "
    "mức xếp loại chỉ ghi khi đã có quyết định."
)
# Mục 5, tie-break (open-questions 32): by whom a quarter was proposed, whatever was decided.
COUNTED = (
    "Số quý được đề nghị Xuất sắc: theo mức do cấp đề nghị đề xuất (Mục 3.1: đơn vị; Mục 3.2: phòng, ban hoặc nơi thẩm định), "
    "kể cả quý được quyết định mức khác."
)


@dataclass(frozen=True, slots=True)
class YearRow:
    number: int
    name: str
    post: str
    quarters: tuple[str, ...]
    proposed_excellent: int
    ground: str
    rating: str = ""
    replaced: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSheet(Sheet):
    year: int
    rows: tuple[YearRow, ...]
    replacements: tuple[YearRow, ...]
    apart: tuple[YearRow, ...]
    columns: tuple[str, ...] = COLUMNS
    replace_title: str = REPLACE_TITLE
    weigh_title: str = WEIGH_TITLE
    replace_columns: tuple[str, ...] = REPLACE_COLUMNS

    @property
    def label(self) -> str:
        """Tổng hợp xếp loại các quý năm 2026 · Phường Bình Đức."""
        return f"Tổng hợp xếp loại các quý năm {self.year} · {self.subject}"

    @property
    def file_name(self) -> str:
        return f"Tổng hợp xếp loại năm {self.year} {self.subject}"


def year_sheet(year: int, people: Sequence[Dossier], lines: Sequence[YearLine], asked: str = "") -> YearSheet:
    """The lines of these people, headed by the unit that they share; `asked` are the words by which they were chosen."""
    unit, listed = shared_unit(people), Replacements.among(lines)
    clause = CLAUSES["5"]
    return YearSheet(
        number="",
        subject=unit.name,
        quarter=None,
        head=head_of(unit, with_date=False),
        title=(TITLE, f"NĂM {year}"),
        signature=Signature((SIGNER,), wording.SIGN, dated=dated(place_of(lineage(unit)), None)),
        note=f"{clause.citation}: {clause.text}",
        remarks=(SEEN, COUNTED, *([f"Lọc theo đơn vị: “{asked}”."] if asked else ())),
        year=year,
        rows=tuple(_row(number, line, line.verdict.findings) for number, line in enumerate(lines, start=1)),
        replacements=tuple(
            _row(number, line, line.replacing) for number, line in enumerate(listed.at_once, start=1)
        ),
        apart=tuple(_row(number, line, line.weighing) for number, line in enumerate(listed.apart, start=1)),
    )


def shared_unit(people: Sequence[Dossier]) -> Unit:
    """Where they all work, else the unit that manages them all, else the province."""
    for name in ("unit", "managing_unit"):
        units: set[Unit] = {getattr(row, name) for row in people}
        if len(units) == 1:
            return units.pop()
    return Unit.objects.get(parent=None)


def cited(finding: Finding) -> str:
    """The sentence with its clause."""
    return f"{finding.sentence.removesuffix('.')} ({finding.clause.title})."


def _row(number: int, line: YearLine, findings: Iterable[Finding]) -> YearRow:
    return YearRow(
        number=number,
        name=line.name,
        post=", ".join(filter(None, (line.post, line.unit))),
        quarters=tuple(cell.words for cell in line.cells),
        proposed_excellent=line.verdict.proposed_excellent,
        ground=" ".join(map(cited, findings)),
        rating=line.year_rating,
        replaced=line.replaced,
    )
