"""Mục 3 of the guideline: who is evaluated, letter by letter."""

from __future__ import annotations

from regulation.clauses.clause import quoted

_LETTERS = ("a", "b", "c", "d", "đ", "e")

SCOPE = (
    quoted("3.1", "Mục 3.1", only=("3.1.",)),  # its letters have clauses of their own
    *(quoted(f"3.1.{letter}", f"Mục 3.1.{letter}") for letter in _LETTERS),
    quoted("3.2", "Mục 3.2", only=("3.2.",)),
    *(quoted(f"3.2.{letter}", f"Mục 3.2.{letter}") for letter in _LETTERS),
    quoted("3.3", "Mục 3.3"),
)
