"""Calendar quarters, the rounds in which ratings are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, Self

_ROMAN = ("I", "II", "III", "IV")
_WRITTEN = re.compile(r"([0-9]{4})-([1-4])")
_YEARS = range(2000, 3000)


class OfQuarter(Protocol):
    """Whatever knows its year, and the number of its quarter in it."""

    @property
    def year(self) -> int: ...

    @property
    def number(self) -> int: ...


class Days:
    """Whatever is of a quarter has its days."""

    __slots__ = ()

    @property
    def days(self: OfQuarter) -> tuple[date, date]:
        """The first day of its first month and the last day of its last."""
        last_month = date(self.year, 3 * self.number, 1)
        last = (last_month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return date(self.year, 3 * self.number - 2, 1), last


@dataclass(frozen=True, order=True, slots=True)
class Quarter(Days):
    """One quarter of one year; quarters compare in time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.year not in _YEARS or self.number not in range(1, 5):
            raise ValueError(f"Không có quý {self.number} năm {self.year}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which the day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter written "2026-2"; ValueError otherwise."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError("Quý phải viết dưới dạng 2026-2")
        return cls(int(written[1]), int(written[2]))

    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def previous(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def first_day(self) -> date:
        """The first day of its first month."""
        return self.days[0]

    @property
    def last_day(self) -> date:
        """The last day of its last month."""
        return self.days[1]

    @property
    def roman(self) -> str:
        """The number as official papers write it: II."""
        return _ROMAN[self.number - 1]

    @property
    def label(self) -> str:
        """Quý II/2026."""
        return f"Quý {self.roman}/{self.year}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
