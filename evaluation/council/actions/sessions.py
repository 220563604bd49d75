"""A session is convened with the members by duty, its attendance kept; once closed its head can be set right, with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from config import clock
from evaluation.core.stages import LineStage, SessionStage
from evaluation.council.actions.members import Person, carry_over, keep_by_hand, seat_by_duty
from evaluation.council.models import CouncilLine, CouncilSession, Role
from evaluation.council.moves import SESSIONS
from evaluation.council.tells.heads import HEAD, said

if TYPE_CHECKING:
    from cadres.models import Unit, User
    from evaluation.core.models import Period


@transaction.atomic
def convene(unit: Unit, period: Period, *, by: User, held_on: date | None = None) -> CouncilSession:
    """Begin a session on this day (today); the one that is being held already is that session.

    What the session before noted without recording it goes on here; what a cancelled one noted stays with it.
    """
    head = {"held_on": held_on or clock.today()}
    SESSIONS.convene.demand(by, CouncilSession(unit=unit, period=period, **head))
    place = {"unit": unit, "period": period}
    session, new = CouncilSession.objects.get_or_create(**place, stage=SessionStage.HELD, defaults=head)
    if not new:
        return session
    with SESSIONS.convene(session, by=by) as session:
        seat_by_duty(session)
        carry_over(session)
        before = CouncilSession.objects.filter(unit=unit, period=period, stage=SessionStage.CLOSED)
        CouncilLine.objects.filter(session__in=before, stage=LineStage.NOTED).update(session=session)
        session.tell(members=session.members.count())
    return session


def seat(
    session: CouncilSession,
    head: Mapping[str, object],
    *,
    present: Collection[int],
    roles: Mapping[Role, int | None],
    by_hand: Sequence[Person] | None = None,
    by: User,
    seen: int | None = None,
) -> CouncilSession:
    """Keep who sits, who of them is present (ids of members), who presides and who writes; `by_hand` are all who were added.

    On another day other people hold the duty: members by duty follow the day.
    """
    with SESSIONS.seat(session, by=by, seen=seen) as session:
        moved = head["held_on"] != session.held_on
        _set_head(session, head)
        _set_roles(session, roles)
        session.members.exclude(pk__in=present).update(present=False)
        session.members.filter(pk__in=present).update(present=True)
        if by_hand is not None:
            keep_by_hand(session, by_hand)
        if moved:
            seat_by_duty(session)
        session.tell(members=session.members.count(), present=session.members.filter(present=True).count())
    return session


def cancel(session: CouncilSession, *, by: User, reason: str, seen: int | None = None) -> CouncilSession:
    """Call off a session that was convened by mistake; whoever notes a line meanwhile is told so."""
    return SESSIONS.cancel.make(session, by=by, reason=reason, seen=seen)


def correct(
    session: CouncilSession,
    head: Mapping[str, object],
    *,
    by: User,
    reason: str,
    seen: int | None = None,
) -> CouncilSession:
    """Set right the day, the place and the number in the minutes of a session that is over."""
    with SESSIONS.correct(session, by=by, seen=seen, reason=reason) as session:
        _set_head(session, head)
    return session


def _set_head(session: CouncilSession, head: Mapping[str, object]) -> None:
    for name in HEAD:
        before = getattr(session, name)
        if name in head and head[name] != before:
            setattr(session, name, head[name])
            session.tell(**{name: [said(before), said(head[name])]})


def _set_roles(session: CouncilSession, roles: Mapping[Role, int | None]) -> None:
    """All are members first: two may change places, and no role is held twice."""
    session.members.exclude(role=Role.MEMBER).update(role=Role.MEMBER)
    for role, member in roles.items():
        if member is not None:
            session.members.filter(pk=member, role=Role.MEMBER).update(role=role)
