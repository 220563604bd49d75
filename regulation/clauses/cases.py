"""Mục 7 and 8 of the guideline: the special cases, and who judges the collectives."""

from __future__ import annotations

from regulation.clauses.clause import quoted

CASES = (
    quoted("7.a", "Mục 7.a"),
    quoted("7.b", "Mục 7.b"),
    quoted("7.c", "Mục 7.c"),
    quoted("7.d", "Mục 7.d"),
    quoted("7.e", "Mục 7.e"),
    quoted("8.2", "Mục 8.2"),
)
