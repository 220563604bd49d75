"""After a move: the person whose dossier it is hears of it, and whoever holds what comes next hears that something waits.

Notices are written in the transaction of the move, with a fixed number of queries for each unit that is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy

from django.urls import reverse

from cadres.machine import Machine, Made
from cadres.models import Cadre
from cadres.templatetags.vietnamese import han
from evaluation.arrivals.moves import ARRIVALS
from evaluation.calendar.tells.owing import HAND_INS
from evaluation.circumstances.models import Remark
from evaluation.circumstances.moves import REMARKS
from evaluation.collectives.tells.due import SUPERIOR
from evaluation.core import permissions
from evaluation.core.models import Dossier, Extension
from evaluation.core.moves import Move, Queue
from evaluation.core.permissions import EXTEND
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import CollectiveStage, RemarkStage
from evaluation.extensions.moves import EXTENSIONS
from evaluation.home.tells.places import index
from evaluation.home.tells.queues import QUEUES, waiting_at
from evaluation.marks.moves import EXCUSES
from evaluation.plans.moves import AMENDMENTS, PLANS
from notices.actions import tell
from notices.models import Kind, Notice
from regulation.deadlines import Window

# What is asked for by a move of one machine, or comes in without leaving its stage, waits at this one.
_ASKED_OF: dict[object, Machine] = {
    PLANS.ask: AMENDMENTS,
    DOSSIERS.put_forward_excuse: EXCUSES,
    ARRIVALS.arrive_: ARRIVALS,
}
_ASKING = (DOSSIERS.ask_remark, DOSSIERS.follow_person)


def tell_people(made: Sequence[Made]) -> None:
    tell([*_to_the_judged(made), *_to_whom_it_waits_for(made)])


def ask_old_units(made: Sequence[Made]) -> None:
    """7.b: each old unit that owes a remark, whoever asked it."""
    dossiers = [one.row.pk for one in made if one.move in _ASKING]
    if dossiers:
        asked = Remark.objects.filter(dossier__in=dossiers, stage=RemarkStage.ASKED)
        joined = asked.select_related("dossier__cadre", "dossier__period")
        tell([notice for row in joined for notice in _of_remark(row, "Gửi nhận xét", REMARKS.give)])


def tell_of_remarks(made: Sequence[Made]) -> None:
    """7.b: a remark has come; the person reads it when it is decided, the new unit's staff now."""
    tell([notice for one in made for notice in _of_remark(one.row, "Đã có nhận xét của đơn vị cũ", None)])


def tell_of_collectives(made: Sequence[Made]) -> None:
    """6.3: a collective's result waits above it, or was sent back to whoever records it."""
    tell([notice for one in made if one.arrived for notice in _of_collective(one)])


def tell_of_extensions(made: Sequence[Made]) -> None:
    """Whoever may answer hears that it was asked for; whoever asked, and everybody whose window it moves, of the answer."""
    tell([notice for one in made for notice in _of_extension(one)])


