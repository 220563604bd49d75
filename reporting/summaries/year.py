"""The year (Mục 5): of everybody whom one may see the four quarters, what they forbid, and who is to be replaced.

A verdict is the person's and not the reader's: it counts every quarter, of whichever unit. What a quarter was decided as is
a result made known; its dossier opens only to whoever may see it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Self

from django.db.models import Exists, OuterRef, Q

from cadres.models import User
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import Rests, decisions_in_force
from evaluation.core.models.dossiers import LONG, DossierQuerySet
from evaluation.core.steps import AFTER_DECISION, Stage
from evaluation.core.tells.names import as_named
from evaluation.models import Decision, Dossier, Period, Replacement, YearRating
from evaluation.years.listing.cells import Cell, cell_of
from evaluation.years.listing.quarters import Kept, kept_of, reopened_of, result_of, rounds_until
from evaluation.years.stages import ReplacementStage, YearSpan
from regulation.findings import Finding, Ground
from regulation.quarters import Quarter
from regulation.runs import QuarterResult, deferral, stretches
from regulation.vocabulary import Rating
from regulation.years import REPLACE, WEIGH, Rounds, YearVerdict, assess_year
from reporting.sheets.parts import workplace

NOT_REPLACED = "Chưa ghi việc thay thế."


@dataclass(frozen=True, slots=True)
class YearLine:
    """One person's year, with post and unit as they stood in its last quarter.

    `rated` as it is decided, for the year and for each half of it; `done`: what is recorded about replacement.
    """

    cadre: int
    name: str
    post: str
    unit: str
    cells: tuple[Cell, ...]
    verdict: YearVerdict
    rated: tuple[YearRating, ...] = ()
    done: Replacement | None = None

    @property
    def replaced(self) -> str:
        """Mục 5, third dash: what was done, or that nothing is recorded yet; nothing of whoever is not listed."""
        if self.done:
            return self.done.sentence
        return NOT_REPLACED if self.verdict.to_replace or self.verdict.to_weigh else ""

    @property
    def year_rating(self) -> str:
        """The year's rating in a word, of halves with the half; nothing while there is none."""
        return "; ".join(
            Rating(one.rating).short
            if one.span == YearSpan.YEAR
            else f"{one.get_span_display()}: {Rating(one.rating).short}"
            for one in self.rated
        )

    @property
    def replacing(self) -> list[Finding]:
        """For what the person is to be replaced at once."""
        return self._of(REPLACE)

    @property
    def weighing(self) -> list[Finding]:
        """For what somebody competent says whether the person is to be replaced."""
        return self._of(WEIGH)

    def _of(self, ground: Ground) -> list[Finding]:
        rests_on = ground.code, ground.level
        return [found for found in self.verdict.findings if (found.code, found.level) == rests_on]


@dataclass(frozen=True, slots=True)
class Replacements:
    """Mục 5, third dash: who is to be replaced at once, and apart from them whom somebody competent is to weigh."""

    at_once: tuple[YearLine, ...]
    apart: tuple[YearLine, ...]

    @classmethod
    def among(cls, lines: Sequence[YearLine]) -> Self:
        return cls(
            tuple(line for line in lines if line.verdict.to_replace),
            tuple(line for line in lines if line.verdict.to_weigh),
        )


def people_of(user: User, year: int, among: Collection[int] | None = None) -> DossierQuerySet:
    """Of everybody whom the user sees in that year the last dossier: one row a person, told by where they stood then.

    `among` are the keys of the only cadres that are asked for.
    """
    seen = Dossier.objects.seen_by(user)
    if among is not None:
        few = seen.filter(period__year=year, cadre_id__in=among)
        return few.filter(_last(few))
    rounds = Period.objects.filter(year=year).order_by("number").values_list("pk", flat=True)
    opened = list(rounds.filter(Exists(Dossier.objects.filter(period=OuterRef("pk")).order_by())))
    seen = seen.filter(period__in=opened)
    return seen.filter(_newest_first(seen, opened[-1:], _last(seen)))


def _last(seen: DossierQuerySet) -> Q:
    later = seen.filter(cadre_id=OuterRef("cadre_id"), period__number__gt=OuterRef("period__number"))
    return Q(~Exists(later.order_by()))


def _newest_first(seen: DossierQuerySet, newest: Sequence[int], last: Q) -> Q:
    """Of a year's everybody almost all stand last in its newest round: later dossiers are looked for of the others alone."""
    there = seen.filter(period__in=newest).order_by().values("cadre")
    return Q(period__in=newest) | (~Q(cadre__in=there) & last)


def lines_of(people: Iterable[Dossier], user: User, year: int) -> list[YearLine]:
    """The people's years, by what is decided; how somebody is being rated meanwhile is told nobody here."""
    people, rounds = list(people), rounds_until(year)
    cadres = [row.cadre_id for row in people]
    kept, reopened = kept_of(cadres, user, year), reopened_of(cadres, user, year)
    people, rated, done = _as_decided(people), _rated(cadres, user, year), _done(cadres, year)
    lines = (_line(row, year, kept[row.cadre_id], reopened, rounds) for row in people)
    return [
        replace(line, rated=tuple(rated.get(line.cadre, ())), done=done.get(line.cadre)) for line in lines
    ]


