"""What the calendar is to bring about by now, in order: derived from rounds and windows alone, whatever was done before."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from operator import attrgetter

from config import clock
from evaluation.calendar.models import Effect, EffectKind
from evaluation.calendar.tells.owing import DESKS, HAND_INS
from evaluation.calendar.tells.rounds import begins_on, rounds_due
from evaluation.core.models import Dossier, DossierEntry, Period
from evaluation.core.steps import Stage
from evaluation.petitions.models import Petition
from notices.actions.letters import anybody_has_an_address
from regulation.deadlines import Window, last_day, working_days_after

MORNING = time(7)
REMINDED = (7, 3, 1, 0)  # days before the last one on which a thing can be handed in; 0: its morning
# Who hears of those who have not handed in, on which morning after the last day: 0 at the very instant at which it closed.
TOLD = {
    EffectKind.TELL_STAFF: 0,
    EffectKind.TELL_PEOPLE: 1,
    EffectKind.TELL_LEADERSHIP: 2,
    EffectKind.TELL_PROVINCE: 3,
}
PUBLISHED = timedelta(days=60)  # how long ago a result was made known, that its archive is still told of
LASTS = timedelta(days=7)  # after which nobody is told any more that a window has closed


def due_now() -> list[Effect]:
    """Effects whose time has come and not gone, unsaved; the same ones whenever it is asked."""
    found = [*_rounds(), *_windows(), *_desks(), *_petitions(), *_archives(), *_daily()]
    return sorted(found, key=attrgetter("due_at"))


def outstanding() -> list[Effect]:
    """What keeping the calendar would do now: what is due and was not done."""
    due = due_now()
    done = set(
        Effect.objects.exclude(done_at=None)
        .filter(key__in=[one.key for one in due])
        .values_list("key", flat=True)
    )
    return [one for one in due if one.key not in done]


def _rounds() -> Iterator[Effect]:
    for period in rounds_due():
        yield _effect(EffectKind.OPEN, period, _at(begins_on(period.quarter), time()))


def _windows() -> Iterator[Effect]:
    """Of each round whose plans may still be reminded of, until a week after its self-assessments closed."""
    for period in Period.objects.filter(dossier_closes_at__gt=clock.now() - LASTS).order_by("year", "number"):
        for hand_in in HAND_INS.values():
            for closes_at in hand_in.ends(period):
                yield from _before(EffectKind.REMIND, closes_at, period, hand_in.window)
                yield from _after(hand_in.window, period, closes_at)


def _desks() -> Iterator[Effect]:
    """Dossiers that still lie at their units before they are due at the province, and there before the report is."""
    for period in Period.objects.filter(report_closes_at__gt=clock.now()).order_by("year", "number"):
        for desk in DESKS.values():
            if desk.lying(period).exists():
                closes_at = period.closes_at(desk.window)
                yield from _before(EffectKind.REMIND_DESKS, closes_at, period, desk.window)


def _petitions() -> Iterator[Effect]:
    """Open-questions 20: of those that wait, as the term of their answer nears, and the morning after it has passed."""
    near = (clock.now() - LASTS, clock.now() + timedelta(days=max(REMINDED) + 1))
    terms = Petition.objects.waiting().filter(due_at__range=near).order_by("due_at")
    for due_at in terms.values_list("due_at", flat=True).distinct():
        yield from _before(EffectKind.REMIND_ANSWERS, due_at)
        after = _at(last_day(due_at) + timedelta(days=1), MORNING)
        if after <= clock.now() < due_at + LASTS:
            yield _effect(EffectKind.TELL_ANSWERS, None, after, None, due_at, until=due_at + LASTS)


def _archives() -> Iterator[Effect]:
    """Bước 6: the morning after nobody can object any more to what was made known on one day, while it waits for its archive."""
    lately = {"at__gte": clock.now() - PUBLISHED, "dossier__stage": Stage.PUBLISHED}
    lines = DossierEntry.objects.filter(went_to=Stage.PUBLISHED, **lately).exclude(came_from=Stage.PUBLISHED)
    days = set(lines.order_by().values_list("dossier__period", "at__date").distinct())
    periods = Period.objects.prefetch_related("policies").in_bulk({pk for pk, _ in days})
    ends = {(periods[pk], _no_more(periods[pk], day)) for pk, day in days}
    for period, closes_at in sorted(ends, key=str):
        due_at = _at(last_day(closes_at) + timedelta(days=1), MORNING)
        if due_at <= clock.now() < closes_at + LASTS:
            yield _effect(EffectKind.TELL_ARCHIVE, period, due_at, None, closes_at, until=closes_at + LASTS)


def _no_more(period: Period, day: date) -> datetime:
    """From when nobody objects to what was made known on that day; where nobody may at all, from then on."""
    policy, at = period.policy_for(None), _at(day, MORNING)
    return working_days_after(at, policy.petition_days) if policy.petitions else at


def _before(
    kind: EffectKind, closes_at: datetime, period: Period | None = None, window: Window | None = None
) -> Iterator[Effect]:
    """A reminder is for its day, and of no use on the next."""
    for days in REMINDED:
        day = last_day(closes_at) - timedelta(days=days)
        if day == clock.today() and _at(day, MORNING) <= clock.now() < closes_at:
            until = _at(day + timedelta(days=1), time())
            yield _effect(kind, period, _at(day, MORNING), window, closes_at, days=days, until=until)


def _after(window: Window, period: Period, closes_at: datetime) -> Iterator[Effect]:
    """First the staff and the people themselves, then the leadership, then the province: while there is somebody to tell of."""
    for kind, mornings in TOLD.items():
        after = last_day(closes_at) + timedelta(days=mornings)
        due_at = _at(after, MORNING) if mornings else closes_at
        if due_at <= clock.now() < closes_at + LASTS:
            yield _effect(kind, period, due_at, window, closes_at, until=closes_at + LASTS)


def _daily() -> Iterator[Effect]:
    """What is looked for each morning, and then the day's one letter to each: after the reminders, which are noted before it."""
    day = clock.today()
    asked = {
        EffectKind.ASK_DECIDERS: Dossier.objects.filter(decisions__isnull=False).exists,
        EffectKind.LETTERS: anybody_has_an_address,
    }
    due_at, until = _at(day, MORNING), _at(day + timedelta(days=1), time())
    for kind, any_to_ask in asked.items():
        if due_at <= clock.now() and any_to_ask():
            yield Effect(key=f"{kind} {day}", kind=kind, due_at=due_at, until=until)


def _effect(
    kind: EffectKind,
    period: Period | None,
    due_at: datetime,
    window: Window | None = None,
    closes_at: datetime | None = None,
    **values: object,
) -> Effect:
    named, code = window.value if window else "", period.code if period else ""
    parts = (kind, code, named, closes_at and closes_at.astimezone(clock.HERE).isoformat())
    key = " ".join(str(part) for part in (*parts, values.get("days", "")) if part or part == 0)
    return Effect(
        key=key,
        kind=kind,
        quarter=code,
        window=named,
        closes_at=closes_at,
        due_at=due_at,
        **values,
    )


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, clock.HERE)
