"""After a move: the person whose dossier it is hears of it, and whoever holds what comes next hears that something waits.

Notices are written in the transaction of the move, with a fixed number of queries for each unit that is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from cadres.machine import Machine, Made
from evaluation.arrivals.moves import ARRIVALS
from evaluation.core.models import Dossier
from evaluation.core.moves import Move, Queue
from evaluation.core.road import DOSSIERS
from evaluation.home.tells.places import index
from evaluation.home.tells.queues import QUEUES, waiting_at
from evaluation.marks.moves import EXCUSES
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS
from notices.actions import tell, to_each
from notices.models import Kind, Notice

# What is asked for by a move of one machine, or comes in without leaving its stage, waits at this one.
_ASKED_OF: dict[object, Machine] = {
    PLANS.ask: AMENDMENTS,
    DOSSIERS.put_forward_excuse: EXCUSES,
    ARRIVALS.arrive_: ARRIVALS,
    PETITIONS.put: PETITIONS,
}
# Those for whom the same people wait, whoever they are.
_ALIKE = ("unit_id", "managing_unit_id", "deciding_unit_id", "tier")


def tell_people(made: Sequence[Made]) -> None:
    tell([*_to_the_judged(made), *_to_whom_it_waits_for(made)])


def _to_the_judged(made: Iterable[Made]) -> Iterator[Notice]:
    """What the judged may read at once, and no more: how they are being rated they learn when it is published (ADR 5)."""
    for one in made:
        news, dossier = getattr(one.move, "news", None), one.row.matter
        if news and one.entry.told and dossier.cadre.user_id and dossier.cadre.user_id != one.entry.by_id:
            place = [dossier.pk, getattr(one.row, news.piece)] if news.piece else [dossier.pk]
            yield from to_each(
                [dossier.cadre.user_id],
                news.sentence.format(period=dossier.period),
                reverse(news.page, args=place),
                kind=news.kind,
                about=f"{one.move.name} {one.entry.pk}",
                words=one.entry.reason,
            )


def _to_whom_it_waits_for(made: Iterable[Made]) -> Iterator[Notice]:
    """Who is told is the step's own grant; of each unit once, until it was read."""
    came = [(machine, _dossier(one)) for one in made if (machine := _where_it_waits(one))]
    for move, queue in QUEUES:
        here = {dossier.pk: dossier for machine, dossier in came if machine is move.machine}
        if here and not callable(queue.also):  # what posts and days bring about is no move's doing
            yield from _of_units(move, queue, _waiting(move, queue, here))


def _dossier(one: Made) -> Dossier:
    dossier: Dossier = one.row.matter
    return dossier


def _where_it_waits(one: Made) -> Machine | None:
    """The machine by one of whose moves it goes on from here."""
    return one.move.machine if one.arrived else _ASKED_OF.get(one.move)


def _waiting(move: Move, queue: Queue, dossiers: dict[int, Dossier]) -> Iterable[Dossier]:
    """Of a dossier's own moves its stage says whether it waits; else the database is asked."""
    if move.machine is DOSSIERS:
        dossiers = {pk: row for pk, row in dossiers.items() if row.stage in move.source}
        if not dossiers or not queue.also:
            return dossiers.values()
    return waiting_at(move, queue).filter(pk__in=dossiers).for_rows().distinct()


def _of_units(move: Move, queue: Queue, waiting: Iterable[Dossier]) -> Iterator[Notice]:
    """Dossiers of the same units wait for the same people; of one alone its own person is not told."""
    alike: dict[tuple[Any, ...], list[Dossier]] = {}
    for row in waiting:
        alike.setdefault(tuple(getattr(row, name) for name in _ALIKE), []).append(row)
    for place, rows in alike.items():
        whose = rows[0] if len(rows) == 1 else Dossier.of_nobody(**dict(zip(_ALIKE, place, strict=True)))
        unit, period = rows[0].managing_unit, rows[0].period
        whole = reverse(queue.whole, args=[unit.pk, period.code]) if queue.whole else ""
        yield from to_each(
            (queue.by or move.by).holders(whose),
            f"{queue.verb}: có {queue.noun} đang chờ · {unit} · {period}",
            whole or index(move, queue, period),
            kind=Kind.WAITS,
            about=f"{type(move.machine).__name__} {move.name} {period.code} {unit.pk}",
        )
