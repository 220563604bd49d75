"""The facts by which a dossier is judged: plain values, whatever rows they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from regulation.cap import Tally
from regulation.editions import Edition
from regulation.numbers import ZERO
from regulation.scoring import AxisResult, Score, TaskResult, score
from regulation.vocabulary import AxisRole, Leadership, Rating, ResponseLevel, Tier


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task of the quarter: its result, and what was recorded of it.

    `excused` only by the competent authority's confirmation; `mapped` when it has an approved catalog item.
    """

    key: str
    name: str
    result: TaskResult
    due_in_quarter: bool = True
    excused: bool = False
    is_key: bool = False
    response: ResponseLevel | None = None
    mapped: bool = True


@dataclass(frozen=True, slots=True)
class AxisFacts:
    """A result axis in a person's plan: its role, its weight, its tasks."""

    number: int
    role: AxisRole | None = None
    weight: Decimal = ZERO
    tasks: tuple[TaskFacts, ...] = ()

    @property
    def result(self) -> AxisResult:
        """The axis as the scoring module takes it; its weight is its maximum."""
        return AxisResult(self.number, self.weight, tuple(task.result for task in self.tasks))


@dataclass(frozen=True)
class Facts:
    """One dossier, by its newest layer of marks; `rating` is the one being proposed or decided.

    `reduced` names the tasks withdrawn or lowered after the plan's approval.

    `tally` is there where the list is judged too.
    """

    edition: Edition
    tier: Tier
    leadership: Leadership = Leadership.NONE
    ensured: Mapping[str, bool] = field(default_factory=dict)
    axes: tuple[AxisFacts, ...] = ()
    reduced: tuple[str, ...] = ()
    rating: Rating | None = None
    summary: str = ""
    council_recorded: bool = False
    tally: Tally | None = None

    @cached_property
    def scored(self) -> Score:
        """The score of these facts, computed when a rule first asks."""
        return score(self.ensured, [axis.result for axis in self.axes], self.edition)

    @property
    def tasks(self) -> tuple[TaskFacts, ...]:
        """All tasks, in the order of the axes."""
        return tuple(task for axis in self.axes for task in axis.tasks)
