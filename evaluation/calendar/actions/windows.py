"""A window was moved: whoever still has to hand in before it hears of it, and those who wait for them."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse

from cadres.machine import Made
from cadres.models import Duty, Mandate
from evaluation.calendar.tells.owing import PLAN, SELF, HandIn
from evaluation.core import permissions
from evaluation.core.models import Dossier, Policy
from notices.actions import tell, to_each
from notices.models import Kind, Notice

# By the column that history names: what people hand in before it.
_MOVED: dict[str, HandIn] = {"plan_closes_at": PLAN, "dossier_closes_at": SELF, "self_closes_at": SELF}
_WAITING = (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.DIVISION_LEADERSHIP)


def tell_of_windows(made: Sequence[Made]) -> None:
    """After the province or a unit set its windows: in a fixed number of queries, however many they are."""
    for one in made:
        for column, change in one.entry.changes.items():
            if column in _MOVED:
                tell(
                    [
                        *_to_people(one, _MOVED[column], change),
                        *_to_those_who_wait(one, _MOVED[column], change),
                    ]
                )


def _to_people(one: Made, hand_in: HandIn, change: Sequence[str]) -> Iterator[Notice]:
    policy: Policy = one.row
    owing = hand_in.owing(policy.period).exclude(cadre__user=None)
    if policy.unit_id:
        owing = owing.filter(managing_unit=policy.unit_id)
    for dossier, user in owing.values_list("pk", "cadre__user"):
        yield from _moved(one, [user], hand_in, change, reverse(hand_in.page, args=[dossier]))


def _to_those_who_wait(one: Made, hand_in: HandIn, change: Sequence[str]) -> list[Notice]:
    policy: Policy = one.row
    people, here = _waiting(policy) - {one.entry.by_id}, f"{reverse('policies')}?ky={policy.period.code}"
    return _moved(one, people, hand_in, change, here, " waits")


def _waiting(policy: Policy) -> set[int]:
    """Of one unit whoever acts for it and its divisions; of the round everybody who acts for a unit."""
    if policy.unit_id is None:
        mandates = Mandate.objects.in_force().filter(duty__in=_WAITING, user__is_active=True)
        return set(mandates.values_list("user_id", flat=True))
    here = Dossier.of_nobody(policy.unit_id)
    return permissions.STAFF.holders(here) | permissions.LEADERSHIP.holders(here)


def _moved(
    one: Made, people: Iterable[int], hand_in: HandIn, change: Sequence[str], url: str, role: str = ""
) -> list[Notice]:
    before, after = change
    policy: Policy = one.row
    whose = f" của {policy.unit.in_sentence}" if policy.unit else ""
    return to_each(
        people,
        f"Đổi hạn {hand_in.verb} {policy.period}{whose}: nay {after}, trước là {before}",
        url,
        kind=Kind.WINDOW,
        about=f"window {one.entry.pk} {hand_in.window.value}{role}",
        words=one.entry.reason,
    )
