"""The rule on shortcomings that were pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.who import confirming
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Place
from regulation.rules import Said, rule
from regulation.vocabulary import Circumstance, Level, Rating


@rule(
    "shortcomings",
    "366.11.1",
    Level.NATIONAL,
    "Hạn chế, khuyết điểm chưa khắc phục",
    carries="B4.1/1",
    place=Place.CIRCUMSTANCES,
    said=Said("Không có hạn chế, khuyết điểm nào được ghi mà chưa khắc phục xong."),
)
def shortcomings(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 1: no Xuất sắc while a shortcoming pointed out is not remedied."""
    for found in facts.of_kind(Circumstance.SHORTCOMING):
        yield shortcomings.limit(
            Rating.GOOD,
            f"Hạn chế, khuyết điểm đã được chỉ ra mà chưa khắc phục xong: {found.told}.",
            f"Kết quả khắc phục được xác nhận, do {confirming(facts.tier)} ghi kèm văn bản.",
            anchor="circumstances",
        )


RULES = (shortcomings,)
