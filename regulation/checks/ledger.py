"""Rules that limit nothing and are kept on record: proposals not followed, things that came late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from regulation.deadlines import VIETNAM
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Moment
from regulation.rules import Asked, Said, rule
from regulation.vocabulary import Level


@rule(
    "raised-proposal",
    "6.2",
    Level.PROVINCE,
    "Mức đề xuất cao hơn mức quyết định",
    carries="6.2/1",
    said=Said("Mức quyết định không thấp hơn mức đã đề xuất."),
    asked=Asked(since=Moment.DECISION),
)
def raised_proposal(facts: Facts) -> Iterator[Finding]:
    """6.2: a rating below the proposed one is kept on record; it counts against the head where conditions were not met."""
    if facts.rating and facts.proposed and facts.rating.rank < facts.proposed.rank:
        yield raised_proposal.inform(
            f"Mức “{facts.rating.label}” thấp hơn mức đã đề xuất “{facts.proposed.label}”: "
            "được ghi vào sổ theo dõi đề xuất; tính vào trách nhiệm của người đứng đầu khi đề xuất không bảo đảm "
            "điều kiện, tiêu chuẩn, tiêu chí.",
            anchor="rating",
        )


@rule(
    "late",
    "B1-B5",
    Level.PROVINCE,
    "Gửi sau thời hạn",
    carries="B1.1/1",
    said=Said("Không có gì gửi sau thời hạn."),
)
def late(facts: Facts) -> Iterator[Finding]:
    """Bước 1, Bước 5: what came after its window had closed, with both instants."""
    for item in facts.late:
        window = "thời hạn đã gia hạn" if item.extended else "thời hạn"
        yield late.inform(
            f"{item.what} gửi lúc {_instant(item.arrived_at)}, sau {window} {_instant(item.closed_at)}.",
            anchor="receipts",
        )


def _instant(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


RULES = (raised_proposal, late)
