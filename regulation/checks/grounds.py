"""The rule on the grounds of Điều 11, khoản 4."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.who import confirming
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Place
from regulation.rules import Said, rule
from regulation.vocabulary import Level, Rating


@rule(
    "ground",
    "366.11.4",
    Level.NATIONAL,
    "Căn cứ xếp loại Không hoàn thành nhiệm vụ",
    carries="B4.1/1 PL2.ii",
    place=Place.CIRCUMSTANCES,
    said=Said("Không có căn cứ nào của Điều 11, khoản 4 được ghi."),
)
def ground(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 4: each recorded ground makes the rating Không hoàn thành nhiệm vụ."""
    for found in facts.recorded:
        if found.kind.is_ground:
            yield ground.limit(
                Rating.NOT_COMPLETED,
                f"{found.kind.label}: {found.told}.",
                f"Văn bản hủy bỏ hoặc thay đổi căn cứ này, do {confirming(facts.tier)} ghi.",
                anchor="circumstances",
            )


RULES = (ground,)