def _to_the_judged(made: Iterable[Made]) -> Iterator[Notice]:
    """What the judged may read at once, and no more: how they are being rated they learn when it is published (ADR 5)."""
    for one in made:
        news, dossier = getattr(one.move, "news", None), one.row.matter
        if news and one.entry.told and dossier.cadre.user_id and dossier.cadre.user_id != one.entry.by_id:
            place = [dossier.pk, getattr(one.row, news.piece)] if news.piece else [dossier.pk]
            yield Notice(
                to_id=dossier.cadre.user_id,
                kind=news.kind,
                about=f"{one.move.name} {one.entry.pk}",
                sentence=news.sentence.format(period=dossier.period),
                words=one.entry.reason,
                url=reverse(news.page, args=place),
                at=one.entry.at,
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
    alike: dict[tuple[int, ...], list[Dossier]] = {}
    for row in waiting:
        alike.setdefault((row.unit_id, row.managing_unit_id, row.deciding_unit_id), []).append(row)
    for rows in alike.values():
        unit, period = rows[0].managing_unit, rows[0].period
        whole = reverse(queue.whole, args=[unit.pk, period.code]) if queue.whole else ""
        for person in (queue.by or move.by).holders(rows[0] if len(rows) == 1 else _nobodys(rows[0])):
            yield Notice(
                to_id=person,
                kind=Kind.WAITS,
                about=f"{type(move.machine).__name__} {move.name} {period.code} {unit.pk}",
                sentence=f"{queue.verb}: có {queue.noun} đang chờ · {unit} · {period}",
                url=whole or index(move, queue, period),
            )


def _nobodys(row: Dossier) -> Dossier:
    """One as these are, on nobody: whoever may not judge themself may judge the others."""
    alike = copy(row)
    alike.cadre = Cadre()
    return alike


def _of_remark(row: Remark, verb: str, move: Move | None) -> Iterator[Notice]:
    dossier = row.dossier
    here = f"{reverse('circumstances', args=[dossier.pk])}#remark"
    people = (move.by if move else permissions.STAFF).holders(row if move else dossier)
    for person in people:
        yield Notice(
            to_id=person,
            kind=Kind.WAITS,
            about=f"remark {row.pk} {row.stage}",
            sentence=f"{verb}: đồng chí {dossier.cadre.full_name} (Mục 7.b) · {dossier.period}",
            url=reverse("remark", args=[row.pk]) if move else here,
        )


def _of_result(one: Made) -> set[int]:
    """Who holds what comes next; the province steps in for the leadership above a division only if it wants to."""
    if one.row.stage == CollectiveStage.SUBMITTED and not one.row.unit.manages_cadres:
        return SUPERIOR.holders(one.row)
    return one.holders() if one.row.stage in (CollectiveStage.DRAFT, CollectiveStage.SUBMITTED) else set()


def _of_collective(one: Made) -> Iterator[Notice]:
    row = one.row
    back = row.stage == CollectiveStage.DRAFT
    for person in _of_result(one):
        yield Notice(
            to_id=person,
            kind=Kind.RETURNED if back else Kind.WAITS,
            about=f"collective {row.pk} {one.entry.pk}",
            sentence=f"Kết quả tập thể {row.unit} · {row.period}: {'được trả lại' if back else 'chờ phê duyệt'}",
            words=one.entry.reason,
            url=reverse("collective", args=[row.unit_id, row.period.code]),
        )


def _of_extension(one: Made) -> Iterator[Notice]:
    row: Extension = one.row
    asked = one.move is EXTENSIONS.ask
    people = EXTEND.holders(row) if asked else _whose_window(row)
    said = f"{'Trả lời đề nghị gia hạn' if asked else row.get_stage_display()}: {row.what}, {row.whose}"
    until = f", đến {han(row.until)}" if row.is_granted else ""
    for person in people - {one.entry.by_id} if one.move is not EXTENSIONS.replace else ():
        yield Notice(
            to_id=person,
            kind=Kind.WAITS if asked else Kind.WINDOW,
            about=f"extension {row.pk} {one.entry.pk}",
            sentence=f"{said} · {row.period}{until}",
            words=one.entry.reason,
            url=reverse("extension", args=[row.pk]),
        )


def _whose_window(row: Extension) -> set[int]:
    """Whoever asked, and the person; of a unit's that was granted all of its people who still owe the thing."""
    people = {entry.by_id for entry in row.history.filter(deed=EXTENSIONS.ask.name) if entry.by_id}
    if row.dossier:
        return people | {user for user in (row.dossier.cadre.user_id,) if user}
    owing = HAND_INS[Window(row.window)].owing(row.period).filter(managing_unit=row.unit_id)
    users = owing.exclude(cadre__user=None).values_list("cadre__user", flat=True)
    return people | set(users if row.is_granted else ())
