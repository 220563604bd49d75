"""What a clause is, and the documents that it may stand in."""

from __future__ import annotations

from dataclasses import dataclass

GUIDELINE = "Hướng dẫn số 02-HD/TU ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy An Giang"
REGULATION_366 = "Quy định số 366-QĐ/TW ngày 30/8/2025 của Bộ Chính trị"
CONCLUSION_198 = "Kết luận số 198-KL/TW ngày 08/10/2025 của Bộ Chính trị"


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a document, and what it says."""

    code: str
    title: str
    document: str
    text: str

    @property
    def citation(self) -> str:
        """Mục 6.1, Hướng dẫn số 02-HD/TU …"""
        return f"{self.title}, {self.document}"
