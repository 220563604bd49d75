"""The facts by which a dossier is judged: plain values, whatever rows they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from regulation.cap import Tally
from regulation.cases import SpecialCase
from regulation.editions import Edition
from regulation.numbers import ZERO, less_than, more_than
from regulation.policy import Policy
from regulation.quarters import Quarter
from regulation.scoring import AxisResult, Score, TaskResult, score
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
from regulation.weights import spread


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task of the quarter: its result, and what was recorded of it.

    `excused` only by the competent authority's confirmation; `on_condition`: of tier 3.1 the unit supports the excuse, which
    counts for its proposal until the province answers (6.1); `mapped` when it has an approved catalog item;
    `exceeded` when its result claims more and, once appraised, the appraiser `confirmed` it (2.3); `excuse` tells in words
    how the reason put forward stands.
    """

    key: str
    name: str
    result: TaskResult
    due_in_quarter: bool = True
    excused: bool = False
    is_key: bool = False
    response: ResponseLevel | None = None
    mapped: bool = True
    exceeded: bool = False
    due: date | None = None
    confirmed: bool = False
    excuse: str = ""
    on_condition: bool = False

    @property
    def late(self) -> bool:
        """Whether it was marked late: a timeliness factor below 1 (Phụ lục 2)."""
        return self.result.timeliness < 1


@dataclass(frozen=True, slots=True)
class CollectiveFacts:
    """A collective's approved targets of the quarter, and the person's place in it (6.3).

    Counts of targets; `excused` are those whose force majeure is confirmed, left out of every share. `is_field`: they are
    those of the field that a deputy is in charge of, not of the whole collective (6.3, second sentence).
    """

    name: str
    role: Leadership
    assigned: int
    completed: int
    exceeded: int = 0
    late: int = 0
    excused: int = 0
    rating: Rating | None = None
    is_field: bool = False

    @property
    def what(self) -> str:
        """What it is, within a sentence."""
        return "lĩnh vực phụ trách" if self.is_field else "tập thể"

    @property
    def who(self) -> str:
        """The person's place, within a sentence."""
        return self.role.label.lower()

    @property
    def is_led_directly(self) -> bool:
        """QĐ 366 Điều 11: whether it is this person's own charge: a head's the unit, a deputy's the field."""
        return self.is_field or self.role is Leadership.HEAD

    @property
    def base(self) -> int:
        """The targets that count."""
        return self.assigned - self.excused

    def below(self, number: int, share: Decimal) -> bool:
        """Whether so many of the targets that count are less than that share of them in %, exactly."""
        return less_than(number, self.base, share)

    def above(self, number: int, share: Decimal) -> bool:
        """Whether they are more than that, exactly."""
        return more_than(number, self.base, share)


@dataclass(frozen=True, slots=True)
class Unreported:
    """A collective without an approved result for the quarter, and the person's place in it (Bước 3, 6.3).

    `of_field`: of the collective there is one, but none of the field that this deputy is in charge of.
    """

    name: str
    role: Leadership
    of_field: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """A circumstance in force, with its words and its document; `deferred_in`: the quarter not rated that it comes from (7.d)."""

    kind: Circumstance
    text: str
    document: str = ""
    on: date | None = None
    treatment: Treatment | None = None
    deferred_in: str = ""

    @property
    def told(self) -> str:
        """“Chậm kê khai tài sản” (Kết luận số 12-KL/UBKT, ngày 02/05/2026)"""
        source = [self.document] if self.document else []
        source += [f"ngày {self.on:%d/%m/%Y}"] if self.on else []
        source += [f"ghi ở {self.deferred_in} chưa đánh giá, xét trong quý này"] if self.deferred_in else []
        return f"“{self.text}”" + (f" ({', '.join(source)})" if source else "")


@dataclass(frozen=True, slots=True)
class Deferred:
    """7.d: a quarter just before that was not rated and is considered in this one, and the ground on which it was not."""

    quarter: Quarter
    ground: str = ""

    @property
    def told(self) -> str:
        """Quý III/2026 chưa đánh giá, xếp loại: Nghỉ thai sản."""
        return f"{self.quarter.label} chưa đánh giá, xếp loại" + (
            f": {self.ground.rstrip('.')}." if self.ground else "."
        )


