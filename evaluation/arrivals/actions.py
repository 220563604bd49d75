"""Open-questions 33: what arrives after a decision is told to the deciding level, who answers; nothing changes by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q

from cadres.machine import Made, record
from cadres.models import Entry, User
from config import clock
from evaluation.arrivals.models import Arrival
from evaluation.arrivals.moves import ARRIVALS
from evaluation.arrivals.tells import OF_CAREER, against, begun_since, was_said
from evaluation.core.facts import careers, posts_of
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.posts import lately_begun, sits_elsewhere
from evaluation.core.moves import bears
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ArrivalStage
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE, Stage
from evaluation.lists.models import Decision

RECORDED = (DOSSIERS.record_circumstance, DOSSIERS.record_absence)


def keep_decision(arrival: Arrival, *, by: User, reason: str, seen: int | None = None) -> Arrival:
    """The deciding level lets its decision stand, and says why."""
    with ARRIVALS.keep_decision(arrival, by=by, seen=seen, reason=reason) as arrival:
        arrival.answer = reason
        arrival.tell(arrival=arrival.pk, sentence=arrival.sentence)
    return arrival


def tell_of_result(made: Sequence[Made]) -> None:
    """6.3, after a collective's result says something else of people: those decided before are weighed against it."""
    for one in made:
        if bears(one):
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


@transaction.atomic
def tell_of_moves() -> int:
    """2.2, 7, after a post was recorded: that is done beneath this floor, so it is looked for; of how many it told.

    What was set right since is asked of nobody any more; another post than was asked about is asked anew.
    """
    in_force = Decision.objects.filter(superseded_at=None, dossier__stage__in=AFTER_DECISION)
    asked = Arrival.objects.filter(decision=OuterRef("pk"), code__in=OF_CAREER)
    waits = Exists(asked.exclude(stage=ArrivalStage.ANSWERED))
    elsewhere = Dossier.objects.filter(sits_elsewhere() | lately_begun(), stage__in=AFTER_DECISION)
    found = in_force.filter(Q(dossier__in=elsewhere) | waits)
    joined = found.select_related("dossier__cadre", "dossier__unit", "dossier__period")
    read = joined.prefetch_related("arrivals", "dossier__seats", *careers("dossier__cadre__"))
    unseen = [decision.dossier_id for decision in read if _is_news(decision)]
    return _weigh(Dossier.objects.filter(pk__in=unseen), None) if unseen else 0


def _is_news(decision: Decision) -> bool:
    """Whether posts say of it what nobody was asked about, or no longer what the deciding level is asked."""
    said, posts = begun_since(decision), _posts(decision)
    rows = [row for row in decision.arrivals.all() if row.code in OF_CAREER]
    true = [row for row in rows if row.code in said and was_said(row, said[row.code], posts)]
    stale = [row for row in rows if row.stage != ArrivalStage.ANSWERED and row not in true]
    return bool(stale or said.keys() - {row.code for row in true})


def follow_dossiers(made: Sequence[Made]) -> None:
    """What waits for an answer goes with its dossier, whose decision stays in force until there is another.

    Reopened, the next decision will be the answer; set aside without one, the deciding level is asked again, also of what
    came while the dossier was open. What bears on a quarter not rated bears on those after it (7.d).
    """
    arrived = {one.row.pk: one for one in made if one.arrived and _turns(one)}
    for arrival in _waiting_on(arrived) if arrived else ():
        _follow(arrival, arrived[arrival.decision.dossier_id])
    for one in arrived.values():
        if one.row.is_set_aside or one.entry.came_from in SET_ASIDE:
            _weigh(Dossier.objects.filter(cadre=one.row.cadre_id).since(one.row.period), one.entry.by)


def _waiting_on(dossiers: Iterable[int]) -> Iterable[Arrival]:
    rows = Arrival.objects.exclude(stage=ArrivalStage.ANSWERED).filter(decision__dossier__in=dossiers)
    return rows.select_related("decision").defer("decision__snapshot")


