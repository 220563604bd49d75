"""Opening a round: the period, its dossiers, and what is settled about each of them then."""

from collections.abc import Iterable

from django.db import transaction

from cadres.machine import record
from cadres.models import Cadre, User
from evaluation.calendar.actions.posts import settle_posts
from evaluation.core.facts import cases_for, settled_on
from evaluation.core.facts.posts import day_of
from evaluation.core.models import Dossier, Period, Policy
from evaluation.core.steps import Stage
from evaluation.plans.models import Plan
from regulation.editions import AN_GIANG_2026
from regulation.quarters import Quarter
from regulation.vocabulary import Tier


@transaction.atomic
def open_period(quarter: Quarter, *, direct_entry: bool = False) -> Period:
    """The round of a quarter with the guideline's windows and the rules of the round before; once."""
    period = Period.objects.of(quarter).first()
    if period is None:
        period = Period.draft(quarter, direct_entry=direct_entry)
        period.save()
        _keep_rules(period)
    return period


def _keep_rules(period: Period) -> None:
    """The province's readings and the units' scales go on from the round before; 25 % and a unit's own days were that round's alone."""
    earlier = Period.objects.exclude(pk=period.pk).order_by("-year", "-number")
    before = next((one for one in earlier if one.quarter < period.quarter), None)
    rows = list(before.policies.all()) if before else []
    for row in rows:
        row.pk, row.period, row.version, row._state.adding = None, period, 1, True
        row.cap_rate, row.cap_document = AN_GIANG_2026.cap_rate, ""
        row.self_closes_at = row.division_closes_at = None
    if not any(row.unit_id is None for row in rows):
        rows.append(Policy(period=period))
    Policy.objects.bulk_create(rows)


@transaction.atomic
def open_dossiers(period: Period, cadres: Iterable[Cadre], *, by: User | None = None) -> list[Dossier]:
    """A dossier for each cadre who has none yet in this round; those of tier CENTRAL get none (open-questions 13)."""
    present = set(Dossier.objects.of(period).values_list("cadre_id", flat=True))
    return [
        dossier
        for cadre in cadres
        if cadre.pk not in present and (dossier := join(cadre, period, by=by)) is not None
    ]


@transaction.atomic
def join(cadre: Cadre, period: Period, *, by: User | None = None) -> Dossier | None:
    """Settle unit, deciding unit, tier and posts from the appointments in force; None where the person gets no dossier."""
    posts = settled_on(cadre, day_of(period))
    if posts is None or posts.management.tier == Tier.CENTRAL:
        return None
    dossier = Dossier(
        cadre=cadre,
        period=period,
        stage=Stage.SELF_ASSESSMENT if period.direct_entry else Stage.PLANNING,
        cases=cases_for(cadre, quarter=period.quarter),
    )
    settle_posts(dossier, posts)
    Plan.objects.create(dossier=dossier)
    record(dossier, "open", "Mở hồ sơ", by=by, reason=dossier.basis, told=True)
    return dossier
