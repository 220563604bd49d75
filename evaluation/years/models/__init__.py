"""Lists of a year, what they decided, and what was done about replacement."""

from evaluation.years.models.lists import (
    YearList,
    YearListEntry,
    YearListQuerySet,
    YearRating,
    YearRow,
    YearRowQuerySet,
)
from evaluation.years.models.replacements import Replacement, ReplacementEntry

__all__ = [
    "Replacement",
    "ReplacementEntry",
    "YearList",
    "YearListEntry",
    "YearListQuerySet",
    "YearRating",
    "YearRow",
    "YearRowQuerySet",
]
