"""Who hands on which duty, to whom, and who reads of it.

Named by themself, nobody may reach further than by an administrator: not to a duty that is a person's own, not to somebody
who inspects or keeps the system, and not past those who judge them.
"""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from cadres.mandates import Holds, Subject, holds
from cadres.models import Appointment, Duty, Mandate, Unit, User, Visitor
from cadres.models.people import AppointmentQuerySet
from cadres.models.users import MandateQuerySet

PRINCIPAL = Subject("held__user")

OVERSEERS = (Duty.ORGANISATION_STAFF, Duty.PROVINCIAL_ORGANISATION, Duty.AUDITOR)
READ_STAND_INS = Holds(*OVERSEERS, over="unit")
READ_HISTORY = Holds(*OVERSEERS, over="stand_in__held__unit")

# Duties that stay with whoever holds them, and why, as they read it.
APART: dict[str, str] = {
    Duty.SYSTEM_ADMIN: "Người quản trị giao quyền cho tài khoản khác, nên không tự giao quyền của mình: "
    "người quản trị khác ghi phân công.",
    Duty.AUDITOR: "Kiểm tra, giám sát độc lập với việc đánh giá: nơi phân công cử người khác.",
}
KEPT = APART | {
    Duty.COUNCIL_MEMBER: "Thành viên hội đồng cho ý kiến, bỏ phiếu với tư cách của chính mình: "
    "vắng thì hội đồng họp với các thành viên còn lại.",
}
NEAR = (Duty.LEADERSHIP, Duty.ORGANISATION_STAFF)
JUDGES = (
    Duty.ORGANISATION_STAFF,
    Duty.DIVISION_LEADERSHIP,
    Duty.LEADERSHIP,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.PROVINCIAL_SECRETARIAT,
)


def reads_stand_ins(user: Visitor) -> bool:
    return holds(user, *OVERSEERS)


def own_duties(user: User) -> MandateQuerySet:
    """What they hold in their own right today: what was handed on to them they cannot hand on again."""
    return _own().filter(user=user).select_related("unit").order_by("unit__order", "duty", "pk")


def deputies_for(held: Mandate) -> QuerySet[User]:
    """Whom the holder may name: who leads or staffs the same unit, and who has their main post there or beneath it.

    Not those who hold the duty anyway, and act in their own right; nor the only one who may judge the holder: who stands in
    for somebody does not judge them (`INTERESTED`), and then nobody would.
    """
    leading = _own().filter(unit=held.unit_id, duty__in=NEAR)
    near = Q(mandates__in=leading) | Q(cadre__appointments__in=_posted(held))
    barred = holders_of(held) | only_judges(held.user) | {held.user_id}
    apart = _own().filter(duty__in=APART).values("user")
    found = User.objects.filter(near, is_active=True).exclude(pk__in=barred).exclude(pk__in=apart)
    return User.objects.filter(pk__in=found.values("pk"))


def holders_of(held: Mandate) -> set[int]:
    """Ids of whoever holds this duty over this unit in their own right, the one who asks among them."""
    alike = _own().filter(duty=held.duty, unit__in=_above(held.unit_id), user__is_active=True)
    return set(alike.values_list("user", flat=True))


def only_judges(person: User) -> set[int]:
    """Ids of those who alone hold one of the duties by which this person is judged at their main post."""
    post = _main_posts().filter(cadre__user=person).first()
    if post is None:
        return set()
    held = _own().filter(duty__in=JUDGES, unit__in=_above(post.unit_id), user__is_active=True)
    barred = Mandate.objects.on_behalf().filter(on_behalf_of=person).order_by().values("user")
    holders = defaultdict(set)
    for duty, user in held.exclude(user=person).exclude(user__in=barred).values_list("duty", "user"):
        holders[duty].add(user)
    return {user for users in holders.values() if len(users) == 1 for user in users}


def _own() -> MandateQuerySet:
    return Mandate.objects.in_force().filter(on_behalf_of=None)


def _main_posts() -> AppointmentQuerySet:
    """Main posts held today; of several the last begun, as `Cadre.posts` has it."""
    held = Appointment.objects.in_force().filter(is_main=True)
    later = held.filter(cadre=OuterRef("cadre"), valid_from__gt=OuterRef("valid_from"))
    return held.filter(~Exists(later))


def _above(unit: int) -> list[int]:
    """The unit and all above it: what is held over one of them is held over it."""
    path: list[int] = Unit.objects.with_tree_fields().get(pk=unit).tree_path
    return path


def _posted(held: Mandate) -> AppointmentQuerySet:
    """Persons by their main posts in the unit or beneath it."""
    roots = [held.unit_id] if held.unit.parent_id else _bodies_of(held)
    reach = Unit.objects.beneath(roots).values()
    return _main_posts().filter(unit__in=frozenset().union(*reach))


def _bodies_of(held: Mandate) -> list[int]:
    """Ids of the bodies in which whoever holds a duty over the whole province works: it is handed on within them."""
    posts = _main_posts().filter(cadre__user__in=holders_of(held)).select_related("unit")
    bodies = [post.unit.managing for post in posts]
    return [body.pk for body in bodies if body.parent_id]
