"""Who belongs to a council on the day of its session: by a duty over the unit, or added by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max

from cadres.models import Appointment, Mandate, Unit
from evaluation.council.models import CouncilMember, CouncilSession, Role
from evaluation.council.permissions import SITS

if TYPE_CHECKING:
    from datetime import date

    from cadres.models import User


class Person(NamedTuple):
    """Somebody added by hand."""

    name: str
    post: str


def seat_by_duty(session: CouncilSession) -> None:
    """Whoever holds the duty on the day of the session has a seat; who holds it no longer has none.

    A seat is whose duty it is: whoever stands in for them is told beside, and is no second member.
    """
    seats = _seats(session)
    session.members.filter(user__isnull=False).exclude(user__in=seats).delete()
    there = set(session.members.values_list("user_id", flat=True))
    posts = _posts(seats, session.held_on)
    CouncilMember.objects.bulk_create(
        CouncilMember(
            session=session,
            user=user,
            name=str(user),
            post=posts.get(user.pk, ""),
            through=str(deputy or ""),
            order=place,
        )
        for place, (user, deputy) in enumerate(seats.items(), start=_next(session))
        if user.pk not in there
    )


def carry_over(session: CouncilSession) -> None:
    """Who presided and who wrote at the unit's last session do so again; whoever was added by hand there is there again."""
    last = CouncilSession.objects.filter(unit=session.unit).exclude(pk=session.pk).first()
    if last is None:
        return
    for member in last.members.all():
        if member.user_id is None:
            keep_one(session, Person(member.name, member.post), member.role)
        elif member.role != Role.MEMBER:
            session.members.filter(user=member.user_id).update(role=member.role)


def keep_by_hand(session: CouncilSession, people: Iterable[Person]) -> None:
    """These are all who were added by hand; whoever is there already keeps their role and whether they came.

    They are known by name and post, then by name alone: two may bear one name, and a post may be set right.
    """
    people, added = list(dict.fromkeys(people)), session.members.filter(user=None)
    there = {Person(name, post): pk for pk, name, post in added.values_list("pk", "name", "post")}
    gone = {pk: person.name for person, pk in there.items() if person not in people}
    for person in people:
        if person in there:
            continue
        same = next((pk for pk, name in gone.items() if name == person.name), None)
        if same is None:
            keep_one(session, person, Role.MEMBER)
        else:
            added.filter(pk=same).update(post=person.post)
            del gone[same]
    added.filter(pk__in=gone).delete()


def keep_one(session: CouncilSession, person: Person, role: str) -> None:
    """The last in order; a role that somebody has already is not given twice."""
    taken = role != Role.MEMBER and session.members.filter(role=role).exists()
    session.members.create(**person._asdict(), role=Role.MEMBER if taken else role, order=_next(session))


def freeze(session: CouncilSession, members: Sequence[CouncilMember]) -> None:
    """Names stay as they are today, whatever people are called later."""
    for member in members:
        if member.user:
            member.name = str(member.user)
    CouncilMember.objects.bulk_update(members, ["name"])


def _next(session: CouncilSession) -> int:
    """The place after the last, whoever was taken away before."""
    last: int | None = session.members.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _seats(session: CouncilSession) -> Mapping[User, User | None]:
    """Whose duty it is → who stands in, in the order in which the duties were given."""
    line = Unit.objects.with_tree_fields().get(pk=session.unit_id).tree_path
    mandates = Mandate.objects.in_force(session.held_on).filter(
        duty__in=SITS.duties, unit__in=line, user__is_active=True
    )
    seats: dict[User, User | None] = {}
    for mandate in mandates.select_related("user", "on_behalf_of").order_by("pk"):
        if mandate.on_behalf_of:
            seats[mandate.on_behalf_of] = mandate.user
        else:
            seats.setdefault(mandate.user, None)
    return seats


def _posts(users: Iterable[User], day: date) -> dict[int, str]:
    """The main post of each of these accounts on that day, in words."""
    posts = Appointment.objects.in_force(day).filter(cadre__user__in=list(users))
    rows = posts.select_related("position", "unit", "cadre").order_by("is_main", "pk")
    return {post.cadre.user_id: f"{post.position}, {post.unit}" for post in rows if post.cadre.user_id}
