"""Rules that a list of ratings must meet before it is closed."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.cap import Allowance, Tally
from regulation.checks.who import LISTER, PROVINCE
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.numbers import vn
from regulation.places import Place
from regulation.rules import Asked, Said, rule
from regulation.vocabulary import CapBase, Level, Rating

GROUNDED = (Rating.EXCELLENT, Rating.NOT_COMPLETED)  # given with their written ground


def _summarised(facts: Facts) -> str:
    if facts.rating is None:
        return "Xét khi mức xếp loại được đề xuất, quyết định trên danh sách."
    return "Đã có tóm tắt căn cứ." if facts.summary.strip() else "Mức đã chọn không đòi hỏi tóm tắt căn cứ."


@rule(
    "summary",
    "M04-06",
    Level.PROVINCE,
    "Tóm tắt căn cứ của mức xếp loại",
    place=Place.LIST,
    said=Said(_summarised),
    asked=Asked(closing=True),
)
def summary(facts: Facts) -> Iterator[Finding]:
    """Mẫu 04–06, column 6: Xuất sắc and Không hoàn thành are given with their written ground."""
    if facts.rating in GROUNDED and not facts.summary.strip():
        yield summary.block(
            f"Mức “{facts.rating.label}” chưa có tóm tắt căn cứ, cơ sở lý do.",
            f"Tóm tắt căn cứ, do {LISTER} ghi.",
            anchor="summary",
        )


def _counted(facts: Facts) -> str:
    asked = "Được xét khi chốt danh sách" if facts.rating is None else "Đã xét khi chốt danh sách"
    return f"{asked}: tỷ lệ tính cho cả danh sách, không cho từng người."


@rule(
    "cap",
    "6.1",
    Level.NATIONAL,
    "Tỷ lệ Hoàn thành xuất sắc nhiệm vụ",
    carries="6.1.1/1",
    readings=("block_base", "warn_base", "proposal_cap"),
    place=Place.CAP,
    said=Said(_counted),
    asked=Asked(closing=True),
)
def cap(facts: Facts) -> Iterator[Finding]:
    """6.1, QĐ 366: the share of Xuất sắc in the person's list, where the list is judged too."""
    if facts.tally is not None:
        yield from over_cap(facts.tally)


def over_cap(tally: Tally) -> Iterator[Finding]:
    """6.1, QĐ 366: a list that gives Xuất sắc above the cap is not closed; one that only lowers is never held up.

    Over the narrower base a list must say why; so must one that proposes above the cap (open-questions 30), and one by
    which those who had their Xuất sắc before are left above it.
    """
    if tally.stops:
        yield cap.block(
            _sentence(tally, tally.blocking, tally.block_base),
            f"Giảm số người xếp loại Xuất sắc, do {LISTER} thực hiện; hoặc văn bản của cấp "
            f"có thẩm quyền cho phép tỷ lệ cao hơn, do {PROVINCE} ghi số và ngày.",
            anchor="cap",
        )
    elif tally.blocking.over:
        yield _warned(tally, tally.blocking, tally.block_base)
    elif tally.warning.over:
        yield _warned(tally, tally.warning, tally.warn_base)


def _warned(tally: Tally, found: Allowance, base: CapBase) -> Finding:
    if tally.gives_none:
        sentence = (
            f"Danh sách không xếp loại Xuất sắc thêm cho ai; {len(tally.earlier)} người đã được xếp loại Xuất sắc từ "
            f"trước ({'; '.join(tally.earlier)}) vượt tỷ lệ. {_sentence(tally, found, base)}"
        )
        return cap.warn(
            sentence, f"Lý do của {LISTER}; hoặc mở lại hồ sơ của những người đó để xem xét.", anchor="cap"
        )
    lifted_by = f"Lý do của {LISTER}, hoặc giảm số người xếp loại Xuất sắc."
    return cap.warn(_sentence(tally, found, base), lifted_by, anchor="cap")


def _sentence(tally: Tally, found: Allowance, base: CapBase) -> str:
    return (
        f"Danh sách có {found.used} người xếp loại Xuất sắc, được nhiều nhất {found.allowed} "
        f"({vn(tally.rate)} % của {found.base_count}: {base.label[0].lower()}{base.label[1:]})."
    )


RULES = (summary, cap)
