"""The rules on whoever moved, or left, while their dossier was under way."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.who import LISTER, STAFF
from regulation.deadlines import evaluation_date
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Place
from regulation.rules import Asked, Figures, Said, rule
from regulation.vocabulary import Level


def _passes(facts: Facts) -> str:
    day = evaluation_date(facts.quarter or facts.edition.since)
    return f"Đơn vị, chức vụ, diện quản lý trong hồ sơ đúng với bổ nhiệm đến ngày {day:%d/%m/%Y}."


def _table(facts: Facts) -> Figures:
    rows = ((move.place, f"{move.since:%d/%m/%Y}", ", ".join(move.changes) or "–") for move in facts.moves)
    return Figures(("Chức vụ, đơn vị", "Từ ngày", "Hồ sơ ghi khác"), tuple(rows))


@rule(
    "moved-since",
    "7.b",
    Level.NATIONAL,
    "Chuyển đơn vị, chức vụ khi hồ sơ đang đánh giá",
    place=Place.POSTS,
    said=Said(_passes, _table),
    asked=Asked(),
)
def moved_since(facts: Facts) -> Iterator[Finding]:
    """2.2, 7.a, 7.b: who holds another post on the evaluation date is judged there; a later move is the next quarter's.

    No change of posts by then may be missing from the dossier when its rating is proposed or decided, also where the person has
    left the new post for good meanwhile (7.e): the unit of before does not rate them.
    """
    for move in facts.moves:
        held = f"Từ ngày {move.since:%d/%m/%Y} giữ chức vụ {move.place}"
        if move.changes:
            yield moved_since.block(
                f"{held}: {', '.join(move.changes)} ghi trong hồ sơ không còn đúng.",
                _remedy(facts),
                anchor="posts",
            )
        else:
            yield moved_since.inform(
                f"{held}: sau thời điểm đánh giá, xếp loại, thuộc quý tiếp theo.", anchor="posts"
            )


def _remedy(facts: Facts) -> str:
    if facts.left_on is not None:
        return f"Ghi kết thúc hồ sơ kèm ngày, văn bản, do {STAFF} thực hiện."
    return f"Đưa hồ sơ theo cán bộ đến nơi giữ chức vụ, do {STAFF} thực hiện."


@rule(
    "ended",
    "7.e",
    Level.ASSUMPTION,
    "Nghỉ hưu, từ trần, thôi việc, thôi thuộc diện quản lý",
    place=Place.LEAVING,
    said=Said("Tại thời điểm đánh giá, xếp loại còn giữ chức vụ."),
    asked=Asked(lambda facts: facts.left_on is None),
)
def ended(facts: Facts) -> Iterator[Finding]:
    """7.e, as read: whoever holds no post any more is not rated; the dossier ends by a record with day and document."""
    if facts.left_on is not None:
        yield ended.warn(
            f"Theo bổ nhiệm, từ ngày {facts.left_on:%d/%m/%Y} không còn giữ chức vụ nào.",
            f"Ghi kết thúc hồ sơ kèm ngày, văn bản, do {STAFF} thực hiện; hoặc lý do vẫn đánh giá, do {LISTER} ghi.",
            anchor="cases",
        )


RULES = (moved_since, ended)
