"""Mục 4 of the guideline: the six steps."""

from __future__ import annotations

from regulation.clauses.clause import quoted

STEPS = (
    quoted("B1", "Mục 4, Bước 1"),
    # The days by which plans and results are to be there.
    quoted("B1-B5", "Mục 4, Bước 1 và Bước 5", "B1", "B5", only=("B1.1/1", "B5.2", "B5.3")),
    quoted("B2", "Mục 4, Bước 2"),
    quoted("B3", "Mục 4, Bước 3"),
    quoted("B3.2", "Mục 4, Bước 3, gạch đầu dòng thứ hai"),
    quoted("B4", "Mục 4, Bước 4"),
    quoted("B5", "Mục 4, Bước 5"),
    quoted("B6", "Mục 4, Bước 6"),
)
