"""What the law says of a row of a year's list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cadres.vietnamese import lowfirst
from evaluation.core.steps import Stage
from evaluation.years.listing.cells import Cell, cell_of
from evaluation.years.listing.quarters import kept_of, reopened_of, result_of, rounds_until
from evaluation.years.stages import QUARTERS, YearSpan
from regulation.findings import Finding
from regulation.quarters import Quarter
from regulation.vocabulary import Rating, Severity
from regulation.year_ratings import YearFacts
from regulation.years import YearVerdict, assess_year

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Dossier
    from evaluation.years.models import YearList, YearRow


@dataclass(frozen=True, slots=True)
class Line:
    """One row with what the law says of it; `place` by the tie-break of 5.2, where Xuất sắc is short; else 0."""

    row: YearRow
    facts: YearFacts
    cells: tuple[Cell, ...]
    place: int = 0

    @property
    def limits(self) -> list[Finding]:
        """What lowers the highest permitted rating, or tells of replacement, then what asks for an answer."""
        told = [one for one in self.facts.verdict.findings if one.severity in (Severity.LIMIT, Severity.INFO)]
        return [*told, *self.facts.warnings]

    @property
    def owed(self) -> list[Finding]:
        """What forbids closing it: whose it is, leading to its row."""
        name, anchor = self.row.dossier.cadre.full_name, f"row-{self.row.dossier_id}"
        return [
            replace(one, sentence=f"{name}: {lowfirst(one.sentence)}", anchor=anchor)
            for one in self.facts.blocks
        ]

    @property
    def may_be_excellent(self) -> bool:
        return self.facts.highest_permitted is Rating.EXCELLENT


def year_of(cadre: int, year: int, reader: User) -> YearVerdict:
    """What one person's quarters mean for the year."""
    kept, reopened = kept_of([cadre], reader, year)[cadre], reopened_of([cadre], reader, year)
    results = [result_of(when, found, reopened.get(found.pk)) for when, found in kept.items()]
    return assess_year(year, results, rounds_until(year))


class Gathered:
    """The quarters of many people, read once, as this reader may know them."""

    def __init__(self, year_list: YearList, people: Iterable[Dossier], reader: User) -> None:
        cadres, year = [row.cadre_id for row in people], year_list.year
        self.list, self.numbers = year_list, QUARTERS[YearSpan(year_list.span)]
        self.rounds = rounds_until(year)
        self.kept, self.reopened = kept_of(cadres, reader, year), reopened_of(cadres, reader, year)

    def line(self, row: YearRow) -> Line:
        """The row as it now is."""
        verdict = self._verdict(row.dossier)
        kept = self.kept[row.dossier.cadre_id]
        shown = [result for result in verdict.quarters if result.quarter.number in self.numbers]
        cells = tuple(cell_of(result, kept.get(result.quarter), self.rounds) for result in shown)
        return Line(row, self._facts(row, verdict), cells)

    def _verdict(self, dossier: Dossier) -> YearVerdict:
        kept = self.kept[dossier.cadre_id]
        results = [result_of(when, found, self.reopened.get(found.pk)) for when, found in kept.items()]
        verdict = assess_year(self.list.year, results, self.rounds)
        awaited = tuple(quarter for quarter in verdict.awaited if quarter.number in self.numbers)
        return replace(verdict, awaited=awaited)

    def _facts(self, row: YearRow, verdict: YearVerdict) -> YearFacts:
        half = self.list.span != YearSpan.YEAR
        rated = any(result.rating for result in verdict.quarters)
        return YearFacts(
            verdict,
            begun=self.rounds.running >= self.list.all_quarters[-1],
            rates_fourth=self.rounds.rates(Quarter(self.list.year, 4)),
            unbound=row.dossier.stage == Stage.EXEMPT and (half or not rated),
            rating=Rating(row.rating) if row.rating else None,
            ground=row.ground,
            reason=row.reason,
            answer=row.answer,
            fourth=row.fourth,
        )
