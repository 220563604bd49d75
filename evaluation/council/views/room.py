"""The councils for which one acts, and one council's room in a round: who waits, what is noted of them, how the session stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal
from cadres.mandates import holds_over
from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.core import periods, permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import period_of
from evaluation.core.steps import Stage
from evaluation.council.actions import convene
from evaluation.council.forms import LineForm, SeatForm
from evaluation.council.gates import quorum_of
from evaluation.council.models import CouncilSession, Role
from evaluation.council.moves import SESSIONS
from evaluation.council.permissions import HOLDERS, READERS
from evaluation.council.tells.ceilings import ceilings
from evaluation.council.tells.room import Row, before_me, own_number, quarters_before, rows_of
from pages.deeds import done, status, told
from pages.forms import ReasonForm
from pages.versions import going_on, opened

PAGE = 50


@require_safe
def councils(request: SignedIn) -> HttpResponse:
    """The units for whose council I act, with how many wait for its opinion."""
    mine = Dossier.objects.filter(permissions.COUNCIL.q(request.user), period=periods.chosen(request))
    units = mine.values("managing_unit_id", "managing_unit__name", "managing_unit__order").annotate(
        waiting=Count("pk", filter=Q(stage=Stage.APPRAISED)),
        heard=Count("pk", filter=Q(council_opinion__isnull=False) & ~Q(stage=Stage.APPRAISED)),
        everybody=Count("pk"),
    )
    busy_first = units.order_by("-waiting", "managing_unit__order", "managing_unit_id")
    page = Paginator(busy_first, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "evaluation/council/councils.html", {"page_obj": page, "shown": periods.chosen(request)}
    )


@require_safe
def council(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """The session that is being held, with everybody who waits for its opinion; else who waits, and the sessions before."""
    return room_page(request, *place(request, unit, code))


@require_POST
def council_convene(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """Begin a session today; where one is being held, it is that one."""
    here, period = place(request, unit, code)
    convene(here, period, by=request.user)
    return done(request, SESSIONS.convene.done, "council", unit, code)


def place(request: SignedIn, unit: int, code: str) -> tuple[Unit, Period]:
    """A unit whose sessions this person reads, and a round; else 404."""
    here, period = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit), period_of(code)
    if not holds_over(request.user, here.pk, *READERS):
        raise Http404
    periods.show(request, period)
    return here, period


def room_page(
    request: SignedIn,
    unit: Unit,
    period: Period,
    *,
    refusal: Refusal | None = None,
    typed: LineForm | None = None,
    seats: SeatForm | None = None,
    cancels: ReasonForm | None = None,
) -> HttpResponse:
    """The room; with what was typed into one line, of who sits, or why it is cancelled, where that was refused."""
    sessions = _sessions(unit, period)
    session = next((one for one in sessions if one.is_held), None)
    context: dict[str, Any] = {
        "unit": unit,
        "shown": period,
        "session": session,
        "sits": holds_over(request.user, unit.pk, *HOLDERS),
        "own": own_number(unit, period, request.user),
        "past": [one for one in sessions if not one.is_held],
        "many": typed is not None,
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
        "errors": typed.problems() if typed else (),
    }
    if session is None:
        context["waiting"] = before_me(unit, period, request.user).count()
    else:
        context |= _before_session(session, request, typed) | _seating(session, request, seats, refusal)
        context |= _cancelling(session, request, cancels, refusal)
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/council/council.html", context, status=code)


def _sessions(unit: Unit, period: Period) -> list[CouncilSession]:
    """Those of this council, the last first; unit and round are read once and shared."""
    sessions = list(CouncilSession.objects.filter(unit=unit, period=period))
    for session in sessions:
        session.unit, session.period = unit, period
    return sessions


def _before_session(session: CouncilSession, request: SignedIn, typed: LineForm | None) -> dict[str, Any]:
    rows = rows_of(session, request.user)
    forms = [typed if typed and typed.number == row.dossier.pk else LineForm(None, row.line) for row in rows]
    noted = {row.dossier.pk: row.line.rating for row in rows}
    lines = {
        "lines": [(row, form, _version(request, row, form)) for row, form in zip(rows, forms, strict=True)],
        "quarters": quarters_before(session.period.quarter),
    }
    return lines | counts(session, [row.dossier for row in rows], noted, request)


def _seating(
    session: CouncilSession, request: SignedIn, seats: SeatForm | None, refusal: Refusal | None
) -> dict[str, Any]:
    """Who sits, by what the session keeps; the form beside it as it was typed, where it was refused."""
    members = list(session.members.all())
    by_role = {member.role: member for member in members}
    quorum, form = quorum_of(session.period), seats or SeatForm(None, session, members)
    return {
        "members": members,
        "chair": by_role.get(Role.CHAIR),
        "secretary": by_role.get(Role.SECRETARY),
        "present": sum(member.present for member in members),
        "quorum": quorum,
        "needed": quorum.needed(len(members)),
        "seats": form,
        "seats_version": going_on(request, session, refusal, form.stored())
        if form.is_bound
        else opened(session.version, form.stored()),
    }


def _cancelling(
    session: CouncilSession, request: SignedIn, cancels: ReasonForm | None, refusal: Refusal | None
) -> dict[str, Any]:
    return {
        "cancels": cancels or ReasonForm(None, prefix="cancel"),
        "cancels_version": going_on(request, session, refusal) if cancels else opened(session.version),
    }


def counts(
    session: CouncilSession, people: Sequence[Dossier], noted: dict[int, str], request: SignedIn
) -> dict[str, Any]:
    """What the strip above the table says: how many have an opinion, and the cap."""
    return {
        "rated": sum(map(bool, noted.values())),
        "everybody": len(noted),
        "ceilings": ceilings(session, people, noted, request.user),
    }


def _version(request: SignedIn, row: Row, form: LineForm) -> str:
    return going_on(request, row.line) if form.is_bound else opened(row.line.version, form)
