"""Rules on what is recorded of a person: shortcomings, and the grounds of Điều 11, khoản 4."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.who import confirming
from regulation.facts import Facts
from regulation.findings import Finding, Ground
from regulation.vocabulary import Circumstance, Level, Rating

SHORTCOMINGS = Ground("shortcomings", "366.11.1", Level.NATIONAL, "Hạn chế, khuyết điểm chưa khắc phục")
GROUND = Ground("ground", "366.11.4", Level.NATIONAL, "Căn cứ xếp loại Không hoàn thành nhiệm vụ")


def shortcomings(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 1: no Xuất sắc while a shortcoming pointed out is not remedied."""
    for found in facts.of_kind(Circumstance.SHORTCOMING):
        yield SHORTCOMINGS.limit(
            Rating.GOOD,
            f"Hạn chế, khuyết điểm đã được chỉ ra mà chưa khắc phục xong: {found.told}.",
            f"Kết quả khắc phục được xác nhận, do {confirming(facts.tier)} ghi kèm văn bản.",
            anchor="circumstances",
        )


def ground(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 4: each recorded ground makes the rating Không hoàn thành nhiệm vụ."""
    for found in facts.recorded:
        if found.kind.is_ground:
            yield GROUND.limit(
                Rating.NOT_COMPLETED,
                f"{found.kind.label}: {found.told}.",
                f"Văn bản hủy bỏ hoặc thay đổi căn cứ này, do {confirming(facts.tier)} ghi.",
                anchor="circumstances",
            )
