"""Mục 2, 5 and 6 of the guideline: how people are rated, and to what use."""

from __future__ import annotations

from regulation.clauses.clause import quoted

PRINCIPLES = (
    quoted("2.2", "Mục 2.2"),
    quoted("2.3", "Mục 2.3"),
    quoted("2.5", "Mục 2.5"),
    quoted("5", "Mục 5"),
    quoted("6.1", "Mục 6.1"),
    quoted("6.2", "Mục 6.2"),
    quoted("6.3", "Mục 6.3"),
)
