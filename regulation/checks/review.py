"""Rules that a proposal or decision must meet first, and what the key tasks' answers mean for it (Bước 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regulation.checks.who import APPRAISER, COUNCIL, LISTER, STAFF
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Moment, Place
from regulation.rules import Asked, Figures, Said, rule
from regulation.vocabulary import Level, Rating, ResponseLevel


def _answered(facts: Facts) -> str:
    keys = sum(task.is_key for task in facts.tasks)
    return f"{keys}/{keys} nhiệm vụ trọng tâm, then chốt đã được đánh giá mức độ đáp ứng."


def _responses(facts: Facts) -> Figures:
    """Those answered; of each that is not, a finding speaks."""
    answered = ((task.name, task.response) for task in facts.tasks if task.is_key and task.response)
    return Figures(
        ("Nhiệm vụ trọng tâm, then chốt", "Mức độ đáp ứng"),
        tuple((name, f"({response.value}) {response.label}") for name, response in answered),
    )


@rule(
    "key-response",
    "B3.2",
    Level.NATIONAL,
    "Mức độ đáp ứng của nhiệm vụ trọng tâm, then chốt",
    carries="B3.2/2",
    place=Place.APPRAISAL,
    said=Said(_answered, _responses),
    asked=Asked(since=Moment.APPRAISAL),
)
def key_response(facts: Facts) -> Iterator[Finding]:
    """Bước 3, second dash: every key task has its response level (1), (2) or (3)."""
    key_tasks = [task for task in facts.tasks if task.is_key]
    if not key_tasks:
        yield key_response.warn(
            "Chưa có nhiệm vụ nào được xác định là nhiệm vụ trọng tâm, then chốt.",
            f"Đánh dấu nhiệm vụ trọng tâm, then chốt, do {APPRAISER} thực hiện; hoặc lý do, do {LISTER} ghi.",
            anchor="tasks",
        )
    for task in key_tasks:
        if task.response is None:
            yield key_response.block(
                f"Nhiệm vụ trọng tâm, then chốt “{task.name}” chưa được đánh giá mức độ đáp ứng yêu cầu.",
                f"Mức độ đáp ứng (1), (2) hoặc (3) của nhiệm vụ, do {APPRAISER} ghi.",
                tasks=(task.key,),
                anchor=f"task-{task.key}",
            )


@rule(
    "key-unmet",
    "B3.2",
    Level.ASSUMPTION,
    "Nhiệm vụ trọng tâm, then chốt không đáp ứng yêu cầu",
    carries="B3.2.3",
    place=Place.APPRAISAL,
    said=Said("Không có nhiệm vụ trọng tâm, then chốt nào ở mức (3) không đáp ứng yêu cầu."),
    asked=Asked(since=Moment.APPRAISAL),
)
def key_unmet(facts: Facts) -> Iterator[Finding]:
    """Bước 3, level (3), with 2.3: a key task that does not meet what was asked is not Xuất sắc; Tốt asks for a reason."""
    unmet = [task for task in facts.tasks if task.is_key and task.response is ResponseLevel.FAILING]
    for task in unmet:
        yield key_unmet.limit(
            Rating.GOOD,
            f"Nhiệm vụ trọng tâm, then chốt “{task.name}” được đánh giá (3) {_small(ResponseLevel.FAILING.label)}.",
            f"Mức độ đáp ứng của nhiệm vụ, do {APPRAISER} đánh giá lại.",
            tasks=(task.key,),
            anchor=f"task-{task.key}",
        )
    if unmet and facts.expected.rank >= Rating.GOOD.rank:
        level = "mức đang xét" if facts.rating else "khung điểm"
        found = key_unmet.warn(
            f"{len(unmet)} nhiệm vụ trọng tâm, then chốt không đáp ứng yêu cầu trong khi {level} là "
            f"“{facts.expected.label}”.",
            f"Lý do kèm mức xếp loại, do {LISTER} ghi.",
            tasks=tuple(task.key for task in unmet),
            anchor="tasks",
        )
        yield found if facts.rating else replace(found, presumes=Rating.GOOD)


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


@rule(
    "no-council",
    "B3",
    Level.PROVINCE,
    "Ý kiến của Hội đồng đánh giá, xếp loại",
    carries="B3.1",
    place=Place.COUNCIL,
    said=Said("Đã ghi ý kiến của Hội đồng."),
    asked=Asked(since=Moment.COUNCIL),
)
def no_council(facts: Facts) -> Iterator[Finding]:
    """Bước 3, first dash: the council gives its opinion before the authority proposes or decides."""
    if not facts.council_recorded:
        yield no_council.block(
            "Chưa ghi ý kiến của Hội đồng đánh giá, xếp loại.",
            f"Ý kiến của Hội đồng, do {STAFF} hoặc {COUNCIL} ghi theo biên bản.",
            anchor="council",
        )


RULES = (key_response, key_unmet, no_council)
