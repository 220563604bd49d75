"""Rules on the tasks: those left undone, those that exceed what was asked, those that were late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from regulation.checks.who import APPRAISER, LISTER, PROVINCE
from regulation.facts import Facts, TaskFacts
from regulation.findings import Finding
from regulation.numbers import less_than, told_percent, vn
from regulation.places import Place
from regulation.rules import Figures, Said, rule
from regulation.vocabulary import Level, Rating, Tier

_NAMED = 3  # tasks that a sentence names before it only counts the others


def _completed(facts: Facts) -> str:
    return f"Đã hoàn thành {facts.scored.completed}/{facts.scored.assigned} nhiệm vụ được giao."


def _short(facts: Facts) -> Figures:
    return Figures(
        ("Nhiệm vụ chưa đủ", "Thực hiện", "Kế hoạch", "Lý do khách quan"),
        tuple(
            (task.name, vn(task.result.done), vn(task.result.planned), _excuse(task))
            for task in facts.tasks
            if not task.result.complete
        ),
    )


def _excuse(task: TaskFacts) -> str:
    if not task.due_in_quarter:
        return "đến hạn sau quý này"
    return "đã xác nhận" if task.excused else task.excuse or "chưa nêu"


@rule(
    "incomplete",
    "6.1",
    Level.NATIONAL,
    "Hoàn thành dưới 100 % nhiệm vụ được giao",
    carries="6.1.3",
    place=Place.EXCUSES,
    said=Said(_completed, _short),
)
def incomplete(facts: Facts) -> Iterator[Finding]:
    """6.1, third dash: less than 100 % of the tasks is "Không hoàn thành nhiệm vụ", unless excused.

    The competent authority confirms an excuse; a unit's proposal of tier 3.1 may rest on one that the unit supports.
    """
    undone = [task for task in facts.tasks if _counts_against(task) and not task.on_condition]
    if undone:
        yield incomplete.limit(
            Rating.NOT_COMPLETED,
            f"Hoàn thành dưới 100 % nhiệm vụ được giao trong quý: {_named(undone)}.",
            f"Lý do khách quan, bất khả kháng của từng nhiệm vụ nêu trên, do {_authority(facts)} xác nhận; "
            "xác nhận không làm thay đổi điểm.",
            tasks=tuple(task.key for task in undone),
            anchor="tasks",
        )
    conditional = [task for task in facts.tasks if _counts_against(task) and task.on_condition]
    if conditional:
        yield incomplete.inform(
            f"Có điều kiện: lý do khách quan được đơn vị thống nhất, chờ tỉnh xác nhận trước khi quyết định "
            f"({_named(conditional)}).",
            tasks=tuple(task.key for task in conditional),
            anchor="tasks",
        )


def conditions_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """6.1: on which condition a proposal rests; column 6 of Mẫu 05 prints it beside the written ground."""
    return tuple(found for found in findings if found.code == incomplete.code and not found.limit)


def _authority(facts: Facts) -> str:
    if facts.tier is Tier.PROVINCIAL:
        return f"{PROVINCE} trên cơ sở ý kiến của đơn vị"
    return "cấp có thẩm quyền"


def _exceeding(facts: Facts) -> tuple[int, Decimal]:
    """How many tasks exceed what was asked, and their share in % as it is told beside the one that is asked."""
    number = sum(task.exceeded for task in facts.tasks)
    return number, told_percent(number, len(facts.tasks), facts.policy.outstanding_share)


def _enough(facts: Facts) -> str:
    if not facts.tasks:
        return "Chưa có nhiệm vụ nào."
    (number, share), least = _exceeding(facts), facts.policy.outstanding_share
    return f"{number}/{len(facts.tasks)} nhiệm vụ vượt yêu cầu ({vn(share)} %), mức đòi hỏi từ {vn(least)} %."


def _claims(facts: Facts) -> Figures:
    """What the marks claim, and whether it counts: once appraised only what the appraiser confirmed."""
    return Figures(
        ("Nhiệm vụ vượt yêu cầu", "Chất lượng", "Tiến độ", "Được tính"),
        tuple(
            (task.name, vn(task.result.quality), vn(task.result.timeliness), _counts(task))
            for task in facts.tasks
            if task.exceeded or task.result.claims_more
        ),
    )


def _counts(task: TaskFacts) -> str:
    if not task.exceeded:
        return "chưa, cơ quan thẩm định chưa xác nhận"
    return "có, đã xác nhận" if task.confirmed else "có, theo điểm tự chấm"


@rule(
    "not-outstanding",
    "2.3",
    Level.ASSUMPTION,
    "Nhiệm vụ vượt mức yêu cầu đề ra",
    carries="2.3/2 PL2.i/2",
    readings=("outstanding_share",),
    place=Place.EXCEEDED,
    said=Said(_enough, _claims),
)
def not_outstanding(facts: Facts) -> Iterator[Finding]:
    """2.3: Xuất sắc is for those of whose tasks a set share (30 %) exceeds what was asked, whatever the points."""
    exceeded, share = _exceeding(facts)
    least = facts.policy.outstanding_share
    if less_than(exceeded, len(facts.tasks), least):
        yield not_outstanding.limit(
            Rating.GOOD,
            f"{exceeded}/{len(facts.tasks)} nhiệm vụ ({vn(share)} %) vượt yêu cầu, chưa đến {vn(least)} % "
            f"để xét mức “{Rating.EXCELLENT.label}”.",
            "Nhiệm vụ vượt yêu cầu (hệ số chất lượng hoặc tiến độ trên 1) được xác nhận, "
            f"do {APPRAISER} ghi.",
            anchor="tasks",
        )


def _on_time(facts: Facts) -> str:
    late = sum(task.late for task in facts.tasks)
    return f"{late}/{len(facts.tasks)} nhiệm vụ được chấm chậm tiến độ."


def _late(facts: Facts) -> Figures:
    return Figures(
        ("Nhiệm vụ chậm tiến độ", "Hệ số tiến độ"),
        tuple((task.name, vn(task.result.timeliness)) for task in facts.tasks if task.late),
    )


@rule(
    "late-task",
    "PL2.ii",
    Level.ASSUMPTION,
    "Nhiệm vụ chậm tiến độ",
    readings=("warns_late_task",),
    place=Place.LIST,
    said=Said(_on_time, _late),
)
def late_task(facts: Facts) -> Iterator[Finding]:
    """Phụ lục 2 (ii): with a late task, Tốt or better asks for a reason."""
    late = [task for task in facts.tasks if task.late]
    if late and facts.expected.rank >= Rating.GOOD.rank:
        names = ", ".join(f"“{task.name}”" for task in late[:_NAMED])
        level = "mức đang xét" if facts.rating else "khung điểm"
        found = late_task.warn(
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


RULES = (incomplete, not_outstanding, late_task)
