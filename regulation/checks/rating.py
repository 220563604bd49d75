"""Rules on the points and the tasks: the band, tasks left undone, tasks exceeded, tasks that were late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from regulation.checks.who import APPRAISER, LISTER
from regulation.facts import Facts, TaskFacts
from regulation.findings import Finding, Ground
from regulation.numbers import percent, vn
from regulation.vocabulary import Level, Rating

BAND = Ground("band", "366.11", Level.NATIONAL, "Khung điểm của mức xếp loại")
INCOMPLETE = Ground("incomplete", "6.1", Level.NATIONAL, "Hoàn thành dưới 100 % nhiệm vụ được giao")
NOT_OUTSTANDING = Ground("not-outstanding", "2.3", Level.ASSUMPTION, "Nhiệm vụ vượt mức yêu cầu đề ra")
LATE_TASK = Ground("late-task", "PL2.ii", Level.ASSUMPTION, "Nhiệm vụ chậm tiến độ")

_NAMED = 3  # tasks that a sentence names before it only counts the others


def band(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11: from 90 points Xuất sắc, from 70 Tốt, from 50 Hoàn thành, else Không hoàn thành."""
    total = facts.scored.total
    rating = facts.edition.band(total)
    floors = dict(facts.edition.thresholds)
    if rating in floors:
        reached = f"đạt từ {vn(floors[rating])} điểm"
    else:
        reached = f"dưới {vn(min(floors.values()))} điểm"
    sentence = f"Tổng điểm {vn(total, 2)}, {reached}: khung điểm của mức “{rating.label}”."
    if rating is Rating.EXCELLENT:
        yield BAND.inform(sentence, anchor="score")
    else:
        lifted_by = "Điểm được chấm lại ở lớp của cơ quan thẩm định hoặc của cấp có thẩm quyền, có lý do."
        yield BAND.limit(rating, sentence, lifted_by, anchor="score")


def incomplete(facts: Facts) -> Iterator[Finding]:
    """6.1, third dash: less than 100 % of the tasks is "Không hoàn thành nhiệm vụ", unless excused."""
    undone = [task for task in facts.tasks if _counts_against(task)]
    if undone:
        yield INCOMPLETE.limit(
            Rating.NOT_COMPLETED,
            f"Hoàn thành dưới 100 % nhiệm vụ được giao trong quý: {_named(undone)}.",
            "Lý do khách quan, bất khả kháng của từng nhiệm vụ nêu trên, do cấp có thẩm quyền xác nhận; "
            "xác nhận không làm thay đổi điểm.",
            tasks=tuple(task.key for task in undone),
            anchor="tasks",
        )


def not_outstanding(facts: Facts) -> Iterator[Finding]:
    """2.3: Xuất sắc is for those of whose tasks a set share (30 %) exceeds what was asked, whatever the points."""
    exceeded = sum(task.exceeded for task in facts.tasks)
    share = percent(Decimal(exceeded), Decimal(len(facts.tasks)))
    least = facts.policy.outstanding_share
    if facts.tasks and share < least:
        yield NOT_OUTSTANDING.limit(
            Rating.GOOD,
            f"{exceeded}/{len(facts.tasks)} nhiệm vụ ({vn(share)} %) vượt yêu cầu, chưa đến {vn(least)} % "
            f"để xét mức “{Rating.EXCELLENT.label}”.",
            "Nhiệm vụ vượt yêu cầu (hệ số chất lượng hoặc tiến độ trên 1) được xác nhận, "
            f"do {APPRAISER} ghi.",
            anchor="tasks",
        )


def late_task(facts: Facts) -> Iterator[Finding]:
    """Phụ lục 2 (ii): with a late task, Tốt or better asks for a reason."""
    late = [task for task in facts.tasks if task.late]
    if late and facts.policy.warns_late_task and facts.expected.rank >= Rating.GOOD.rank:
        names = ", ".join(f"“{task.name}”" for task in late[:_NAMED])
        level = "mức đang xét" if facts.rating else "khung điểm"
        found = LATE_TASK.warn(
            f"{len(late)}/{len(facts.tasks)} nhiệm vụ chậm tiến độ ({_and_others(names, len(late))}) "
            f"trong khi {level} là “{facts.expected.label}”.",
            f"Lý do kèm mức xếp loại, do {LISTER} ghi.",
            tasks=tuple(task.key for task in late),
            anchor="tasks",
        )
        yield found if facts.rating else replace(found, presumes=Rating.GOOD)


def _counts_against(task: TaskFacts) -> bool:
    return task.due_in_quarter and not task.excused and not task.result.complete


def _named(tasks: list[TaskFacts]) -> str:
    """mới thực hiện 1/2 “Báo cáo …”; … và 2 nhiệm vụ khác"""
    named = "; ".join(
        f"mới thực hiện {vn(task.result.done)}/{vn(task.result.planned)} “{task.name}”"
        for task in tasks[:_NAMED]
    )
    return _and_others(named, len(tasks))


def _and_others(named: str, number: int) -> str:
    others = number - _NAMED
    return f"{named} và {others} nhiệm vụ khác" if others > 0 else named
