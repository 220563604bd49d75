"""A later window is asked for, granted, refused or withdrawn; what is late follows at once, and nothing is rewritten."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from cadres.machine import Made, Refusal, Refused, lock, together
from cadres.models import User
from cadres.templatetags.vietnamese import han
from evaluation.calendar.actions.days import forget_missing, forget_other_days
from evaluation.calendar.tells.owing import HAND_INS
from evaluation.core.models import Dossier, Extension, Period
from evaluation.core.permissions import EXTEND
from evaluation.core.stages import ExtensionStage
from evaluation.extensions.gates import within_reach
from evaluation.extensions.moves import EXTENSIONS
from notices.actions import supersede, tell, to_each
from notices.models import Kind, Notice
from regulation.deadlines import Window

_SAID: dict[object, str] = {
    EXTENSIONS.ask: "Trả lời đề nghị gia hạn",
    EXTENSIONS.withdraw: "Đã rút đề nghị gia hạn",
    EXTENSIONS.take_back: "Đã rút gia hạn",
}
# What those who may answer hear of, and what moves a window on or back.
_BEFORE_ANSWER = (EXTENSIONS.ask, EXTENSIONS.withdraw)
_MOVES_WINDOW = (EXTENSIONS.grant, EXTENSIONS.take_back)
# Told by the deed within which they happen.
_WITHIN_ANOTHER = (EXTENSIONS.replace, EXTENSIONS.restore)


class AlreadyAsked(Refusal):
    """One request of a scope is answered before another is put."""

    def __init__(self, waiting: Extension) -> None:
        self.waiting = waiting
        super().__init__(f"Đã xin gia hạn đến {han(waiting.until)}, đang chờ trả lời.")

    def tells_of(self, row: Extension) -> bool:
        """Whether what is asked for is what was asked for already: sent twice."""
        return (row.until, row.ground) == (self.waiting.until, self.waiting.ground)


class BeyondRound(Refusal):
    """A unit lets go of its own earlier window, and of no more than that."""

    def __init__(self, row: Extension) -> None:
        of_round = row.period.dossier_closes_at
        super().__init__(
            f"Gia hạn đến hết ngày: lãnh đạo đơn vị chỉ gia hạn đến hạn hồ sơ của kỳ ({han(of_round)}); "
            "sau đó do Ban Tổ chức Tỉnh ủy gia hạn."
        )


@transaction.atomic
def ask(row: Extension, *, by: User) -> Extension:
    """Put the request for one person or one unit; its ground is its reason."""
    _hold_scope(row)
    with EXTENSIONS.ask(row, by=by, reason=row.ground, held=True) as row:
        _none_waits(row)
        row.tell(until=han(row.until))
    return row


@transaction.atomic
def give(row: Extension, *, by: User) -> Extension:
    """Grant at once what nobody has asked for."""
    _hold_scope(row)
    with EXTENSIONS.grant(row, by=by, reason=row.ground, held=True) as row:
        _none_waits(row)
        _take_effect(row, by)
    return row


@transaction.atomic
def grant(
    row: Extension, *, until: datetime, answer: str = "", by: User, seen: int | None = None
) -> Extension:
    """Answer a request: until then, or until another day; from now on it applies."""
    with EXTENSIONS.grant(_held(row), by=by, seen=seen, reason=answer, held=True) as row:
        row.until, row.answer = until, answer
        if not EXTEND.allows(by, row):
            raise BeyondRound(row)
        _take_effect(row, by)
    return row


@transaction.atomic
def refuse(row: Extension, *, reason: str, by: User, seen: int | None = None) -> Extension:
    """Answer a request: the window stays as it is, and why."""
    with EXTENSIONS.refuse(_held(row), by=by, seen=seen, reason=reason, held=True) as row:
        row.answer = reason
    return row


@transaction.atomic
def withdraw(row: Extension, *, reason: str, by: User, seen: int | None = None) -> Extension:
    """Take a request back before it was answered; another may be put."""
    return EXTENSIONS.withdraw.make(_held(row), by=by, seen=seen, reason=reason, held=True)


@transaction.atomic
def take_back(row: Extension, *, reason: str, by: User, seen: int | None = None) -> Extension:
    """The window is as it was before: for those who have not handed in, since nobody who came in time becomes late.

    What it took the place of applies again. Its people are held until then, after the round: whoever hands in at the same
    time is in time, or finds the window closed.
    """
    _hold_scope(row).people().locked()
    row = _held(row)
    with together():
        with EXTENSIONS.take_back(row, by=by, seen=seen, reason=reason, held=True) as row:
            row.answer = reason
        if before := row.before():
            with EXTENSIONS.restore(before, by=by, held=True) as before:
                before.tell(until=han(before.until))
    return row


def _take_effect(row: Extension, by: User) -> None:
    """It reaches further than what holds now, and takes the place of what was granted before: nobody becomes late by it."""
    if beyond := list(within_reach(row)):
        raise Refused(beyond)
    row.closed_before = row.closes_at
    for earlier in row.alike().filter(stage=ExtensionStage.GRANTED):
        EXTENSIONS.replace.make(earlier, by=by, held=True)
    row.tell(until=han(row.until))


def _none_waits(row: Extension) -> None:
    if waiting := row.alike().filter(stage=ExtensionStage.ASKED).first():
        raise AlreadyAsked(waiting)


def _held(row: Extension) -> Extension:
    """As the database has it now, held, its scope first."""
    scope = _hold_scope(row)
    row = lock(row)
    row.dossier, row.period = scope.dossier, scope.period
    return row


def _hold_scope(row: Extension) -> Extension:
    """Whose window it is, held until the transaction ends: one person's dossier, else the round, whose units are not held.

    Nor is whoever writes something that points to the round: they may hold a dossier that is asked for next.
    """
    if row.dossier:
        row.dossier = lock(row.dossier)
        row.period = row.dossier.period
    else:
        row.period = Period.objects.select_for_update(no_key=True).get(pk=row.period_id)
    return row


def tell_of_extensions(made: Sequence[Made]) -> None:
    """Whoever may answer hears that it was asked for, or is no more; whoever asked, and everybody whose window it moves, the rest.

    What was told of it before needs no reading any more, nor does whatever names a day that is no longer its people's.
    """
    for one in made:
        supersede(_about(one.row))
        if one.move in _MOVES_WINDOW:
            _forget(one.row)
        if one.move not in _WITHIN_ANOTHER:
            tell(_news(one))


def _forget(row: Extension) -> None:
    """What names a day that is not its people's any more."""
    hand_in = HAND_INS[Window(row.window)]
    forget_other_days(hand_in, row.period, row.people())
    if row.unit_id and row.closed_before:
        forget_missing(hand_in, row.period, row.closed_before, row.unit_id)


