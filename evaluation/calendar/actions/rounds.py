"""Opening a round: the period, its dossiers, and what is settled about each of them then."""

from collections.abc import Iterable

from django.db import transaction
from django.forms.models import model_to_dict

from cadres.machine import record
from cadres.models import Cadre, User
from evaluation.calendar.actions.posts import assign, place
from evaluation.calendar.tells.rounds import Opening, Owed, opening_of
from evaluation.core.facts import cases_for
from evaluation.core.models import Dossier, Period, Policy
from evaluation.core.steps import Stage
from evaluation.lists.actions.groups import hold_groups
from evaluation.plans.models import Plan
from regulation.editions import AN_GIANG_2026
from regulation.quarters import Quarter


@transaction.atomic
def open_period(quarter: Quarter, *, direct_entry: bool = False) -> Period:
    """The round of a quarter with the guideline's windows and the rules of the round before; once."""
    drafted = model_to_dict(
        Period.draft(quarter, direct_entry=direct_entry), exclude=("id", "year", "number")
    )
    period, new = Period.objects.get_or_create(year=quarter.year, number=quarter.number, defaults=drafted)
    if new:
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
def open_round(quarter: Quarter, *, direct_entry: bool = False, by: User | None = None) -> Opening:
    """The round of a quarter, and a dossier for whoever owes one and has none yet; done again it brings the newcomers.

    What was done: `owed` have theirs now.
    """
    opening = opening_of(hold_groups(open_period(quarter, direct_entry=direct_entry)))
    _open(opening.period, opening.owed, by=by)
    return opening


@transaction.atomic
def open_dossiers(period: Period, cadres: Iterable[Cadre], *, by: User | None = None) -> list[Dossier]:
    """A dossier for each cadre who has none yet in this round; those of tier CENTRAL get none (open-questions 13)."""
    return _open(period, opening_of(period, cadres).owed, by=by)


def join(cadre: Cadre, period: Period, *, by: User | None = None) -> Dossier | None:
    """Settle unit, deciding unit, tier and posts from the appointments in force; None where the person gets no dossier."""
    return next(iter(open_dossiers(period, [cadre], by=by)), None)


def _open(period: Period, owed: Iterable[Owed], *, by: User | None) -> list[Dossier]:
    settled = [(_drafted(period, person), person.posts) for person in owed]
    dossiers = [dossier for dossier, _ in settled]
    Dossier.objects.bulk_create(dossiers)
    place(settled)
    Plan.objects.bulk_create(Plan(dossier=dossier) for dossier in dossiers)
    for dossier in dossiers:
        record(dossier, "open", "Mở hồ sơ", by=by, reason=dossier.basis, told=True)
    return dossiers


def _drafted(period: Period, person: Owed) -> Dossier:
    """Unit, deciding unit, tier and posts from the appointments in force, and the special cases (Mục 7)."""
    dossier = Dossier(
        cadre=person.cadre,
        period=period,
        stage=Stage.SELF_ASSESSMENT if period.direct_entry else Stage.PLANNING,
        cases=cases_for(person.cadre, quarter=period.quarter),
    )
    assign(dossier, person.posts)
    return dossier