def _turns(one: Made) -> bool:
    """Whether a decision is taken up again, left as it is, or replaced."""
    before = (*AFTER_DECISION, *SET_ASIDE)
    return one.row.stage in (Stage.DECIDED, *SET_ASIDE) or (
        one.entry.came_from in before and one.row.stage not in before
    )


def _follow(arrival: Arrival, one: Made) -> None:
    """Whoever reopens has taken it up, and says why; the rest comes of itself."""
    arrival.decision.dossier, by, reason = one.row, one.entry.by, one.entry.reason
    if one.row.is_decided:
        move = ARRIVALS.decide_anew
    elif one.row.is_set_aside:
        move, by, reason, arrival.answer = ARRIVALS.ask_again, None, "", ""
    elif one.entry.came_from in AFTER_DECISION:
        move, arrival.answer = ARRIVALS.answer_by_reopening, reason
    else:
        move, by, reason = ARRIVALS.wait_for_decision, None, ""
    if arrival.stage in move.source:
        arrival.tell(arrival=arrival.pk, sentence=arrival.sentence)
        move.make(arrival, by=by, reason=reason, held=True)


def _weigh(dossiers: DossierQuerySet, by: User | None) -> int:
    """What speaks against a decision and was not asked of it yet waits for an answer; what no longer does is not asked.

    All of them are read, and their arrivals written, together; only the line of history is written for each person told. It
    returns of how much it told.
    """
    weighed = [(one, dict(against(one))) for one in _standing(dossiers)]
    _forget([row for decision, found in weighed for row in _waiting(decision) if row.code not in found])
    told = [row for decision, found in weighed for row in _arrived(decision, found)]
    _write(told)
    ARRIVALS.follow([Made(ARRIVALS.arrive_, row, _recorded(row, by)) for row in told])
    return len(told)


def _recorded(row: Arrival, by: User | None) -> Entry:
    """As `Arrivals.arrive` has it, of many in no query more: of what was reopened meanwhile it is read later."""
    move, changes = ARRIVALS.arrive_, {"arrival": row.pk, "sentence": row.sentence}
    known = row.decision.dossier.is_made_known
    return record(row, move.name, move.label, by=by, changes=changes, told=move.told and known)


def _standing(dossiers: DossierQuerySet) -> list[Decision]:
    """The decisions in force on these, each with its arrivals and with its dossier as the law reads it, locked."""
    held = dossiers.filter(stage__in=(*AFTER_DECISION, *SET_ASIDE), decisions__isnull=False).locked()
    in_force = Decision.objects.filter(superseded_at=None).prefetch_related("arrivals")
    read = held.with_facts().prefetch_related("cadre__absences", Prefetch("decisions", in_force))
    return [decision for dossier in read for decision in dossier.decisions.all()]


def _waiting(decision: Decision) -> list[Arrival]:
    return [row for row in decision.arrivals.all() if row.stage != ArrivalStage.ANSWERED]


def _arrived(decision: Decision, found: Mapping[str, str]) -> Iterator[Arrival]:
    """Of each code one waits: what it now says takes the place of what it said; what was answered is not asked again."""
    waiting, posts = {row.code: row for row in _waiting(decision)}, _posts(decision)
    for code, sentence in found.items():
        rows = (row for row in decision.arrivals.all() if row.code == code)
        if not any(was_said(row, sentence, posts) for row in rows):
            row = waiting.get(code) or Arrival(decision=decision, code=code)
            row.sentence, row.posts, row.arrived_at = sentence, posts, clock.now()
            yield row


def _posts(decision: Decision) -> list[list[Any]]:
    return posts_of(decision.dossier.cadre, decision.dossier.period.quarter)


def _forget(rows: list[Arrival]) -> None:
    if rows:
        Arrival.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _write(rows: list[Arrival]) -> None:
    changed = [row for row in rows if not row._state.adding]
    Arrival.objects.bulk_create(row for row in rows if row._state.adding)
    Arrival.objects.bulk_update(changed, ["sentence", "posts", "arrived_at"])
