"""The people before a council, as one reader sees them: never their own row, nor that of whom they stand in for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.core import permissions
from evaluation.core.case import Case
from evaluation.core.models import Dossier
from evaluation.core.steps import AFTER_DECISION
from evaluation.council.models import CouncilLine, CouncilSession
from evaluation.council.moves import WAITS
from regulation.quarters import Quarter
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from cadres.models import Unit, User
    from evaluation.core.models import Period
    from evaluation.core.models.dossiers import DossierQuerySet
    from regulation.assessment import Verdict
    from regulation.findings import Finding

BEFORE = 4  # quarters


@dataclass(frozen=True)
class Row:
    """One person before the council: their file, what is noted of them, what the law says, how they were rated before."""

    dossier: Dossier
    line: CouncilLine
    verdict: Verdict
    before: tuple[tuple[str, str], ...]  # (quarter, level), the nearest last

    @property
    def limits(self) -> list[Finding]:
        """What lowers the highest level permitted: one chip that opens, so that a person is one low row."""
        return [finding for finding in self.verdict.findings if finding.limit]

    @property
    def above(self) -> bool:
        """Whether the opinion lies above the highest level permitted: it advises, and the list will refuse it."""
        return bool(self.line.rating) and not self.verdict.permits(Rating(self.line.rating))


def waiting(unit: Unit, period: Period) -> DossierQuerySet:
    """Everybody who waits for this council's opinion."""
    return Dossier.objects.filter(managing_unit=unit, period=period, stage__in=WAITS.stages)


def before_me(unit: Unit, period: Period, reader: User) -> DossierQuerySet:
    """Those of them of whom this reader may know what others say."""
    return waiting(unit, period).exclude(permissions.INTERESTED.q(reader))


def own_number(unit: Unit, period: Period, reader: User) -> int:
    """How many are left out because they are the reader, or whom they stand in for."""
    return waiting(unit, period).filter(permissions.INTERESTED.q(reader)).count()


def lines_of(session: CouncilSession, dossiers: Iterable[Dossier]) -> dict[int, CouncilLine]:
    """Dossier → what is noted of it; where nothing is, a line that was never saved (version 0)."""
    dossiers = list(dossiers)
    noted = {line.dossier_id: line for line in session.lines.filter(dossier__in=dossiers)}
    found = {}
    for dossier in dossiers:
        line = noted.get(dossier.pk) or CouncilLine(session=session, dossier=dossier, version=0)
        line.dossier = dossier
        found[dossier.pk] = line
    return found


def rows_of(session: CouncilSession, reader: User) -> list[Row]:
    """The table, in the paper's order, in a fixed number of queries."""
    period = session.period
    people = before_me(session.unit, period, reader).in_order().with_facts_in(period)
    lines, before = lines_of(session, people), ratings_before(people, period, reader)
    return [
        Row(person, lines[person.pk], Case(person).verdict(), before[person.cadre_id]) for person in people
    ]


def ratings_before(
    people: Sequence[Dossier], period: Period, reader: User
) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """Cadre → how they were decided in the four quarters before, as far as this reader sees those dossiers."""
    quarters = quarters_before(period.quarter)
    years = {quarter.year for quarter in quarters}
    cadres = [person.cadre_id for person in people]
    seen = Dossier.objects.visible_to(reader).filter(
        cadre__in=cadres, period__year__in=years, stage__in=AFTER_DECISION
    )
    found = {
        (cadre, year, number): rating
        for cadre, year, number, rating in seen.order_by().values_list(
            "cadre", "period__year", "period__number", "decided_rating"
        )
    }
    return {
        cadre: tuple((str(q), found.get((cadre, q.year, q.number), "")) for q in quarters) for cadre in cadres
    }


def quarters_before(quarter: Quarter) -> list[Quarter]:
    """The four before this one, the earliest first."""
    found: list[Quarter] = []
    for _ in range(BEFORE):
        quarter = quarter.previous()
        found.insert(0, quarter)
    return found