def _rated(cadres: Collection[int], user: User, year: int) -> dict[int, list[YearRating]]:
    """By person what is decided of the year, as far as this reader may know; the year before its halves."""
    ratings = YearRating.objects.known_to(user).filter(superseded_at=None, cadre__in=cadres, year=year)
    found: dict[int, list[YearRating]] = defaultdict(list)
    for one in ratings.defer("snapshot").order_by("-span"):
        found[one.cadre_id].append(one)
    return found


def _done(cadres: Collection[int], year: int) -> dict[int, Replacement]:
    rows = Replacement.objects.filter(cadre__in=cadres, year=year, stage=ReplacementStage.RECORDED)
    return {row.cadre_id: row for row in rows}


def rests_on(lines: Iterable[YearLine], year: int) -> Rests:
    """The decisions of these people's quarters up to the year's end, and the ratings of the year."""
    lines = list(lines)
    cadres, rated = [line.cadre for line in lines], [one.pk for line in lines for one in line.rated]
    quarters = decisions_in_force(dossier__cadre__in=cadres, dossier__period__year__lte=year)
    return {**quarters, **({Sealed.YEAR: rated} if rated else {})}


def lines_by_key(keys: Iterable[int], user: User, year: int) -> dict[int, YearLine]:
    """The lines of these dossiers by their keys, in the order of the paper."""
    people = list(for_lines(Dossier.objects.filter(pk__in=set(keys))))
    return dict(zip((row.pk for row in people), lines_of(people, user, year), strict=True))


def failed_again(year: int) -> list[int]:
    """Mục 5, third dash: keys of the cadres who failed in this year and in a quarter before, with none but deferred ones between.

    A cadre whom nothing forbids may be among them; nobody is missing whom the year's verdict asks to be replaced or weighed.
    """
    failed = _failures(year)
    several = {
        cadre
        for cadre, found in failed.items()
        if len(found) > 1 and any(when.year == year for when in found)
    }
    deferred = Dossier.objects.filter(
        cadre_id__in=several, stage=Stage.DEFERRED, period__year__lte=year
    ).order_by()
    between: dict[int, set[Quarter]] = defaultdict(set)
    for cadre, *when in deferred.values_list("cadre_id", "period__year", "period__number"):
        between[cadre].add(Quarter(*when))
    return [cadre for cadre in several if _runs_into(year, failed[cadre], between[cadre])]


def _runs_into(year: int, failed: Set[Quarter], deferred: Set[Quarter]) -> bool:
    known = {when: QuarterResult(when, set_aside=True, deferred=True) for when in deferred}
    known |= {when: QuarterResult(when, Rating.NOT_COMPLETED) for when in failed}
    return any(run[-1].year == year for run in stretches(known, deferral))


def _failures(year: int) -> dict[int, set[Quarter]]:
    """By cadre the quarters up to the year's end that they failed in, as decided or by the decision in force."""
    columns = ("pk", "cadre_id", "period__year", "period__number")
    until = Dossier.objects.filter(period__year__lte=year).order_by()
    decided = until.filter(stage__in=AFTER_DECISION, decided_rating=Rating.NOT_COMPLETED.value)
    rows = list(decided.values_list(*columns))
    in_force = Decision.objects.filter(superseded_at=None, rating=Rating.NOT_COMPLETED.value)
    reopened = set(in_force.values_list("dossier_id", flat=True)).difference(row[0] for row in rows)
    failed: dict[int, set[Quarter]] = defaultdict(set)
    for _, cadre, *when in (*rows, *until.filter(pk__in=reopened).values_list(*columns)):
        failed[cadre].add(Quarter(*when))
    return failed


def for_lines(people: DossierQuerySet) -> DossierQuerySet:
    """In the order of the paper, with what a line shows; not what a dossier keeps for its own pages."""
    return people.select_related("cadre", "unit", "managing_unit").defer(*LONG).in_order()


def _as_decided(people: Sequence[Dossier]) -> list[Dossier]:
    """Each under the names with which their last quarter was decided."""
    decided = Decision.objects.filter(
        superseded_at=None, dossier__in=[row.pk for row in people if row.is_decided]
    )
    names = dict(decided.values_list("dossier_id", "names"))
    return [as_named(row, names.get(row.pk, {})) for row in people]


def _line(
    row: Dossier,
    year: int,
    kept: Mapping[Quarter, Kept],
    reopened: Mapping[int, Decision],
    rounds: Rounds,
) -> YearLine:
    results = [result_of(quarter, found, reopened.get(found.pk)) for quarter, found in kept.items()]
    verdict = assess_year(year, results, rounds)
    cells = tuple(cell_of(result, kept.get(result.quarter), rounds) for result in verdict.quarters)
    return YearLine(row.cadre_id, row.cadre.full_name, row.post, workplace(row), cells, verdict)
