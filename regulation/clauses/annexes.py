"""The annexes and forms of the guideline."""

from __future__ import annotations

from regulation.clauses.clause import quoted

ANNEXES = (
    quoted("M01", "Mẫu số 01, ghi chú", "M01.note"),
    quoted("M04-06", "Mẫu số 04, 05 và 06, cột 6", "M04-06.6"),
    quoted("M06", "Mẫu số 06, ghi chú", "M06.note"),
    # The approved catalog, and the coefficients by its standard item.
    quoted("PL1", "Phụ lục 1", only=("PL1.1.1", "PL1.2.3/1", "PL1.2.3/2")),
    quoted("PL1.1", "Phụ lục 1, điểm 1"),
    quoted("PL1.2.2", "Phụ lục 1, điểm 2, Bước 2"),
    quoted("PL1.2.3", "Phụ lục 1, điểm 2, Bước 3", only=("PL1.2.3/1", "PL1.2.3/2")),
    # The formulas.
    quoted(
        "PL2",
        "Phụ lục 2",
        only=("PL2.1.2/1", "PL2.1.2/2", "PL2.1.3/1", "PL2.1.3/2", "PL2.1.3/3"),
    ),
    quoted("PL2.ii", "Phụ lục 2, điểm 2 (ii)"),
)
