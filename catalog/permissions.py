"""Who may draw up, approve and read a catalog."""

from cadres.mandates import Holds
from cadres.models import Appointment, Duty, User

DRAW_UP = Holds(Duty.ORGANISATION_STAFF, over="unit")
APPROVE = Holds(Duty.LEADERSHIP, over="unit")
READ = Holds(
    Duty.ORGANISATION_STAFF,
    Duty.LEADERSHIP,
    Duty.DIVISION_LEADERSHIP,
    Duty.COUNCIL_MEMBER,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.AUDITOR,
    over="unit",
)


def own_units(user: User) -> list[int]:
    """Units at which the user holds a post, and those above them: a cadre plans from their catalogs."""
    posts = Appointment.objects.in_force().filter(cadre__user=user).select_related("unit")
    return [unit.pk for post in posts for unit in post.unit.ancestors(include_self=True)]
