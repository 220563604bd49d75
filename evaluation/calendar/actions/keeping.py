"""Bringing the calendar up to date: whatever is due by now is noted, and each is done once, whoever does it.

Nothing is right or wrong by it: a window is closed because the clock says so. Any number of processes may keep it at the
same time, be stopped in the middle, or not have run for days.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from socket import gethostname

from django.conf import settings
from django.db import models, transaction

from cadres.machine import claim
from cadres.templatetags.vietnamese import dem
from config import clock
from config.logging import deeds
from evaluation.arrivals.actions import tell_of_moves
from evaluation.calendar.actions import rounds, telling
from evaluation.calendar.actions.answers import remind_answers
from evaluation.calendar.actions.archiving import tell_archive
from evaluation.calendar.models import Effect, EffectKind, Keeper
from evaluation.calendar.tells.due import MORNING, due_now
from evaluation.calendar.tells.rounds import newcomers
from evaluation.core.models import Period
from notices.actions.letters import send_letters, write_letters
from regulation.quarters import Quarter

DROPPED = "Đã qua lúc cần, không làm."
LONGEST = timedelta(days=100)  # lived through at once; of what lies farther back nothing is made up for


def keep() -> list[Effect]:
    """Open the round that is due, remind, tell who is missing, bring newcomers to the rounds that stand; what was done now.

    Posts are recorded beneath the rounds: whom that concerns, newcomers and those decided by another post, is looked for.
    Newcomers come last: one who cannot be brought is no act of its own, and holds up no reminder and no letter.
    """
    note(due_now())
    undone = Effect.objects.filter(done_at=None, due_at__lte=clock.now())
    done = [effect for pk in undone.values_list("pk", flat=True) if (effect := _do(pk))]
    send_letters()
    _bring_newcomers()
    return done


def keep_now(keeper: str) -> list[Effect]:
    """As of this installation's now (a demonstration has a day of its own), and who did: `keeper` names the kind of process."""
    with clock.held(clock.moved() if settings.DEMONSTRATION else clock.now()):
        return keep_as(keeper)


def keep_as(keeper: str) -> list[Effect]:
    done = keep()
    seen = {"seen_at": clock.now(), "done": len(done)}
    Keeper.objects.update_or_create(name=f"{keeper} · {gethostname()}", defaults=seen)
    return done


def live_through(since: date, until: date) -> None:
    """A demonstration's day is moved: each day in between is kept in the morning, as if the calendar had run all along."""
    first = max(since, until - LONGEST)
    for days in range(1, (until - first).days + 1):
        with clock.held(datetime.combine(first + timedelta(days=days), MORNING, clock.HERE)):
            keep()


def note(due: list[Effect]) -> None:
    """Each is written down once, by its key: what is done stays done."""
    known = set(Effect.objects.filter(key__in=[one.key for one in due]).values_list("key", flat=True))
    if new := [one for one in due if one.key not in known]:
        Effect.objects.bulk_create(new, ignore_conflicts=True)


def _bring_newcomers() -> None:
    """Whoever was appointed since joins each round that is still open (2.2)."""
    for period in Period.objects.filter(dossier_closes_at__gt=clock.now()):
        if newcomers(period).exists():
            rounds.open_round(period.quarter)


def _do(pk: int) -> Effect | None:
    """In one transaction with the row that says so; None where somebody else has it, or had it."""
    try:
        with transaction.atomic():
            effect = _done(pk)
    except (
        Exception
    ):  # one that fails holds up no other: it stays undone, and is told on the page of the system's health
        deeds.exception("calendar", effect=pk)
        Effect.objects.filter(pk=pk).update(failures=models.F("failures") + 1)
        return None
    if effect:
        deeds.info("calendar", effect=effect.key, outcome=effect.outcome)
    return effect


def _done(pk: int) -> Effect | None:
    effect = claim(Effect.objects.filter(pk=pk, done_at=None)).first()
    if effect:
        gone = effect.until is not None and effect.until <= clock.now()
        effect.outcome = DROPPED if gone else _DEEDS[EffectKind(effect.kind)](effect)
        effect.done_at = clock.now()
        effect.save()
    return effect


def _write_letters(effect: Effect) -> str:
    return f"{dem(write_letters())} thư"


def _open(effect: Effect) -> str:
    opening = rounds.open_round(Quarter.parse(effect.quarter))
    return f"{dem(len(opening.owed))} hồ sơ"


def _ask_deciders(effect: Effect) -> str:
    return f"{dem(tell_of_moves())} đồng chí"


_DEEDS: dict[EffectKind, Callable[[Effect], str]] = {
    EffectKind.OPEN: _open,
    EffectKind.REMIND: telling.remind,
    EffectKind.REMIND_DESKS: telling.remind_desks,
    EffectKind.TELL_STAFF: telling.tell_staff,
    EffectKind.TELL_PEOPLE: telling.tell_people,
    EffectKind.TELL_LEADERSHIP: telling.tell_leadership,
    EffectKind.TELL_PROVINCE: telling.tell_province,
    EffectKind.REMIND_ANSWERS: remind_answers,
    EffectKind.TELL_ANSWERS: remind_answers,
    EffectKind.TELL_ARCHIVE: tell_archive,
    EffectKind.ASK_DECIDERS: _ask_deciders,
    EffectKind.LETTERS: _write_letters,
}