def _about(row: Extension) -> str:
    return f"extension {row.pk}"


def _news(one: Made) -> list[Notice]:
    """One day to each, their own; whoever asked hears the scope's, and theirs too where it is another."""
    row: Extension = one.row
    asked = one.move is EXTENSIONS.ask
    day = row.until if row.is_granted else row.closes_at
    hear = {(person, day) for person in _whoever_answers_or_asked(row, one)}
    if one.move in _MOVES_WINDOW and row.unit_id:
        hear |= set(_whose_day_moved(row))
    said = f"{_SAID.get(one.move) or row.get_stage_display()}: {row.what}, {row.whose} · {row.period}"
    return [
        notice
        for person, own in sorted(hear)
        if person != one.entry.by_id
        for notice in to_each(
            [person],
            f"{said}{_until(one, own, day)}",
            reverse("extension", args=[row.pk]),
            kind=Kind.WAITS if asked else Kind.WINDOW,
            about=f"{_about(row)} {one.entry.pk}{'' if own == day else ' own'}",
            words=one.entry.reason,
        )
    ]


def _until(one: Made, own: datetime, day: datetime) -> str:
    """Until when it is now, where that moved; said to be the reader's own where their unit's is another."""
    if one.row.is_granted:
        return f", đến {han(own)}"
    whose = "hạn" if own == day else "hạn của đồng chí"
    return f", {whose}: {han(own)}" if one.move is EXTENSIONS.take_back else ""


def _whoever_answers_or_asked(row: Extension, one: Made) -> set[int]:
    """Of what is asked whoever may answer; later whoever asked, and the person it is for; of what is withdrawn both."""
    people = EXTEND.holders(row) if one.move in _BEFORE_ANSWER else set()
    if one.move is EXTENSIONS.ask:
        return people
    people |= {entry.by_id for entry in row.history.filter(deed=EXTENSIONS.ask.name) if entry.by_id}
    person = row.dossier.cadre.user_id if row.dossier else None
    return people | {person for person in (person,) if person}


def _whose_day_moved(row: Extension) -> QuerySet[Dossier, tuple[int, datetime]]:
    """Of a unit's people who still owe the thing those whose day it moved, on or back, each with the day that is now theirs.

    Not whom the round, or an extension of their own, gives as long or longer: their day stays.
    """
    theirs = row.people().values("pk")
    owing = HAND_INS[Window(row.window)].owing(row.period).filter(pk__in=theirs).exclude(cadre__user=None)
    if row.is_granted:
        alike = Extension.objects.filter(period=row.period, window=row.window, stage=ExtensionStage.GRANTED)
        as_long = alike.filter(until__gte=row.until).exclude(dossier=None)
        moved = owing.filter(Q(ends_at=row.until)).exclude(pk__in=as_long.values("dossier"))
    else:
        moved = owing.filter(Q(ends_at__lt=row.until))
    return moved.values_list("cadre__user", F("ends_at"))
