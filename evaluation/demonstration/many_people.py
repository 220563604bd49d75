"""Ten thousand people at the province's real units: divisions, posts, and one account for each way of reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from cadres.importers import load_units
from cadres.models import Appointment, Cadre, Duty, Mandate, Position, Unit, User
from cadres.models.people import PositionKind
from cadres.models.units import UnitKind
from regulation.vocabulary import Leadership, Tier

SINCE = date(2020, 1, 1)
BATCH = 2000
DIVISIONS = 12  # of each unit that manages cadres: some 1,500 units in all, as a province has
ELSEWHERE = 50  # every so many people hold another post at another unit

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLES = ("Văn", "Thị", "Hữu", "Minh", "Thanh", "Ngọc", "Quốc", "Hoàng", "Thúy", "Đức")
GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Hạnh",
    "Hải",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Phúc",
    "Quyên",
    "Sơn",
    "Yến",
)

POSTS = {
    Tier.PROVINCIAL: ("Bí thư Đảng ủy", PositionKind.PARTY, "3.1.e"),
    Tier.DELEGATED: ("Phó Trưởng phòng", PositionKind.GOVERNMENT, "3.2.e"),
    Tier.OTHER: ("Ủy viên Ban Chấp hành", PositionKind.PARTY, "3.3"),
}
# The readers: over the whole province, over the first unit that manages cadres, over its first division.
OVER_PROVINCE = (Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR)
OVER_UNIT = (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.COUNCIL_MEMBER)
OVER_DIVISION = (Duty.DIVISION_LEADERSHIP,)
CADRE = "nhieu.canbo"  # who holds no duty and reads their own dossiers


@dataclass(frozen=True, slots=True)
class Place:
    """One person's post, as every round settles it."""

    cadre: Cadre
    unit: Unit
    managing: Unit
    tier: Tier
    leadership: Leadership
    elsewhere: Unit | None

    @property
    def post(self) -> str:
        return POSTS[self.tier][0]


def account(duty: Duty) -> str:
    """The user name of whoever reads by this duty."""
    return f"nhieu.{duty.value.replace('_', '-')}"


def settle(count: int, chance: Random) -> list[Place]:
    """Units, this many people in posts, and the readers."""
    load_units()
    _divide()
    readers = _readers()
    people = Cadre.objects.bulk_create(_cadres(count, chance, readers[CADRE]), BATCH)
    places = list(_places(people))
    Appointment.objects.bulk_create(_appointments(places), BATCH)
    return places


def _divide() -> None:
    units = Unit.objects.without_tree_fields().filter(manages_cadres=True)
    parts = ((unit, number) for unit in units for number in range(1, DIVISIONS + 1))
    Unit.objects.bulk_create(
        Unit(
            code=f"{unit.code}-{number:02d}", name=f"Phòng số {number}", kind=UnitKind.DIVISION, parent=unit,
            order=unit.order * 1000 + number, verified=False,
        )
        for unit, number in parts
    )  # fmt: skip


def _readers() -> dict[str, User]:
    """One account a duty, and one of a cadre; all with the demonstration's password."""
    duties = (*OVER_PROVINCE, *OVER_UNIT, *OVER_DIVISION)
    names = {CADRE: "Cán bộ"} | {account(duty): duty.label for duty in duties}
    password = make_password(settings.DEMONSTRATION_PASSWORD)
    users = User.objects.bulk_create(
        User(username=name, full_name=label, password=password, is_demonstration=True)
        for name, label in names.items()
    )
    readers = {user.username: user for user in users}
    Mandate.objects.bulk_create(
        Mandate(user=readers[account(duty)], duty=duty, unit=unit, valid_from=SINCE)
        for duty, unit in _mandates()
    )
    return readers


def _mandates() -> Iterator[tuple[Duty, Unit]]:
    units = Unit.objects.without_tree_fields()
    first = units.filter(manages_cadres=True).earliest("order", "pk")
    division = units.filter(parent=first).earliest("order", "pk")
    over = ((OVER_PROVINCE, units.get(parent=None)), (OVER_UNIT, first), (OVER_DIVISION, division))
    return ((duty, unit) for duties, unit in over for duty in duties)


def _cadres(count: int, chance: Random, reader: User) -> Iterator[Cadre]:
    for number in range(1, count + 1):
        name = " ".join(map(chance.choice, (FAMILIES, MIDDLES, GIVEN)))
        yield Cadre(code=f"N{number:05d}", full_name=name, user=reader if number == 1 else None)


def _places(people: list[Cadre]) -> Iterator[Place]:
    """People go round the units: its head comes first to a unit, then deputies of its divisions one after the other."""
    units = list(Unit.objects.without_tree_fields().filter(manages_cadres=True))
    divided = Unit.objects.without_tree_fields().filter(manages_cadres=False)
    divisions = {unit.pk: cycle(divided.filter(parent=unit)) for unit in units}
    for number, cadre in enumerate(people):
        turn, place = divmod(number, len(units))
        unit = units[place]
        elsewhere = units[place - 1] if number % ELSEWHERE == ELSEWHERE - 1 else None
        if turn == 0:
            yield Place(cadre, unit, unit, Tier.PROVINCIAL, Leadership.HEAD, elsewhere)
        else:
            tier = Tier.OTHER if turn % 10 == 9 else Tier.DELEGATED
            role = Leadership.DEPUTY if turn <= DIVISIONS else Leadership.NONE
            yield Place(cadre, next(divisions[unit.pk]), unit, tier, role, elsewhere)


def _appointments(places: list[Place]) -> Iterator[Appointment]:
    positions = {
        tier: Position.objects.create(name=name, kind=kind, tier=tier.value, clause=clause)
        for tier, (name, kind, clause) in POSTS.items()
    }
    for place in places:
        held = {"cadre": place.cadre, "position": positions[place.tier], "valid_from": SINCE}
        yield Appointment(unit=place.unit, leadership=place.leadership.value, **held)
        if place.elsewhere:
            yield Appointment(unit=place.elsewhere, is_main=False, **held)
