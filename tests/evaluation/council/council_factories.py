"""A ward's council before people who were appraised, and a session of it with members."""

from evaluation.core.steps import Stage
from evaluation.council import actions as deeds
from evaluation.council.actions.members import Person
from evaluation.models import CouncilLine, CouncilSession
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier

GOOD = {"rating": "good", "note": "", "ballots": None}
SEATED = (Person("Trần Chủ Trì", "Bí thư"), Person("Lê Thư Ký", "Ủy viên"), Person("Võ Ủy Viên", ""))


def a_council(count=1):
    """`dossiers` of people who wait for the ward's council."""
    world = a_list(0)
    world.dossiers = [
        a_rated_dossier(world.division, stage=Stage.APPRAISED, cadre__full_name=f"Nguyễn Văn {place:02d}")
        for place in range(count)
    ]
    return world


def a_session(count=1, *, led=True):
    """The same, with a session that is being held: one member by duty, three by hand, all present."""
    world = a_council(count)
    world.session = deeds.convene(world.ward, world.period, by=world.staff)
    seated(world, by_hand=SEATED)
    if led:
        seated(world, roles={"chair": named(world, "Trần Chủ Trì"), "secretary": named(world, "Lê Thư Ký")})
    return world


def named(world, name):
    return world.session.members.get(name=name).pk


def seated(world, *, away=(), roles=None, by_hand=None, **head):
    session = CouncilSession.objects.get(pk=world.session.pk)
    kept = {name: getattr(session, name) for name in ("held_on", "place", "minutes_number")}
    present = session.members.exclude(name__in=away).values_list("pk", flat=True)
    roles = (
        {member.role: member.pk for member in session.members.exclude(role="member")}
        if roles is None
        else roles
    )
    deeds.seat(session, kept | head, present=list(present), roles=roles, by_hand=by_hand, by=world.staff)
    world.session.refresh_from_db()
    return world.session


def noted(world, dossier, by=None, seen=None, **values):
    return deeds.note(world.session, dossier, GOOD | values, by=by or world.staff, seen=seen)


def all_noted(world, **values):
    return [noted(world, dossier, **values) for dossier in world.dossiers]


def line_on(dossier):
    return CouncilLine.objects.get(dossier=dossier)
