"""Something that the form itself asks for is missing: a gate's own finding."""

from collections.abc import Callable, Iterable
from typing import Any

from regulation.findings import Finding, Ground
from regulation.vocabulary import Level

Gate = Callable[[Any], Iterable[Finding]]


def owed(code: str, clause: str, sentence: str, *, anchor: str = "", lifted_by: str = "") -> Finding:
    """Something that the form itself asks for is missing."""
    return Ground(code, clause, Level.PROVINCE, code).block(sentence, lifted_by, anchor=anchor)
