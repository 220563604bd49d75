"""What each quarter of a person was: their dossiers up to a year's end, and what of each counts for the year (Mục 5)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db.models import BooleanField, ExpressionWrapper, Prefetch

from cadres.models import User
from config import clock
from evaluation.core.models import Dossier, Period, Policy
from evaluation.core.permissions import reviews_seen
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE, Stage
from evaluation.lists.models import Decision
from regulation.quarters import Quarter
from regulation.vocabulary import Rating, Tier
from regulation.years import QuarterResult, Rounds

_COLUMNS = (
    "pk",
    "stage",
    "tier",
    "decided_rating",
    "proposed_rating",
    "division_rating",
    "appraisal_rating",
)


class Kept(Protocol):
    """What is read of a dossier; `seen` where the reader may open it, `known` where its review is theirs to read (ADR 5)."""

    pk: int
    stage: str
    tier: str
    decided_rating: str
    proposed_rating: str
    division_rating: str
    appraisal_rating: str
    seen: bool
    known: bool


def kept_of(cadres: Sequence[int], user: User, year: int) -> dict[int, dict[Quarter, Kept]]:
    """By person and quarter every dossier up to the year's end, a run of failures may have begun long before; `seen` by user."""
    dossiers = Dossier.objects.filter(cadre_id__in=cadres, period__year__lte=year).telling_seen(user)
    dossiers = dossiers.annotate(known=ExpressionWrapper(reviews_seen(user), output_field=BooleanField()))
    columns = ("cadre_id", "period__year", "period__number", "seen", "known", *_COLUMNS)
    kept: dict[int, dict[Quarter, Kept]] = defaultdict(dict)
    for row in dossiers.order_by().values_list(*columns, named=True):
        kept[row.cadre_id][Quarter(row.period__year, row.period__number)] = row
    return kept


def reopened_of(cadres: Sequence[int], user: User, year: int) -> dict[int, Decision]:
    """By dossier: the decision that stays in force while it is taken up again (open-questions 29), as far as the user knows it."""
    decisions = Decision.objects.known_to(user).filter(
        superseded_at=None, dossier__cadre_id__in=cadres, dossier__period__year__lte=year
    )
    return {row.dossier_id: row for row in decisions.exclude(dossier__stage__in=AFTER_DECISION)}


def result_of(quarter: Quarter, row: Kept, standing: Decision | None) -> QuarterResult:
    """What the quarter was decided as; taken up again, what the decision in force says of it."""
    if row.stage in AFTER_DECISION and row.known:
        given = {"division": row.division_rating, "appraisal": row.appraisal_rating}
        proposed = _proposed(row.tier, given | {"proposed": row.proposed_rating})
        return QuarterResult(quarter, _rating(row.decided_rating), proposed)
    if standing:
        snapshot = standing.snapshot
        proposed = _proposed(snapshot["tier"], snapshot["ratings"])
        return QuarterResult(quarter, Rating(standing.rating), proposed, reopened=True)
    aside = row.stage in SET_ASIDE
    return QuarterResult(quarter, set_aside=aside, deferred=row.stage == Stage.DEFERRED)


def _proposed(tier: str, ratings: Mapping[str, str]) -> Rating | None:
    """The level proposed by whoever proposes (open-questions 32): for tier 3.1 the unit; else the division, or the appraisal."""
    if tier == Tier.PROVINCIAL:
        return _rating(ratings["proposed"])
    return _rating(ratings["division"] or ratings["appraisal"])


def _rating(value: str) -> Rating | None:
    return Rating(value) if value else None


def rounds_until(year: int) -> Rounds:
    """The round that is running, and what the province's newest round of each year says of Quý IV."""
    running = Period.objects.current()
    rounds = Period.objects.filter(year__lte=year).order_by("year", "number")
    of_province = Prefetch("policies", Policy.objects.filter(unit=None))
    policies = {period.year: period.policy_for(None).law() for period in rounds.prefetch_related(of_province)}
    return Rounds(running.quarter if running else Quarter.of(clock.today()), policies)
