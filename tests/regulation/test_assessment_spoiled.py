"""A good dossier spoiled by one fact, or by two, falls to exactly the level that the law names, and never rises."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.assessment import assess
from regulation.facts import CollectiveFacts, Facts, Recorded, TaskFacts
from regulation.vocabulary import Circumstance, Leadership, Rating
from tests.regulation.strategies import good_dossiers

FAILED, COMPLETED, GOOD, EXCELLENT = Rating.NOT_COMPLETED, Rating.COMPLETED, Rating.GOOD, Rating.EXCELLENT


@dataclass(frozen=True)
class Spoiling:
    """One fact changed: `spoil(draw, facts)`, what it is about, the rule that speaks, and the level left."""

    about: str
    code: str
    left: Rating
    spoil: Callable[[Any, Facts], Facts]
    warns: bool = False


def tasks(change: Callable[[TaskFacts], TaskFacts], *, every: bool = False) -> Callable[[Any, Facts], Facts]:
    """Some of the tasks, at least one, changed; or every one."""

    def spoil(draw: Any, facts: Facts) -> Facts:
        keys = [task.key for task in facts.tasks]
        chosen = keys if every else draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
        axes = tuple(
            replace(axis, tasks=tuple(change(task) if task.key in chosen else task for task in axis.tasks))
            for axis in facts.axes
        )
        return replace(facts, axes=axes)

    return spoil


def short(task: TaskFacts) -> TaskFacts:
    return replace(task, result=replace(task.result, done=task.result.planned - Decimal("0.5")))


def late(task: TaskFacts) -> TaskFacts:
    return replace(task, result=replace(task.result, timeliness=Decimal("0.75")))


def unconfirmed(task: TaskFacts) -> TaskFacts:
    return replace(task, exceeded=False)


def recorded(kind: Circumstance) -> Callable[[Any, Facts], Facts]:
    return lambda draw, facts: replace(facts, recorded=(*facts.recorded, Recorded(kind, "Một việc")))


def unit(column: str, span: Callable[[int], tuple[int, int]], **fields: Any) -> Callable[[Any, Facts], Facts]:
    """One of the collectives with another count, drawn from the span that its targets allow."""

    def change(draw: Any, collective: CollectiveFacts) -> CollectiveFacts:
        return replace(collective, **{column: draw(st.integers(*span(collective.base)))}, **fields)

    def spoil(draw: Any, facts: Facts) -> Facts:
        place = draw(st.integers(0, len(facts.collectives) - 1))
        found = list(facts.collectives)
        found[place] = change(draw, found[place])
        return replace(facts, collectives=tuple(found))

    return spoil


def below_70(base: int) -> tuple[int, int]:
    return 0, (7 * base - 1) // 10


def below_100(base: int) -> tuple[int, int]:
    return -(-7 * base // 10), base - 1


def few(base: int) -> tuple[int, int]:
    return 1, base // 5


def many(base: int) -> tuple[int, int]:
    return base // 5 + 1, base


def hardly_any(base: int) -> tuple[int, int]:
    return 0, (3 * base - 1) // 10


SPOILINGS = {
    "some tasks short": Spoiling("done", "incomplete", FAILED, tasks(short)),
    "every task short": Spoiling("done", "incomplete", FAILED, tasks(short, every=True)),
    "nothing confirmed": Spoiling("exceeded", "not-outstanding", GOOD, tasks(unconfirmed, every=True)),
    "shortcoming": Spoiling("shortcoming", "shortcomings", GOOD, recorded(Circumstance.SHORTCOMING)),
    "discipline": Spoiling("ground", "ground", FAILED, recorded(Circumstance.DISCIPLINE)),
    "degradation": Spoiling("ground", "ground", FAILED, recorded(Circumstance.DEGRADATION)),
    "low confidence": Spoiling("ground", "ground", FAILED, recorded(Circumstance.LOW_CONFIDENCE)),
    "units failed": Spoiling("ground", "ground", FAILED, recorded(Circumstance.UNITS_FAILED)),
    "basic targets": Spoiling("ground", "ground", FAILED, recorded(Circumstance.BASIC_TARGETS)),
    "unit below 70": Spoiling("completed", "unit-below-70", FAILED, unit("completed", below_70)),
    "unit below 100": Spoiling("completed", "unit-below-100", COMPLETED, unit("completed", below_100), True),
    "unit late in few": Spoiling("late", "unit-late", COMPLETED, unit("late", few)),
    "unit late in many": Spoiling("late", "unit-late", COMPLETED, unit("late", many), True),
    "unit hardly exceeding": Spoiling("targets", "unit-not-outstanding", GOOD, unit("exceeded", hardly_any)),
}
PAIRS = [(a, b) for a in SPOILINGS for b in SPOILINGS if SPOILINGS[a].about < SPOILINGS[b].about]


@given(good_dossiers)
def test_a_good_dossier_may_be_rated_highest_and_owes_nothing(facts):
    verdict = assess(facts)
    assert (verdict.band, verdict.highest_permitted) == (EXCELLENT, EXCELLENT)
    assert (verdict.blocks, verdict.warnings) == ((), ())


@pytest.mark.parametrize("name", SPOILINGS)
@given(facts=good_dossiers, data=st.data())
def test_one_fact_lowers_to_the_level_that_the_law_names(name, facts, data):
    spoiling = SPOILINGS[name]
    verdict = assess(spoiling.spoil(data.draw, facts))
    assert verdict.highest_permitted is spoiling.left
    assert {finding.code for finding in verdict.findings if finding.limit} - {"band"} == {spoiling.code}
    warned = {finding.code for finding in verdict.warnings}
    assert warned == ({spoiling.code} if spoiling.warns else set())


@given(facts=good_dossiers, pair=st.sampled_from(PAIRS), data=st.data())
def test_of_two_facts_the_heavier_decides_and_neither_silences_the_other(facts, pair, data):
    one, other = (SPOILINGS[name] for name in pair)
    verdict = assess(other.spoil(data.draw, one.spoil(data.draw, facts)))
    assert verdict.highest_permitted is Rating.lowest([one.left, other.left])
    limits = {finding.code for finding in verdict.findings if finding.limit} - {"band"}
    assert limits == {one.code, other.code}


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if all(name.startswith("unit ") for name in pair)])
@given(facts=good_dossiers, data=st.data())
def test_what_one_collective_missed_in_two_ways_is_told_twice(pair, facts, data):
    one, other = (SPOILINGS[name] for name in pair)
    alone = replace(facts, collectives=facts.collectives[:1])
    verdict = assess(other.spoil(data.draw, one.spoil(data.draw, alone)))
    assert verdict.highest_permitted is Rating.lowest([one.left, other.left])
    assert {finding.code for finding in verdict.findings if finding.limit} == {one.code, other.code}


@pytest.mark.parametrize("role", [Leadership.DEPUTY, Leadership.MEMBER])
@given(facts=good_dossiers, data=st.data())
def test_a_failed_collective_leaves_its_deputies_and_members_good(role, facts, data):
    spoiled = unit("completed", below_70, role=role)(data.draw, facts)
    assert assess(spoiled).highest_permitted is GOOD


@given(facts=good_dossiers, data=st.data())
def test_late_tasks_ask_for_a_reason_and_never_raise(facts, data):
    verdict = assess(tasks(late)(data.draw, replace(facts, rating=EXCELLENT)))
    assert "late-task" in {finding.code for finding in verdict.warnings}
    assert verdict.highest_permitted is verdict.band


@given(facts=good_dossiers, place=st.integers(0, 1), given_to_it=st.sampled_from([FAILED, COMPLETED, GOOD]))
def test_whichever_collective_is_rated_lower_asks_for_a_reason(facts, place, given_to_it):
    found = list(facts.collectives)
    found[place] = replace(found[place], rating=given_to_it)
    verdict = assess(replace(facts, collectives=tuple(found), rating=EXCELLENT))
    asked = [finding.sentence for finding in verdict.warnings if finding.code == "head-above-unit"]
    assert [found[place].name in sentence for sentence in asked] == [True]
    assert verdict.highest_permitted is EXCELLENT
