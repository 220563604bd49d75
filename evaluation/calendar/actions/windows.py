"""A window was moved: whoever still has to hand in before it hears of their own new day, and those who wait for them of it.

Of the report's the province, whose desk is to be clear by then (Bước 5).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse

from cadres.machine import Made
from cadres.models import Duty, Mandate
from cadres.templatetags.vietnamese import han
from evaluation.calendar.actions.days import forget_missing, forget_other_days
from evaluation.calendar.tells.owing import DESKS, PLAN, SELF, HandIn
from evaluation.core import permissions
from evaluation.core.models import Dossier, Policy
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.windows import closing
from evaluation.core.periods import at
from notices.actions import supersede, tell, to_each
from notices.models import Kind, Notice
from regulation.deadlines import Window, own_or_round

# By the column that history names: what people hand in before it.
_MOVED: dict[str, HandIn] = {"plan_closes_at": PLAN, "dossier_closes_at": SELF, "self_closes_at": SELF}
_REPORT = "report_closes_at"
_OF_DESKS = {"dossier_closes_at": DESKS[Window.DOSSIER], _REPORT: DESKS[Window.REPORT]}
_Days = tuple[datetime, datetime]  # from which instant to which it moved
_WAITING = (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.DIVISION_LEADERSHIP)


def tell_of_windows(made: Sequence[Made]) -> None:
    """After the province or a unit set its windows: in a fixed number of queries, however many they are."""
    for one in made:
        for column, change in one.entry.changes.items():
            if desk := _OF_DESKS.get(column):
                supersede(desk.about(one.row.period))
            if hand_in := _MOVED.get(column):
                _forget(one, hand_in, column)
                waiting = [
                    (_days(one.row, column), told) for told in _to_those_who_wait(one, hand_in, change)
                ]
                tell(_each_once([*_to_people(one, hand_in), *waiting]))
            if column == _REPORT:
                _tell_the_province(one, change)


def _forget(one: Made, hand_in: HandIn, column: str) -> None:
    """What told the day before it moved."""
    policy: Policy = one.row
    here = Q(managing_unit=policy.unit_id) | Q(handed_in_to=policy.unit_id) if policy.unit_id else Q()
    forget_other_days(hand_in, policy.period, Dossier.objects.of(policy.period).filter(here))
    forget_missing(hand_in, policy.period, _days(policy, column)[0], policy.unit_id)
    supersede(_for_those_who_wait(policy, hand_in))


def _days(policy: Policy, column: str) -> _Days:
    """Where no person's own day comes between; a unit that set none follows the round, whatever words history has for it."""
    before, after = policy.closed_before[column], getattr(policy if policy.unit_id else policy.period, column)
    of_round = policy.period.dossier_closes_at
    if before and not policy.unit_id:
        return before, after
    return own_or_round(before, of_round), own_or_round(after, of_round)


def _each_once(told: Iterable[tuple[_Days, Notice]]) -> Iterable[Notice]:
    """Whoever owes it and waits for it too hears the same days once, as the person; where theirs are others, both."""
    return {(notice.to_id, days): notice for days, notice in reversed([*told])}.values()


def _to_people(one: Made, hand_in: HandIn) -> Iterator[tuple[_Days, Notice]]:
    policy: Policy = one.row
    rows = _whose_day_moved(policy, hand_in).exclude(cadre__user=None)
    for dossier, user, *days in rows.values_list("pk", "cadre__user", F("ended_at"), F("ends_at")):
        before, after = days
        about = hand_in.about(Kind.WINDOW, policy.period, after)
        page = reverse(hand_in.page, args=[dossier])
        for told in _moved(one, [user], hand_in.verb, [han(before), han(after)], page, about):
            yield (before, after), told


def _whose_day_moved(policy: Policy, hand_in: HandIn) -> DossierQuerySet:
    """Who owes it, with both days: not whom their unit asks earlier, or who was given longer, so that it closes as it did."""
    owing = hand_in.owing(policy.period)
    if policy.unit_id:
        owing = owing.filter(managing_unit=policy.unit_id)
    before = closing(hand_in.own, policy.closed_before)
    return owing.annotate(ended_at=before).exclude(ended_at=F("ends_at"))


def _to_those_who_wait(one: Made, hand_in: HandIn, change: Sequence[str]) -> list[Notice]:
    policy: Policy = one.row
    people, about = _waiting(policy) - {one.entry.by_id}, _for_those_who_wait(policy, hand_in)
    return _moved(one, people, hand_in.verb, change, at("policies", policy.period), about)


def _tell_the_province(one: Made, change: Sequence[str]) -> None:
    """Whoever works at the desk that is to be clear before the report; what told the day before it moved goes."""
    policy: Policy = one.row
    about = f"waits {Kind.WINDOW} {policy.period.code} {Window.REPORT.value}"
    people = DESKS[Window.REPORT].holders(policy.matter.pk) - {one.entry.by_id}
    supersede(about)
    tell(_moved(one, people, "báo cáo Ban Tổ chức Trung ương", change, at("policies", policy.period), about))


def _for_those_who_wait(policy: Policy, hand_in: HandIn) -> str:
    return f"waits {hand_in.about(Kind.WINDOW, policy.period)} {policy.unit_id or 'round'}"


def _waiting(policy: Policy) -> set[int]:
    """Of one unit whoever acts for it and its divisions; of the round everybody who acts for a unit."""
    if policy.unit_id is None:
        mandates = Mandate.objects.in_force().filter(duty__in=_WAITING, user__is_active=True)
        return set(mandates.values_list("user_id", flat=True))
    here = Dossier.of_nobody(policy.unit_id)
    return permissions.STAFF.holders(here) | permissions.LEADERSHIP.holders(here)


def _moved(
    one: Made, people: Iterable[int], what: str, change: Sequence[str], url: str, about: str
) -> list[Notice]:
    before, after = change
    policy: Policy = one.row
    whose = f" của {policy.unit.in_sentence}" if policy.unit else ""
    return to_each(
        people,
        f"Đổi hạn {what} {policy.period}{whose}: nay {after}, trước là {before}",
        url,
        kind=Kind.WINDOW,
        about=f"{about} {one.entry.pk}",
        words=one.entry.reason,
    )
