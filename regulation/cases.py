"""The special cases of Mục 7 and Mục 3.3, read from appointments and absences.

Months are calendar months, counted back from the quarter's evaluation date (the last day of its dossier window).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regulation.clauses import CLAUSES, Clause
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, CaseKind, Cause


@dataclass(frozen=True, slots=True)
class Service:
    """One post as held: at which unit, which managing unit that is, from when, until when (inclusive), how it came about.

    `leads` is true of a leadership post; `optional` of a committee seat without professional work (3.3, second dash).
    """

    post: str
    unit: str
    managing: str
    since: date
    until: date | None = None
    cause: Cause = Cause.APPOINTMENT
    leads: bool = True
    optional: bool = False
    main: bool = True


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch of days (both inclusive; open where `until` is None) in which somebody was away or under inspection."""

    kind: AbsenceKind
    since: date
    until: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class SpecialCase:
    """A case that applies: since when, the sentence with its dates, and for 7.b the unit left."""

    kind: CaseKind
    since: date
    sentence: str
    from_unit: str = ""

    @property
    def clause(self) -> Clause:
        """The clause of Mục 7 or 3.3."""
        return CLAUSES[_CLAUSES[self.kind]]


_CLAUSES = {
    CaseKind.PROMOTED: "7.a",
    CaseKind.TRANSFERRED: "7.b",
    CaseKind.REORGANISED: "7.c",
    CaseKind.TRAINING: "7.d",
    CaseKind.FIRST_APPOINTED: "7.d",
    CaseKind.ON_LEAVE: "7.d",
    CaseKind.INSPECTED: "7.d",
    CaseKind.OPTIONAL: "3.3",
}


def cases_of(
    services: Iterable[Service], absences: Iterable[Absence], quarter: Quarter
) -> tuple[SpecialCase, ...]:
    """Every special case that applies to somebody with these posts and absences in this quarter, in the law's order."""
    raise NotImplementedError
