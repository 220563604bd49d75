"""What a clause is, and how it comes by its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from regulation.guideline import TEXTS, codes_under

GUIDELINE = "Hướng dẫn số 02-HD/TU ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy An Giang"
REGULATION_366 = "Quy định số 366-QĐ/TW ngày 30/8/2025 của Bộ Chính trị"


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a document, and what it says.

    `sentences` are the codes of the guideline's sentences that make the text. There are none where a document is not
    the province's to reprint: the text is then its gist, in our own words.
    """

    code: str
    title: str
    document: str
    text: str
    sentences: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        """Mục 6.1, Hướng dẫn số 02-HD/TU …"""
        return f"{self.title}, {self.document}"

    @property
    def is_quoted(self) -> bool:
        """Whether the text is the document's own words."""
        return bool(self.sentences)


def quoted(code: str, title: str, *places: str, only: Sequence[str] = ()) -> Clause:
    """A clause of the guideline in its own words: of its places (else of its code) every sentence, or `only` these."""
    under = codes_under(*(places or (code,)), headings=only)
    kept = tuple(sentence for sentence in under if sentence in only or not only)
    return Clause(code, title, GUIDELINE, _joined(under, kept), kept)


def gist(code: str, title: str, document: str, text: str) -> Clause:
    """A clause of a document that is not ours to reprint, and that says so."""
    return Clause(code, title, document, f"Nội dung chính: {text}")


def _joined(under: Sequence[str], kept: Sequence[str]) -> str:
    """The sentences that are kept, in the guideline's order; … stands for each run of those left out."""
    runs = groupby(under, key=lambda sentence: sentence in kept)
    return " ".join(" ".join(TEXTS[one] for one in run) if stays else "…" for stays, run in runs)
