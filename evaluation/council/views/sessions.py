"""One session: who sits, how it is closed, how it reads once it is over, and its history."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.periods import show
from evaluation.core.permissions import RECORD_COUNCIL, reviews_seen
from evaluation.core.stages import LineStage
from evaluation.council.actions import cancel, close, correct, seat
from evaluation.council.forms import CorrectForm, SeatForm
from evaluation.council.gates import led, quorate
from evaluation.council.models import CouncilSession
from evaluation.council.moves import SESSIONS
from evaluation.council.tells.heads import written
from evaluation.council.tells.history import history_of
from evaluation.council.tells.room import before_me, lines_of, own_number
from evaluation.council.views.room import room_page
from pages.deeds import answer, done, seen, status, told
from pages.forms import BareForm, ReasonForm
from pages.layouts import DressedForm
from pages.versions import both_versions, going_on, opened
from pages.words import words_of
from regulation.vocabulary import Rating

SEEN = re.compile(r"([0-9]{1,18})-([0-9]{1,9})", re.ASCII)


def session_or_404(request: SignedIn, pk: int) -> CouncilSession:
    rows = CouncilSession.objects.visible_to(request.user).select_related("unit", "period")
    session = get_object_or_404(rows, pk=pk)
    show(request, session.period)
    return session


@require_safe
def council_session(request: SignedIn, pk: int) -> HttpResponse:
    """A session that is over, as it was recorded; one that is being held is in its council's room."""
    session = session_or_404(request, pk)
    if session.is_held:
        return redirect("council", session.unit_id, session.period.code)
    return _over(request, session)


@require_safe
def council_history(request: SignedIn, pk: int) -> HttpResponse:
    """All of a session's history."""
    session = session_or_404(request, pk)
    entries = history_of(session, request.user, most=None)
    return render(request, "evaluation/council/history.html", {"session": session, "entries": entries})


@require_POST
def council_seat(request: SignedIn, pk: int) -> HttpResponse:
    """Keep who sits, and the session's day, place and number."""
    session = session_or_404(request, pk)
    SESSIONS.seat.demand(request.user, session)

    def form_of(data: Any, row: CouncilSession) -> SeatForm:
        return SeatForm(data, row, list(row.members.all()))

    def act(form: SeatForm) -> HttpResponse:
        seat(session, **form.said(), by=request.user, seen=seen(request))
        return done(request, SESSIONS.seat.done, "council", session.unit_id, session.period.code)

    def again(form: SeatForm, refusal: Refusal) -> HttpResponse:
        now = session_or_404(request, pk)
        if not now.is_held:
            return ended(request, now, form, refusal)
        chosen = both_versions(request, refusal, lambda: form_of(None, now).stored())
        return chosen or room_page(request, now.unit, now.period, refusal=refusal, seats=form)

    return answer(lambda: form_of(request.POST, session), act, again)


@require_POST
def council_cancel(request: SignedIn, pk: int) -> HttpResponse:
    """Call off a session that was convened by mistake."""
    session = session_or_404(request, pk)
    SESSIONS.cancel.demand(request.user, session)

    def act(form: ReasonForm) -> HttpResponse:
        cancel(session, by=request.user, reason=form.cleaned_data["reason"], seen=seen(request))
        return done(request, SESSIONS.cancel.done, "council", session.unit_id, session.period.code)

    def again(form: ReasonForm, refusal: Refusal) -> HttpResponse:
        now = session_or_404(request, pk)
        if not now.is_held:
            return ended(request, now, form, refusal)
        return room_page(request, now.unit, now.period, refusal=refusal, cancels=form)

    return answer(lambda: ReasonForm(request.POST, prefix="cancel"), act, again)


