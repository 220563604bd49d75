"""7.c: what a reorganisation leaves out of the count."""

from dataclasses import dataclass
from datetime import date

from regulation.facts import AxisFacts, Facts, TaskFacts
from regulation.vocabulary import CaseKind


@dataclass(frozen=True)
class LeftOut:
    """The tasks that do not count, since when, and the weights that changed for it."""

    since: date
    sentence: str
    tasks: tuple[TaskFacts, ...]
    weights: tuple[AxisFacts, ...]


def left_out_of(facts: Facts) -> LeftOut | None:
    """What 7.c leaves out; None where the person's post was not moved by a reorganisation."""
    moved = facts.case(CaseKind.REORGANISED)
    if moved is None:
        return None
    counted = {task.key for task in facts.tasks}
    before = {axis.number: axis.weight for axis in facts.axes}
    return LeftOut(
        moved.since,
        moved.sentence,
        tuple(task for axis in facts.axes for task in axis.tasks if task.key not in counted),
        tuple(axis for axis in facts.counted if axis.weight != before[axis.number]),
    )
