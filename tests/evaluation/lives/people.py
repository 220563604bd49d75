"""Who lives in the stories: units, their people and posts, the officials who act, and the day."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

import pytest

from cadres.machine import NoRight, Refusal
from cadres.models import Appointment, Cadre, Duty, Unit, User
from cadres.models.people import PositionKind
from config import clock
from evaluation.calendar.actions import rounds
from evaluation.circumstances.actions import following
from evaluation.models import Dossier, Period
from regulation.quarters import Quarter
from regulation.vocabulary import Cause, Leadership, Tier
from tests.factories import (
    LONG_AGO,
    AppointmentFactory,
    CatalogFactory,
    CatalogItemFactory,
    PositionFactory,
    UnitFactory,
    an_official,
    grant,
)

PRODUCTS = 2


@dataclass(frozen=True)
class Person:
    """Somebody whose life is told. `dossier` is that of the quarter now told of, read anew each time."""

    cadre: Cadre
    people: "People"

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.with_facts().get(cadre=self.cadre, period=self.people.period)

    @property
    def user(self) -> User:
        user = self.cadre.user
        assert user is not None
        return user


class People:
    """The province: `on` says which day it is, the rest who is who."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 9, 1, 8, tzinfo=clock.HERE)
        self.province = UnitFactory(province=True)
        self.everybody: list[Person] = []
        self._officials: dict[tuple[str, int], User] = {}
        self.period: Period = self._opened(Quarter(2026, 4))

    def on(self, day: str, hour: int = 8) -> Self:
        """From here on it is this day: "2026-12-21"."""
        self.moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=clock.HERE)
        return self

    def then(self) -> AbstractContextManager[None]:
        """The next deed's instant: a minute after the one before."""
        self.moment += timedelta(minutes=1)
        return clock.held(self.moment)

    def ward(self, name: str) -> Unit:
        """A ward that manages its own people, with an approved catalog."""
        unit: Unit = UnitFactory(name=name)
        for year in (2026, 2027):
            catalog = CatalogFactory(unit=unit, year=year, approved=True)
            CatalogItemFactory.create_batch(PRODUCTS, catalog=catalog)
        return unit

    def division(self, name: str, of: Unit) -> Unit:
        unit: Unit = UnitFactory(division=True, name=name, parent=of)
        return unit

    def person(self, name: str, unit: Unit, *, also: Mapping[Unit, str] | None = None, **post: Any) -> Person:
        """A new cadre: tier 3.2, a deputy of the unit unless `leads` says otherwise; with a dossier at once.

        `also`: the units at which they hold another post, and as what they lead there.
        """
        cadre = Cadre.objects.create(code=f"L{len(self.everybody):03d}", full_name=name, birth_date=LONG_AGO)
        cadre.user = User.objects.create(username=f"l{cadre.pk}", full_name=name)
        cadre.save()
        person = Person(cadre, self)
        self.everybody.append(person)
        self.holds(person, unit, **post)
        for other, leads in (also or {}).items():
            self.holds(person, other, leads=leads, main=False)
        with clock.held(self.moment):
            rounds.open_dossiers(self.period, [cadre])
        return person

    def secretary(self, name: str, unit: Unit) -> Person:
        """Tier 3.1: the head of a ward's party committee, among the secretaries of the province."""
        return self.person(
            name, unit, leads=Leadership.HEAD, post="Bí thư Đảng ủy phường", tier=Tier.PROVINCIAL
        )

    def holds(
        self,
        person: Person,
        unit: Unit,
        *,
        post: str = "Phó Trưởng phòng",
        leads: str = Leadership.DEPUTY,
        tier: str = Tier.DELEGATED,
        since: str = "",
        until: str = "",
        main: bool = True,
        cause: str = Cause.APPOINTMENT,
    ) -> Appointment:
        """One more post of the person's, in force from the day `since` on, to the end of the day `until` if there is one."""
        clause = {Tier.PROVINCIAL: "3.1.e", Tier.DELEGATED: "3.2.e", Tier.OTHER: "3.3"}[Tier(tier)]
        kind = PositionKind.GOVERNMENT if tier == Tier.DELEGATED else PositionKind.PARTY
        appointment: Appointment = AppointmentFactory(
            cadre=person.cadre,
            unit=unit,
            position=PositionFactory(name=post, tier=str(tier), clause=clause, kind=kind),
            leadership=str(leads),
            is_main=main,
            valid_from=date.fromisoformat(since) if since else LONG_AGO,
            valid_until=date.fromisoformat(until) if until else None,
            cause=str(cause),
        )
        return appointment

    def moves(self, person: Person, unit: Unit, since: str, cause: str = Cause.TRANSFER, **post: Any) -> None:
        """The main post ends on the day before, another begins; and the file follows."""
        self.is_moved(person, unit, since, cause, **post)
        self.follows(person)

    def is_moved(
        self, person: Person, unit: Unit, since: str, cause: str = Cause.TRANSFER, **post: Any
    ) -> None:
        """The posts alone are recorded."""
        last = date.fromisoformat(since) - timedelta(days=1)
        person.cadre.appointments.filter(is_main=True, valid_until=None).update(valid_until=last)
        self.holds(person, unit, since=since, cause=cause, **post)

    def follows(self, person: Person) -> None:
        """2.2, 7.a, 7.b: the file is brought to where the person now is."""
        with self.then():
            following.follow(person.dossier, by=self.official(Duty.PROVINCIAL_ORGANISATION, self.province))

    def official(self, duty: Duty, unit: Unit) -> User:
        """The one who holds this duty over this unit, for as long as the story lasts."""
        key = (str(duty), unit.pk)
        if key not in self._officials:
            self._officials[key] = an_official(duty, unit)
        return self._officials[key]

    def also_leads(self, person: Person, unit: Unit) -> None:
        """The person sits in the collective that decides there."""
        grant(person.user, Duty.LEADERSHIP, unit)

    def turns_to(self, quarter: Quarter) -> None:
        """The next round is opened, with everybody's dossier; from here on the stories speak of it."""
        self.period = self._opened(quarter)
        with self.then():
            rounds.open_dossiers(self.period, [person.cadre for person in self.everybody])

    def _opened(self, quarter: Quarter) -> Period:
        with clock.held(self.moment):
            return rounds.open_period(quarter)

    @contextmanager
    def refused(self, words: str = "") -> Iterator[None]:
        """What is done inside is refused, in these words."""
        with pytest.raises((Refusal, NoRight)) as refusal:
            yield
        assert words in str(refusal.value)
