"""Sessions of the councils: most were held and closed, one is being held."""

from collections.abc import Iterable, Sequence

from cadres.models import Duty, User
from config import clock
from evaluation.core import permissions
from evaluation.council import actions as council
from evaluation.council.actions.members import Person
from evaluation.council.models import CouncilSession, Role
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case
from evaluation.demonstration.days import at
from evaluation.demonstration.marking import GIVEN
from regulation.vocabulary import Rating

PLACE = "Phòng họp của cơ quan"
SEATED = (
    Person("Nguyễn Văn Thuận", "Chủ tịch Hội đồng"),
    Person("Trần Thị Ngọc Mai", "Thư ký Hội đồng"),
    Person("Lê Quang Vinh", "Ủy viên"),
    Person("Phạm Thị Hồng Đào", "Ủy viên"),
    Person("Danh Văn Sà Rây", "Ủy viên"),
)


def hear(cases: Sequence[Case], moment: str, actors: Actors) -> None:
    """One session a managing unit, with its line on each person."""
    for unit in sorted({case.managing for case in cases}):
        here = [case for case in cases if case.managing == unit]
        with at(moment):
            session, staff = sit(here, actors)
            note(session, here, staff)
            council.close(session, by=staff)


def sit(cases: Sequence[Case], actors: Actors) -> tuple[CouncilSession, User]:
    """The session of the unit of these people, with members who came, and who of the staff holds it."""
    dossier = cases[0].dossier
    draft = CouncilSession(period=dossier.period, unit=dossier.managing_unit)
    staff = actors.first(Duty.ORGANISATION_STAFF, permissions.CONVENE, draft)
    session = council.convene(dossier.managing_unit, dossier.period, by=staff)
    head = {"held_on": clock.today(), "place": PLACE, "minutes_number": f"{cases[0].place:02d}-BB/HĐ"}
    council.seat(session, head, present=_ids(session), roles={}, by_hand=SEATED, by=staff)
    chair, secretary = (session.members.get(name=person.name).pk for person in SEATED[:2])
    roles = {Role.CHAIR: chair, Role.SECRETARY: secretary}
    council.seat(session, head, present=_ids(session), roles=roles, by=staff)
    return session, staff


def _ids(session: CouncilSession) -> list[int]:
    return list(session.members.values_list("pk", flat=True))


def note(session: CouncilSession, cases: Iterable[Case], staff: User) -> None:
    """What the council says of each, all members of one mind."""
    sitting = session.sitting
    for case in cases:
        rating = GIVEN[case.profile]
        ballots = tuple(sitting * (one is rating) for one in Rating)
        council.note(
            session, case.dossier, {"rating": rating.value, "note": "", "ballots": ballots}, by=staff
        )


def begin(cases: Sequence[Case], moment: str, actors: Actors) -> None:
    """A session that is being held: one line is noted, the others are still to come."""
    with at(moment):
        session, staff = sit(cases, actors)
        note(session, cases[:1], staff)
