"""The checklist of Bước 5 as one table: what a package consists of, how each part fills, what of it forbids sending.

A new part is one line of `ITEMS`; page, board, gates, manifest and the form by which a package is returned read it there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlencode

from django.urls import reverse

from evaluation.core.periods import at
from evaluation.core.stages import ListKind
from evaluation.packages.models import Package, Paper
from evaluation.packages.stages import HANDED_OVER, OF_DIVISION, REPORT
from evaluation.packages.tells.contents import Contents

_PROPOSAL, _REPORT, _DIVISION = (
    ListKind.UNIT_PROPOSAL,
    ListKind.UNIT_DECISION,
    ListKind.DIVISION_PROPOSAL,
)


class Need(Enum):
    """What it means that a part is missing: nothing is sent, it is sent with a reason, or it is told."""

    BLOCKS = "blocks"
    ASKS = "asks"
    TELLS = "tells"


@dataclass(frozen=True)
class Told:
    """How a part stands: in a word or two on a board, in a sentence on its page, and who owes what is missing."""

    is_there: bool
    word: str
    sentence: str = ""
    owed_by: str = ""


@dataclass(frozen=True)
class Way:
    """To the page where a part is mended."""

    url: str
    label: str


@dataclass(frozen=True)
class Item:
    """A part of the package, under its name in the guideline; `read` says nothing where none is due. `takes`: whether papers are brought in for it.

    `short`: its column on a board; `way`: where it is mended, elsewhere than on the package's own page.
    """

    key: str
    title: str
    needs: Mapping[ListKind, Need]
    read: Callable[[Contents], Told | None]
    takes: bool = False
    short: str = ""
    way: Callable[[Contents], Way] | None = None

    def named(self, package: Package) -> str:
        return self.title.format(letter=package.nature.letter, form=package.form)


@dataclass(frozen=True)
class Line:
    """A part of one package as it stands."""

    item: Item
    need: Need
    told: Told
    title: str
    paper: Paper | None = None
    fault: str = ""
    way: Way | None = None

    @property
    def is_missing(self) -> bool:
        return not self.told.is_there

    @property
    def blocks(self) -> bool:
        return self.is_missing and self.need is Need.BLOCKS

    @property
    def asks(self) -> bool:
        return self.is_missing and self.need is Need.ASKS

    @property
    def look(self) -> str:
        return "stage-late" if self.blocks else "stage-wait" if self.is_missing else "stage-done"

    @property
    def anchor(self) -> str:
        return f"item-{self.item.key}"


def lines(contents: Contents) -> list[Line]:
    """The checklist of one package, in the guideline's order: what is due of it."""
    read = ((item, need, item.read(contents)) for item, need in items_of(contents.package))
    return [_line(contents, item, need, told) for item, need, told in read if told]


def items_of(package: Package) -> list[tuple[Item, Need]]:
    kind = ListKind(package.kind)
    return [(item, item.needs[kind]) for item in ITEMS if kind in item.needs]


def _line(contents: Contents, item: Item, need: Need, told: Told) -> Line:
    faults = contents.last.faults if contents.last else {}
    return Line(
        item,
        need,
        told,
        item.named(contents.package),
        contents.papers.get(item.key),
        faults.get(item.key, ""),
        item.way(contents) if item.way else None,
    )


def _paper(key: str) -> Callable[[Contents], Told]:
    """A signed paper that people bring in."""

    def read(contents: Contents) -> Told:
        paper = contents.papers.get(key)
        if paper:
            return Told(True, "Đủ", paper.told)
        return Told(False, "Chưa có", "Chưa có bản ký.", contents.package.nature.sender)

    return read


def _forms(contents: Contents) -> Told:
    people = contents.people
    told = f"{people.listed}/{people.total} đồng chí"
    if people.total and not contents.missing:
        return Told(True, "Đủ", told)
    return Told(False, f"Thiếu {contents.missing}", f"Mới có {told}.", "từng đồng chí")


def _table(contents: Contents) -> Told:
    """The list is closed by whoever rates; who was not ready then stands on a supplement."""
    closer, ready = _closer(contents.package), contents.people.ready
    waits = f"; còn {ready} đồng chí chờ chốt" if ready else ""
    if not contents.is_closed:
        return Told(False, "Chưa chốt", f"Chưa chốt danh sách{waits}.", closer)
    return Told(True, "Đã chốt", f"Đã chốt danh sách{waits}.", closer)


