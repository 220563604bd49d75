"""The letter that leads a package (Bước 5), drafted from what was closed: people put number and day, edit it and sign.

Counts are those of the closed lists. Whoever is counted themself reads none until they may know (ADR 5): another drafts it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cadres.models import User
from evaluation.core.stages import ListKind
from evaluation.models import Package, RatingRow
from evaluation.packages.tells.checklist import whole
from evaluation.packages.tells.contents import Contents, standing
from evaluation.packages.tells.items import Need, items_of
from regulation.clauses.clause import REGULATION_366
from regulation.vocabulary import Rating
from reporting.sheets import wording
from reporting.sheets.listed import known
from reporting.sheets.offices import collective, head_of, office_name
from reporting.sheets.papers import CENTRE, Block, Column, Heading, Paper, Paragraph, Table
from reporting.sheets.parts import Signature

BLANK = "....."
COLUMNS = (Column("TT", 10, CENTRE), Column("Mức xếp loại", 60), Column("Số đồng chí", 30, CENTRE))
GROUND = f"Căn cứ {REGULATION_366} và Hướng dẫn số 02-HD/TU, ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy; "
OWN = "Bản này không có số liệu vì người lập có tên trong danh sách; số liệu do người khác có thẩm quyền ghi."


@dataclass(frozen=True)
class Wording:
    """What the letter of one kind of package says: its title, to whom, on what it rests, what it asks, how it ends."""

    title: tuple[str, str]
    to: str
    ground: str
    asks: str
    ending: str


_PROVINCE = "Ban Thường vụ Tỉnh ủy\n(qua Ban Tổ chức Tỉnh ủy)"
LETTERS = {
    ListKind.UNIT_PROPOSAL: Wording(
        ("VĂN BẢN ĐỀ NGHỊ", "đánh giá, xếp loại cán bộ thuộc diện Ban Thường vụ Tỉnh ủy quản lý"),
        _PROVINCE,
        f"{GROUND}trên cơ sở kết quả hội nghị đánh giá, xếp loại, ",
        "đề nghị Ban Thường vụ Tỉnh ủy xem xét, xếp loại đối với {count} đồng chí, cụ thể:",
        "kính đề nghị Ban Thường vụ Tỉnh ủy xem xét, quyết định.",
    ),
    ListKind.UNIT_DECISION: Wording(
        ("BÁO CÁO", "kết quả đánh giá, xếp loại cán bộ lãnh đạo, quản lý thuộc diện phân cấp quản lý"),
        _PROVINCE,
        f"{GROUND}theo thẩm quyền được phân cấp, ",
        "đã quyết định xếp loại đối với {count} đồng chí, cụ thể:",
        "báo cáo Ban Thường vụ Tỉnh ủy tổng hợp.",
    ),
    ListKind.DIVISION_PROPOSAL: Wording(
        ("VĂN BẢN ĐỀ NGHỊ", "đánh giá, xếp loại cán bộ lãnh đạo, quản lý của phòng, ban"),
        "Cơ quan tham mưu về công tác tổ chức cán bộ",
        GROUND,
        "đề nghị xếp loại đối với {count} đồng chí, cụ thể:",
        "kính đề nghị cấp có thẩm quyền xem xét.",
    ),
}


def letter(package: Package, *, reader: User) -> Paper:
    said, unit, quarter = LETTERS[ListKind(package.kind)], package.unit, package.period.quarter
    everybody = standing(package)
    seen, withheld = known(everybody, reader)
    title, about = said.title
    signature = Signature(_signer(package), wording.SIGN_AND_SEAL)
    return Paper(
        number="",
        title_of_paper=title.capitalize(),
        subject=unit.name,
        quarter=quarter,
        head=head_of(unit),
        title=(title, about, f"Quý {quarter.roman}, Năm {quarter.year}"),
        signature=signature,
        signatures=(Signature(("NƠI NHẬN",), "Như trên; lưu."), signature),
        note="",
        remarks=(OWN,) if withheld else (),
        reference=BLANK,
        blocks=tuple(_blocks(package, said, everybody, () if withheld else seen)),
    )


def _blocks(
    package: Package, said: Wording, everybody: Sequence[RatingRow], told: Sequence[RatingRow]
) -> Iterator[Block]:
    body = office_name(package.unit)
    yield Heading(f"Kính gửi: {said.to}")
    asked = said.asks.format(count=len(everybody))
    yield Paragraph(f"{said.ground}{body} {asked}")
    yield Table(COLUMNS, tuple(_counted(told, hidden=len(told) < len(everybody))))
    contents = whole(package)
    if missing := contents.missing:
        yield Paragraph(f"Còn {missing} đồng chí chưa đủ hồ sơ, {body} sẽ gửi bổ sung.")
    yield Paragraph("Hồ sơ kèm theo gồm:")
    yield from (Paragraph(f"- {title}.") for title in _enclosed(contents, len(everybody)))
    yield Paragraph(f"{body} {said.ending}")


def _counted(rows: Sequence[RatingRow], *, hidden: bool) -> Iterator[tuple[str, ...]]:
    counted = Counter(row.rating for row in rows)
    for place, rating in enumerate(Rating, start=1):
        yield str(place), rating.label, BLANK if hidden else f"{counted[rating]:02d}"


def _enclosed(contents: Contents, count: int) -> Iterator[str]:
    """The parts that the package cannot do without, or that were brought into it all the same; but for this letter."""
    for item, need in items_of(contents.package):
        if item.key != "letter" and (need is not Need.TELLS or item.key in contents.papers):
            number = f": {count:02d} bản" if item.key == "forms" else ""
            yield f"{item.named(contents.package)}{number}"


def _signer(package: Package) -> tuple[str, ...]:
    if package.nature.of_divisions:
        return (wording.DIVISION_SIGNER,)
    return collective(package.unit)
