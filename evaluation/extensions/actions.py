"""A later window is asked for, granted or refused; what is late follows from it at once, and nothing is rewritten."""

from datetime import datetime

from django.db import transaction

from cadres.machine import Refusal, Refused, lock
from cadres.models import User
from cadres.templatetags.vietnamese import han
from evaluation.core.models import Extension
from evaluation.core.permissions import EXTEND
from evaluation.core.stages import ExtensionStage
from evaluation.extensions.gates import within_reach
from evaluation.extensions.moves import EXTENSIONS


class AlreadyAsked(Refusal):
    """One request of a scope is answered before another is put."""

    def __init__(self, waiting: Extension) -> None:
        self.waiting = waiting
        super().__init__(f"Đã xin gia hạn đến {han(waiting.until)}, đang chờ trả lời.")


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


def _take_effect(row: Extension, by: User) -> None:
    """It reaches further than what holds now, and takes the place of what was granted before: nobody becomes late by it."""
    if beyond := list(within_reach(row)):
        raise Refused(beyond)
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
    """Whose window it is, held until the transaction ends: one person's dossier, else the round, whose units are not held."""
    if row.dossier:
        row.dossier = lock(row.dossier)
        row.period = row.dossier.period
    else:
        row.period = lock(row.period)
    return row
