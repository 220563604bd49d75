"""The weights that a plan starts from (Mục 2.5; open-questions 23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from regulation.editions import Edition
from regulation.numbers import ZERO, half_up


def propose_weights(axis_numbers_with_tasks: Iterable[int], edition: Edition) -> dict[int, Decimal]:
    """Mẫu 03's maxima for the axes that have tasks, what is left spread over them in proportion.

    Two decimals, half up; the largest (of equals, the first) absorbs the rest, so that the sum is
    exactly the group's maximum. Without axes, no weights.
    """
    maxima = {number: edition.axis(number).default_max for number in sorted(set(axis_numbers_with_tasks))}
    return spread(maxima, edition.task_max)


def spread(weights: Mapping[int, Decimal], total: Decimal) -> dict[int, Decimal]:
    """The weights brought to the total in proportion: two decimals, half up, the largest absorbs the rest.

    As they are where they add up already; none where there are none, or none that weighs.
    """
    given = sum(weights.values(), ZERO)
    if given in (ZERO, total):
        return dict(weights)
    brought = {number: half_up(total * weight / given) for number, weight in weights.items()}
    largest = max(brought, key=lambda number: brought[number])
    brought[largest] += total - sum(brought.values(), ZERO)
    return brought
