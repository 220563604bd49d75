"""Open-questions 33: what arrives after a decision is told to the deciding level, who answers; nothing changes by itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from cadres.machine import Made, record
from cadres.models import Entry, User
from config import clock
from evaluation.arrivals.models import Arrival
from evaluation.arrivals.moves import ARRIVALS
from evaluation.core.case import Case
from evaluation.core.facts import cases_for
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import COUNTING, ArrivalStage
from evaluation.core.steps import AFTER_DECISION
from evaluation.lists.models import Decision
from regulation.checks import RULES
from regulation.checks.grounds import ground
from regulation.checks.special import deferral
from regulation.places import Place
from regulation.vocabulary import CaseKind, Rating

RECORDED = (DOSSIERS.record_circumstance, DOSSIERS.record_absence)
_LIMITING = (ground, *(rule for rule in RULES if rule.place is Place.COLLECTIVES))


def keep_decision(arrival: Arrival, *, by: User, reason: str, seen: int | None = None) -> Arrival:
    """The deciding level lets its decision stand, and says why."""
    with ARRIVALS.keep_decision(arrival, by=by, seen=seen, reason=reason) as arrival:
        arrival.answer = reason
        arrival.tell(arrival=arrival.pk, sentence=arrival.sentence)
    return arrival


def tell_of_result(made: Sequence[Made]) -> None:
    """6.3, after a collective's result began to count or no longer does: those decided before are weighed against it."""
    for one in made:
        if (one.entry.came_from in COUNTING) != one.row.counts:
            seated = Dossier.objects.filter(seats__unit=one.row.unit_id, period=one.row.period_id)
            _weigh(seated, one.entry.by)


def tell_of_record(made: Sequence[Made]) -> None:
    """After a ground or an inspection was recorded: of an inspection, each decision that fell into it is asked about."""
    for one in made:
        if one.move in RECORDED:
            _weigh(Dossier.objects.filter(cadre=one.row.cadre_id), one.entry.by)


def tell_of_lifting(made: Sequence[Made]) -> None:
    """After a ground was annulled: the deciding level is no longer asked of it."""
    for one in made:
        _weigh(Dossier.objects.filter(cadre=one.row.cadre_id), one.entry.by)


def answer_by_reopening(made: Sequence[Made]) -> None:
    """Whoever reopens a decided dossier has answered what arrived since."""
    for one in made:
        if one.entry.came_from in AFTER_DECISION and not one.row.is_decided:
            waiting = Arrival.objects.filter(decision__dossier=one.row, stage=ArrivalStage.OPEN)
            for arrival in waiting.select_related("decision"):
                arrival.decision.dossier, arrival.answer = one.row, one.entry.reason
                arrival.tell(arrival=arrival.pk, sentence=arrival.sentence)
                ARRIVALS.answer_by_reopening.make(
                    arrival, by=one.entry.by, reason=one.entry.reason, held=True
                )


def _weigh(dossiers: DossierQuerySet, by: User | None) -> None:
    """What would limit a decision and was not asked of it yet waits for an answer; what no longer does is not asked.

    All of them are read, and their arrivals written, together; only the line of history is written for each person told.
    """
    weighed = [(one, dict(_beyond(one))) for one in _standing(dossiers)]
    _forget([row for decision, found in weighed for row in _waiting(decision) if row.code not in found])
    told = [row for decision, found in weighed for row in _arrived(decision, found)]
    _write(told)
    ARRIVALS.follow([Made(ARRIVALS.arrive_, row, _recorded(row, by)) for row in told])


def _recorded(row: Arrival, by: User | None) -> Entry:
    move, changes = ARRIVALS.arrive_, {"arrival": row.pk, "sentence": row.sentence}
    return record(row, move.name, move.label, by=by, changes=changes, told=move.told)


def _standing(dossiers: DossierQuerySet) -> list[Decision]:
    """The decisions in force on these, each with its arrivals and with its dossier as the law reads it, locked."""
    held = dossiers.filter(stage__in=AFTER_DECISION, decisions__isnull=False).locked()
    in_force = Decision.objects.filter(superseded_at=None).prefetch_related("arrivals")
    read = held.with_facts().prefetch_related("cadre__absences", Prefetch("decisions", in_force))
    return [decision for dossier in read for decision in dossier.decisions.all()]


def _waiting(decision: Decision) -> list[Arrival]:
    return [row for row in decision.arrivals.all() if row.stage == ArrivalStage.OPEN]


def _arrived(decision: Decision, found: Mapping[str, str]) -> Iterator[Arrival]:
    """Of each code one waits: what it now says takes the place of what it said; what was answered is not asked again."""
    known = {(row.code, row.sentence) for row in decision.arrivals.all()}
    waiting = {row.code: row for row in _waiting(decision)}
    for code, sentence in found.items():
        if (code, sentence) not in known:
            row = waiting.get(code) or Arrival(decision=decision, code=code)
            row.sentence, row.arrived_at = sentence, clock.now()
            yield row


def _forget(rows: list[Arrival]) -> None:
    if rows:
        Arrival.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _write(rows: list[Arrival]) -> None:
    changed = [row for row in rows if not row._state.adding]
    Arrival.objects.bulk_create(row for row in rows if row._state.adding)
    Arrival.objects.bulk_update(changed, ["sentence", "arrived_at"])


def _beyond(decision: Decision) -> Iterator[tuple[str, str]]:
    """The codes of the rules that now stop short of what was decided, each with what it says (6.3, QĐ 366, 7.d)."""
    decided = Rating(decision.rating)
    facts = Case(decision.dossier).facts().given(decided)
    for rule in _LIMITING:
        limits = [found for found in rule(facts) if found.limit and found.limit.rank < decided.rank]
        if limits:
            highest = Rating.lowest([found.limit for found in limits if found.limit])
            told = " ".join(found.sentence for found in limits)
            yield rule.code, f"{told} Mức cao nhất được phép: “{highest.label}”."
    if begun := [one["sentence"] for one in _inspections(decision)]:
        yield deferral.code, " ".join(begun)


def _inspections(decision: Decision) -> list[dict[str, Any]]:
    """7.d: that the person was under inspection when it was decided, and nobody knew."""
    dossier = decision.dossier
    if any(case["kind"] == CaseKind.INSPECTED for case in dossier.cases):
        return []
    day = decision.decided_at.astimezone(clock.HERE).date()
    cases = cases_for(dossier.cadre, dossier.period.quarter, day)
    return [case for case in cases if case["kind"] == CaseKind.INSPECTED and case["since"] <= day.isoformat()]
