"""Rules that a list of ratings must meet before it is closed."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.cap import Allowance, Tally
from regulation.checks.who import LISTER, PROVINCE
from regulation.facts import Facts
from regulation.findings import Finding, Ground
from regulation.numbers import vn
from regulation.vocabulary import CapBase, Level, Rating

SUMMARY = Ground("summary", "M04-06", Level.PROVINCE, "Tóm tắt căn cứ của mức xếp loại")
CAP = Ground("cap", "6.1", Level.NATIONAL, "Tỷ lệ Hoàn thành xuất sắc nhiệm vụ")


def summary(facts: Facts) -> Iterator[Finding]:
    """Mẫu 04–06, column 6: Xuất sắc and Không hoàn thành are given with their written ground."""
    if facts.rating in (Rating.EXCELLENT, Rating.NOT_COMPLETED) and not facts.summary.strip():
        yield SUMMARY.block(
            f"Mức “{facts.rating.label}” chưa có tóm tắt căn cứ, cơ sở lý do.",
            f"Tóm tắt căn cứ, do {LISTER} ghi.",
            anchor="summary",
        )


def cap(facts: Facts) -> Iterator[Finding]:
    """6.1, QĐ 366: the share of Xuất sắc in the person's list, where the list is judged too."""
    if facts.tally is not None:
        yield from over_cap(facts.tally)


def over_cap(tally: Tally) -> Iterator[Finding]:
    """6.1, QĐ 366: a list over its cap is not closed; over the narrower base it must say why."""
    if tally.blocking.over:
        yield CAP.block(
            _sentence(tally, tally.blocking, tally.block_base),
            f"Giảm số người xếp loại Xuất sắc, do {LISTER} thực hiện; hoặc văn bản của cấp "
            f"có thẩm quyền cho phép tỷ lệ cao hơn, do {PROVINCE} ghi số và ngày.",
            anchor="cap",
        )
    elif tally.warning.over:
        yield CAP.warn(
            _sentence(tally, tally.warning, tally.warn_base),
            f"Lý do của {LISTER}, hoặc giảm số người xếp loại Xuất sắc.",
            anchor="cap",
        )


def _sentence(tally: Tally, found: Allowance, base: CapBase) -> str:
    return (
        f"Danh sách có {found.used} người xếp loại Xuất sắc, được nhiều nhất {found.allowed} "
        f"({vn(tally.rate)} % của {found.base_count}: {base.label[0].lower()}{base.label[1:]})."
    )
