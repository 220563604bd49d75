"""Facts to judge: small ones, and Phụ lục 2's worked example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from regulation.editions import AN_GIANG_2026
from regulation.facts import AxisFacts, Facts, Recorded, TaskFacts
from regulation.scoring import AxisResult, TaskResult
from regulation.vocabulary import AxisRole, Circumstance, Leadership, Tier

# No example is judged by its time, so that a busy machine fails nothing; nothing is kept on disk.
settings.register_profile("law", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("law")

THREE_QUARTERS = Decimal("0.75")
SIX_FIFTHS = Decimal("1.2")


def _task(name: str, coefficient: str, planned: int, done: int, factor: Decimal) -> TaskResult:
    return TaskResult(name, Decimal(coefficient), Decimal(planned), Decimal(done), factor, factor, factor)


# Phụ lục 2, "Ví dụ minh họa", bảng 2.
WORKED_TASKS = (
    _task("Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ hằng tháng", "1", 2, 1, THREE_QUARTERS),
    _task("Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ quý II/2026 của các phòng", "1", 1, 1, Decimal(1)),
    _task(
        "Báo cáo Lãnh đạo Ban về tình hình tổ chức cơ sở đảng, đảng viên quý II/2026",
        "1.2",
        1,
        1,
        Decimal(1),
    ),
    _task("Tờ trình về dự thảo Quy định sinh hoạt đảng trực tuyến", "1.5", 1, 1, Decimal(1)),
    _task("Tờ trình về xây dựng Kết luận thực hiện Nghị quyết 21-NQ/TW", "2", 1, 1, SIX_FIFTHS),
)


@pytest.fixture
def worked_axis() -> AxisResult:
    """The example's one axis, with all 70 points."""
    return AxisResult(4, Decimal(70), WORKED_TASKS)


@pytest.fixture
def worked_facts() -> Facts:
    """The example's person, as Bước 3 finds them: the council heard, the last task confirmed as exceeding."""
    tasks = tuple(
        TaskFacts(str(row), task.name, task, exceeded=task.quality > 1)
        for row, task in enumerate(WORKED_TASKS, start=1)
    )
    axis = AxisFacts(4, AxisRole.MAIN, Decimal(70), tasks)
    return Facts(AN_GIANG_2026, Tier.DELEGATED, Leadership.DEPUTY, axes=(axis,), council_recorded=True)


@pytest.fixture
def make_task() -> Callable[..., TaskFacts]:
    """A task of one report, done; any field of its facts or of its result can be set."""

    def make(key: str = "1", **fields: Any) -> TaskFacts:
        figures = {name: Decimal(fields.pop(name)) for name in ("planned", "done") if name in fields}
        result = replace(TaskResult("Báo cáo", Decimal(1), Decimal(1), Decimal(1)), **figures)
        return TaskFacts(key, f"Báo cáo {key}", result, **fields)

    return make


@pytest.fixture
def make_facts() -> Callable[..., Facts]:
    """A person of tier 3.2 with the given axes."""

    def make(*axes: AxisFacts, **fields: Any) -> Facts:
        return Facts(AN_GIANG_2026, fields.pop("tier", Tier.DELEGATED), axes=axes, **fields)

    return make


@pytest.fixture
def recorded() -> Callable[..., Recorded]:
    """A circumstance of that kind, by a document of the commission."""

    def make(kind: Circumstance, text: str = "Chậm kê khai tài sản") -> Recorded:
        return Recorded(kind, text, "Kết luận số 12-KL/UBKTTU", date(2026, 5, 2))

    return make