def _report(contents: Contents) -> Told | None:
    """Bước 5, third dash: whom the unit decides itself it reports on by a package of its own."""
    report = contents.report
    if report is None:
        return None
    if report.stage in HANDED_OVER:
        return Told(True, "Đã gửi", f"{report.stage_label}.")
    return Told(False, "Chưa gửi", "Gửi bằng hồ sơ riêng.", report.nature.sender)


def _beneath(contents: Contents) -> Told | None:
    below = contents.beneath
    if not below.total:
        return None
    told = f"{below.came}/{below.total} đã gửi"
    if below.came == below.total:
        return Told(True, "Đủ", f"{told}.")
    left = f"{told}. Chưa gửi: {', '.join(below.missing)}."
    return Told(False, f"Thiếu {below.total - below.came}", left, "lãnh đạo phòng, ban")


def _to_letter(contents: Contents) -> Way:
    """What people edit, sign and bring back."""
    return Way(reverse("package_letter_docx", args=contents.package.place), "Dự thảo văn bản (DOCX)")


def _to_council(contents: Contents) -> Way:
    package = contents.package
    return Way(reverse("council", args=[package.unit_id, package.period.code]), "Phiên họp, dự thảo biên bản")


def _to_lists(contents: Contents) -> Way:
    package = contents.package
    asked = urlencode({"kind": package.kind, "q": package.unit.name})
    return Way(f"{at('rating_lists', package.period)}&{asked}", "Danh sách")


def _to_report(contents: Contents) -> Way:
    package = contents.package
    return Way(
        reverse("package", args=[package.unit_id, package.period.code, REPORT.slug]), "Báo cáo Mẫu số 04"
    )


def _to_divisions(contents: Contents) -> Way:
    return Way(f"{at('packages', contents.package.period)}&loai={OF_DIVISION.slug}", "Xem từng hồ sơ")


def _to_names(contents: Contents) -> Way:
    return Way("#missing" if contents.missing else "", "Xem tên")


def _closer(package: Package) -> str:
    if package.nature.of_divisions:
        return package.nature.sender
    return "ban thường vụ đảng ủy" if package.unit.party_leads_comprehensively else "tập thể lãnh đạo"


# Bước 5 asks letter, minutes, Mẫu 03 and table of a proposal; of what a unit decided itself a report on Mẫu 04. A division's
# proposal is its table: it convenes nobody (Bước 3 convenes the managing unit's council). One late Mẫu 03 holds nobody back
# (ADR 4): the package goes with a reason, and whoever is missing follows.
ITEMS = (
    Item(
        "letter",
        "{letter}",
        {_PROPOSAL: Need.BLOCKS, _REPORT: Need.BLOCKS, _DIVISION: Need.TELLS},
        _paper("letter"),
        takes=True,
        short="Văn bản",
        way=_to_letter,
    ),
    Item(
        "minutes",
        "Biên bản hội nghị đánh giá, xếp loại",
        {_PROPOSAL: Need.BLOCKS, _REPORT: Need.TELLS},
        _paper("minutes"),
        takes=True,
        short="Biên bản",
        way=_to_council,
    ),
    Item(
        "forms",
        "Bản tự đánh giá, chấm điểm và xếp loại của cá nhân (Mẫu số 03)",
        dict.fromkeys((_PROPOSAL, _REPORT, _DIVISION), Need.ASKS),
        _forms,
        short="Mẫu số 03",
        way=_to_names,
    ),
    Item(
        "table",
        "Bảng tổng hợp (Mẫu số {form})",
        dict.fromkeys((_PROPOSAL, _REPORT, _DIVISION), Need.BLOCKS),
        _table,
        takes=True,
        short="Bảng tổng hợp",
        way=_to_lists,
    ),
    Item("report", "Báo cáo kết quả xếp loại (Mẫu số 04)", {_PROPOSAL: Need.TELLS}, _report, way=_to_report),
    Item(
        "beneath",
        "Hồ sơ của phòng, ban, đơn vị trực thuộc",
        {_PROPOSAL: Need.TELLS, _REPORT: Need.TELLS},
        _beneath,
        way=_to_divisions,
    ),
)
BY_KEY: Mapping[str, Item] = {item.key: item for item in ITEMS}