@dataclass(frozen=True, slots=True)
class Lateness:
    """Something that arrived after its window had closed (Bước 1, Bước 5)."""

    what: str
    arrived_at: datetime
    closed_at: datetime
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A main post that the dossier does not have: since when, and what of the dossier is no longer true for it.

    Nothing is untrue for one that began after the evaluation date.
    """

    place: str
    since: date
    changes: tuple[str, ...] = ()


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

    def since(self, day: date) -> AxisFacts:
        """The axis with the tasks due on that day or later, or on no named day."""
        return replace(self, tasks=tuple(task for task in self.tasks if task.due is None or task.due >= day))


@dataclass(frozen=True)
class Facts:
    """One dossier, by its newest layer of marks; `rating` is the one being proposed or decided.

    `axes` are the plan's; what is scored are the `counted` ones. `reduced` names the tasks withdrawn or lowered after the
    plan's approval; `recorded` holds the circumstances in force (an unremedied shortcoming, a ground not annulled, a paper
    that is there). `deferred` are the quarters just before that were not rated. `collectives` are those with approved results,
    `unreported` those without. `remarks_given` are the keys of the old units that have spoken (7.b), `moves` the posts that the
    dossier does not have, `left_on` the day from which no post is held at all. `proposed` is the level proposed before. `tally`
    is there where the list is judged too. `quarter` is the one judged; `direct_entry`: its tasks come without a catalog (Bước 2).
    """

    edition: Edition
    tier: Tier
    leadership: Leadership = Leadership.NONE
    policy: Policy = field(default_factory=Policy)
    ensured: Mapping[str, bool] = field(default_factory=dict)
    axes: tuple[AxisFacts, ...] = ()
    reduced: tuple[str, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    collectives: tuple[CollectiveFacts, ...] = ()
    unreported: tuple[Unreported, ...] = ()
    cases: tuple[SpecialCase, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    remarks_given: frozenset[str] = frozenset()
    moves: tuple[Moved, ...] = ()
    left_on: date | None = None
    late: tuple[Lateness, ...] = ()
    rating: Rating | None = None
    proposed: Rating | None = None
    summary: str = ""
    council_recorded: bool = False
    tally: Tally | None = None
    quarter: Quarter | None = None
    direct_entry: bool = False

    @cached_property
    def scored(self) -> Score:
        """The score of these facts, computed when a rule first asks."""
        return score(self.ensured, [axis.result for axis in self.counted], self.edition)

    @cached_property
    def counted(self) -> tuple[AxisFacts, ...]:
        """The axes that are scored: after a reorganisation (7.c) only with the tasks due from that day on.

        The weight of an axis that so lost all its tasks is spread over the others in proportion.
        """
        moved = self.case(CaseKind.REORGANISED)
        if moved is None:
            return self.axes
        left = [axis.since(moved.since) for axis in self.axes]
        weights = spread({axis.number: axis.weight for axis in left if axis.tasks}, self.edition.task_max)
        return tuple(replace(axis, weight=weights[axis.number]) for axis in left if axis.tasks)

    @property
    def tasks(self) -> tuple[TaskFacts, ...]:
        """All tasks that count, in the order of the axes."""
        return tuple(task for axis in self.counted for task in axis.tasks)

    @property
    def expected(self) -> Rating:
        """The rating being given, or while there is none the one whose band the points reach."""
        return self.rating or self.edition.band(self.scored.total)

    def given(self, rating: Rating | None, summary: str = "") -> Facts:
        """The same facts with this rating being proposed or decided; the score, which does not change by it, is kept."""
        facts = replace(self, rating=rating, summary=summary)
        facts.__dict__.update(scored=self.scored, counted=self.counted)
        return facts

    def case(self, kind: CaseKind) -> SpecialCase | None:
        """The special case of that kind, if the person is in it."""
        return next((case for case in self.cases if case.kind is kind), None)

    def of_kind(self, *kinds: Circumstance) -> tuple[Recorded, ...]:
        """The circumstances of these kinds that are in force."""
        return tuple(found for found in self.recorded if found.kind in kinds)
