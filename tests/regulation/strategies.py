"""Any facts that a dossier may show, for tests by properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from regulation.cap import Tally
from regulation.cases import Left, SpecialCase
from regulation.deadlines import VIETNAM
from regulation.editions import AN_GIANG_2026
from regulation.facts import AxisFacts, CollectiveFacts, Facts, Lateness, Recorded, TaskFacts, Unreported
from regulation.policy import Policy
from regulation.scoring import TaskResult
from regulation.vocabulary import (
    AxisRole,
    CaseKind,
    Circumstance,
    Leadership,
    Rating,
    ResponseLevel,
    Tier,
    Treatment,
)

CLOSED = datetime(2026, 6, 30, tzinfo=VIETNAM)

figures = st.integers(1, 5).map(Decimal)
factors = st.sampled_from([Decimal("0.75"), Decimal(1), Decimal("1.2")])
days = st.dates(date(2026, 4, 1), date(2026, 6, 30))
ratings = st.sampled_from(Rating)
results = st.builds(
    TaskResult, st.just("Báo cáo"), figures, figures, st.integers(0, 6).map(Decimal), factors, factors
)
tasks = st.builds(
    TaskFacts,
    st.uuids().map(str),
    st.text(max_size=10),
    results,
    due_in_quarter=st.booleans(),
    excused=st.booleans(),
    is_key=st.booleans(),
    response=st.none() | st.sampled_from(ResponseLevel),
    mapped=st.booleans(),
    exceeded=st.booleans(),
    due=st.none() | days,
)
axes = st.builds(
    AxisFacts,
    st.integers(1, 6),
    st.none() | st.sampled_from(AxisRole),
    st.integers(0, 70).map(Decimal),
    st.lists(tasks, max_size=3).map(tuple),
)
collectives = st.integers(0, 12).flatmap(
    lambda assigned: st.builds(
        CollectiveFacts,
        st.just("Phòng Nội vụ"),
        st.sampled_from(Leadership),
        st.just(assigned),
        st.integers(0, assigned),
        st.integers(0, assigned),
        st.integers(0, assigned),
        st.integers(0, assigned),
        st.none() | ratings,
        st.booleans(),
    )
)
circumstances = st.builds(
    Recorded,
    st.sampled_from(Circumstance),
    st.text(max_size=10),
    st.text(max_size=5),
    st.none() | days,
    st.none() | st.sampled_from(Treatment),
)
cases = st.builds(
    SpecialCase,
    st.sampled_from(CaseKind),
    days,
    st.just("Từ ngày 15/05/2026."),
    st.just((Left("DV", "Sở Nội vụ"),)),
)
tallies = st.builds(
    Tally, st.dictionaries(ratings, st.integers(0, 9)), st.sampled_from([Decimal(20), Decimal(25)])
)
any_facts = st.builds(
    Facts,
    st.just(AN_GIANG_2026),
    st.sampled_from(Tier),
    policy=st.builds(
        Policy,
        outstanding_share=st.integers(0, 100).map(Decimal),
        warns_late_task=st.booleans(),
        warns_head_above_unit=st.booleans(),
    ),
    ensured=st.dictionaries(st.sampled_from(["1.1", "2.2", "3.3"]), st.booleans()),
    axes=st.lists(axes, max_size=4, unique_by=lambda axis: axis.number).map(tuple),
    recorded=st.lists(circumstances, max_size=3).map(tuple),
    collectives=st.lists(collectives, max_size=3).map(tuple),
    unreported=st.lists(
        st.builds(Unreported, st.just("Phòng Tài chính"), st.sampled_from(Leadership)), max_size=2
    ).map(tuple),
    cases=st.lists(cases, max_size=2).map(tuple),
    remarks_given=st.sampled_from([frozenset(), frozenset(["DV"])]),
    late=st.lists(st.builds(Lateness, st.just("Hồ sơ"), st.just(CLOSED), st.just(CLOSED)), max_size=1).map(
        tuple
    ),
    rating=st.none() | ratings,
    proposed=st.none() | ratings,
    summary=st.text(max_size=5),
    council_recorded=st.booleans(),
    tally=st.none() | tallies,
)


def excuse(facts: Facts, key: str) -> Facts:
    """The facts once the authority has confirmed an objective reason for that task."""
    axes = tuple(
        replace(
            axis, tasks=tuple(replace(task, excused=task.excused or task.key == key) for task in axis.tasks)
        )
        for axis in facts.axes
    )
    return replace(facts, axes=axes)


@st.composite
def good_tasks(draw: st.DrawFn) -> tuple[TaskFacts, ...]:
    """One to three tasks done as planned or beyond, in time; the first exceeds what was asked, so at least a third do."""
    found = []
    for row in range(draw(st.integers(1, 3))):
        planned = draw(st.integers(1, 4))
        exceeded = row == 0 or draw(st.booleans())
        factor = Decimal("1.2") if exceeded else Decimal(1)
        done = Decimal(planned + draw(st.integers(0, 2)))
        result = TaskResult("Báo cáo", draw(figures), Decimal(planned), done, factor, Decimal(1))
        response = ResponseLevel.EFFECTIVE if row == 0 else None
        found.append(
            TaskFacts(
                str(draw(st.uuids())),
                f"Báo cáo {row}",
                result,
                is_key=row == 0,
                response=response,
                exceeded=exceeded,
            )
        )
    return tuple(found)


@st.composite
def good_axes(draw: st.DrawFn) -> tuple[AxisFacts, ...]:
    """One to three axes that weigh 70 together, the first of them the main one."""
    lesser = draw(st.lists(st.integers(5, 20).map(Decimal), max_size=2))
    weights = [Decimal(70) - sum(lesser), *lesser]
    roles = [AxisRole.MAIN, *(AxisRole.SUPPORTING for _ in lesser)]
    return tuple(
        AxisFacts(number, role, weight, draw(good_tasks()))
        for number, (role, weight) in enumerate(zip(roles, weights, strict=True), start=1)
    )


@st.composite
def good_collective(draw: st.DrawFn, name: str) -> CollectiveFacts:
    """Headed by the person: every target that counts completed in time, 30 % of them and more exceeded."""
    assigned, excused = draw(st.integers(10, 40)), draw(st.integers(0, 3))
    base = assigned - excused
    exceeded = draw(st.integers(-(-base * 3 // 10), base))
    return CollectiveFacts(
        name, Leadership.HEAD, assigned, base, exceeded, excused=excused, rating=Rating.EXCELLENT
    )


good_dossiers = st.builds(
    Facts,
    st.just(AN_GIANG_2026),
    st.sampled_from(Tier),
    st.just(Leadership.HEAD),
    axes=good_axes(),
    collectives=st.tuples(good_collective("Phòng Nội vụ"), good_collective("Đảng ủy phường")),
    rating=st.none() | st.just(Rating.EXCELLENT),
    summary=st.just("Vượt mức các nhiệm vụ trọng tâm"),
    council_recorded=st.just(True),
)