@require_POST
def council_correct(request: SignedIn, pk: int) -> HttpResponse:
    """Set right the head of the minutes of a session that is over."""
    session = session_or_404(request, pk)
    SESSIONS.correct.demand(request.user, session)

    def act(form: CorrectForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        correct(session, form.head(), by=request.user, reason=reason, seen=seen(request))
        return done(request, SESSIONS.correct.done, "council_session", pk)

    def again(form: CorrectForm, refusal: Refusal) -> HttpResponse:
        now = session_or_404(request, pk)
        chosen = both_versions(request, refusal, lambda: CorrectForm(None, now).stored())
        return chosen or _over(request, now, form, refusal)

    return answer(lambda: CorrectForm(request.POST, session), act, again)


@require_http_methods(["GET", "HEAD", "POST"])
def council_close(request: SignedIn, pk: int) -> HttpResponse:
    """What closing the session would do, and the closing itself."""
    session = session_or_404(request, pk)
    SESSIONS.close.demand(request.user, session)
    if request.method != "POST":
        return _closing(request, session) if session.is_held else redirect("council_session", pk)

    def act(form: BareForm) -> HttpResponse:
        close(session, by=request.user, seen=seen(request), lines=_seen_lines(request))
        return done(request, "Đã kết thúc phiên họp, ghi ý kiến và lập biên bản.", "council_session", pk)

    def again(form: BareForm, refusal: Refusal) -> HttpResponse:
        now = session_or_404(request, pk)
        page = _closing if now.is_held else _over
        return page(request, now, refusal=refusal)

    return answer(lambda: BareForm(request.POST), act, again)


def _seen_lines(request: SignedIn) -> dict[int, int]:
    """Dossier → version of the lines that the closer had before them."""
    sent = (SEEN.fullmatch(value) for value in request.POST.getlist("line"))
    return {int(found[1]): int(found[2]) for found in sent if found}


def _closing(request: SignedIn, session: CouncilSession, refusal: Refusal | None = None) -> HttpResponse:
    people = list(before_me(session.unit, session.period, request.user).for_rows().in_order())
    numbers = [person.pk for person in people]
    allowed = Dossier.objects.filter(RECORD_COUNCIL.q(request.user), pk__in=numbers)
    mine = set(allowed.values_list("pk", flat=True))
    lines = lines_of(session, (person for person in people if person.pk in mine))
    rated = [line for line in lines.values() if line.rating]
    context = {
        "session": session,
        "rated": rated,
        "named": [(r, [x.dossier.cadre.full_name for x in rated if x.rating == r]) for r in Rating],
        "staying": [line.dossier.cadre.full_name for line in lines.values() if not line.rating],
        "own": own_number(session.unit, session.period, request.user),
        "blocking": [*led(session), *quorate(session)],
        "version": session.version,
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/council/close.html", context, status=code)


def ended(request: SignedIn, session: CouncilSession, typed: DressedForm, refusal: Refusal) -> HttpResponse:
    """The page of a session that ended before this was sent, and not that of the next one: what was typed stands there to be copied."""
    return _over(request, session, refusal=refusal, left=words_of(typed))


def _over(
    request: SignedIn,
    session: CouncilSession,
    form: CorrectForm | None = None,
    refusal: Refusal | None = None,
    left: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    known = Dossier.objects.filter(reviews_seen(request.user)).order_by()
    recorded = session.lines.filter(stage=LineStage.RECORDED)
    lines = list(recorded.filter(dossier__in=known))
    form = form or CorrectForm(None, session)
    context = {
        "session": session,
        "lines": lines,
        "minutes": next(reversed(written(session)), None),
        "members": session.members.all(),
        "ratings": [(r, n) for r in Rating if (n := Counter(line.rating for line in lines)[r])],
        "withheld": recorded.exclude(dossier__in=known).exists(),
        "corrects": SESSIONS.correct.open_to(request.user, session),
        "form": form,
        "version": going_on(request, session, refusal, form.stored())
        if form.is_bound
        else opened(session.version, form.stored()),
        "left": left,
        "entries": history_of(session, request.user),
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/council/session.html", context, status=code)
