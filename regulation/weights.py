"""The weights that a plan starts from (Mục 2.5; open-questions 23)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from regulation.editions import Edition
from regulation.numbers import ZERO, half_up


def propose_weights(axis_numbers_with_tasks: Iterable[int], edition: Edition) -> dict[int, Decimal]:
    """Mẫu 03's maxima for the axes that have tasks, what is left spread over them in proportion.

    Two decimals, half up; the largest (of equals, the first) absorbs the rest, so that the sum is
    exactly the group's maximum. Without axes, no weights.
    """
    maxima = {number: edition.axis(number).default_max for number in sorted(set(axis_numbers_with_tasks))}
    if not maxima:
        return {}
    given = sum(maxima.values(), ZERO)
    weights = {number: half_up(edition.task_max * most / given) for number, most in maxima.items()}
    largest = max(weights, key=lambda number: weights[number])
    weights[largest] += edition.task_max - sum(weights.values(), ZERO)
    return weights
