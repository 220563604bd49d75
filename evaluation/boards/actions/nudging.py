"""Reminding whoever has not handed something in: one deed, in one transaction, each person once a day."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst

from cadres.models import Unit, User
from cadres.templatetags.vietnamese import han
from config import clock
from config.logging import deeds
from evaluation.boards.models import Nudge
from evaluation.boards.permissions import NUDGE
from evaluation.boards.tells.nudging import named, nudging, outstanding
from evaluation.boards.tells.standings import Column
from evaluation.core.models import Dossier, Period
from notices.actions import supersede, tell
from notices.models import Kind, Notice
from regulation.deadlines import is_late


@transaction.atomic
def nudge(unit: Unit, period: Period, column: Column, *, by: User) -> list[Nudge]:
    """Those who are outstanding now and were not told today; whom this told.

    Their files are held first: whoever hands in at the same moment is waited for, and so is whoever else presses the button.
    """
    held = {row.pk for row in outstanding(unit, period, column, by).locked()}
    people = [row for row in nudging(unit, period, column, by).people if row.pk in held]
    common = {"unit": unit, "window": column.code, "day": clock.today(), "at": clock.now()}
    behalf = NUDGE.behalf(by, unit)
    made = [Nudge(dossier=row, by=by, on_behalf_of_id=behalf, **common) for row in people]
    Nudge.objects.bulk_create(made)
    _tell(column, period, people, made)
    said = {"deed": "nudge", "row": unit._meta.label, "pk": unit.pk, "user": by.pk}
    transaction.on_commit(partial(deeds.info, "deed", **said))
    return made


def _tell(column: Column, period: Period, people: Sequence[Dossier], made: Sequence[Nudge]) -> None:
    """What was told of the same thing before, and not read, is told by this one."""
    about = column.hand_in.about(Kind.DEADLINE, period)
    supersede(about, [row.cadre.user_id for row in people if row.cadre.user_id])
    tell(_notices(column, period, made))


def _notices(column: Column, period: Period, made: Sequence[Nudge]) -> Iterator[Notice]:
    for one in made:
        closes_at = getattr(one.dossier, column.hand_in.closes)
        who, day = named(one.by, one.on_behalf_of), han(closes_at)
        until = f"đã hết hạn ({day})" if is_late(clock.now(), closes_at) else f"hạn: {day}"
        yield Notice(
            to=one.dossier.cadre.user,
            kind=Kind.DEADLINE,
            about=f"{column.hand_in.about(Kind.DEADLINE, period, closes_at)} nudge {one.day}",
            sentence=f"{capfirst(who)} nhắc {column.hand_in.verb} {period}, {until}",
            url=reverse(column.hand_in.page, args=[one.dossier_id]),
            at=one.at,
        )
