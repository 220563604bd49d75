"""Before a round is opened: who owes a dossier (Mục 2.2, 3), who does not and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cadres.models import Appointment, Cadre, User
from cadres.models.people import CadreQuerySet
from config import clock
from evaluation.calendar.permissions import OPEN_ROUND
from evaluation.core.facts import Settlement, settled_on
from evaluation.core.facts.careers import careers
from evaluation.core.facts.posts import day_of
from evaluation.core.models import Dossier, Period
from regulation.quarters import Quarter
from regulation.vocabulary import Tier


@dataclass(frozen=True)
class Owed:
    """Somebody who owes a dossier, by these posts."""

    cadre: Cadre
    posts: Settlement


@dataclass(frozen=True)
class Spared:
    """Somebody who owes none, and why."""

    cadre: Cadre
    why: str


@dataclass(frozen=True)
class Opening:
    """What opening the round would do, or its next opening: newcomers come to a round that stands."""

    period: Period
    owed: tuple[Owed, ...]
    spared: tuple[Spared, ...]
    present: int

    @property
    def deed(self) -> str:
        return "Bổ sung hồ sơ" if self.period.pk else "Mở kỳ đánh giá"

    @property
    def tiers(self) -> list[tuple[str, int]]:
        """How many of each tier (Mục 3) owe one."""
        counted = Counter(person.posts.management.tier for person in self.owed)
        return [(tier.label, counted[tier]) for tier in Tier if counted[tier]]


def may_open(user: User) -> bool:
    """Whether this person opens rounds."""
    return OPEN_ROUND.everywhere(user)


def may_be_opened(quarter: Quarter) -> bool:
    """The quarter in which we are and the one after it; and again whichever round stands."""
    now = Quarter.of(clock.today())
    return quarter in (now, now.next()) or Period.objects.of(quarter).exists()


def rounds_due() -> list[Period]:
    """Rounds that should be there by now: of this quarter, and in its last month of the next one, whose plans are due."""
    now = Quarter.of(clock.today())
    quarters = [now, now.next()] if clock.today() >= begins_on(now.next()) else [now]
    return [period for quarter in quarters if (period := _missing(quarter))]


def begins_on(quarter: Quarter) -> date:
    """The day on which its round is opened: the first of the month in which its plans are due (Bước 1)."""
    return quarter.previous().last_day.replace(day=1)


def round_ahead() -> Period | None:
    """The round that may be opened before it is due: of the next quarter, unless it stands."""
    return _missing(Quarter.of(clock.today()).next())


def _missing(quarter: Quarter) -> Period | None:
    return None if Period.objects.of(quarter).exists() else Period.draft(quarter)


def newcomers(period: Period) -> CadreQuerySet:
    """Whoever holds a post and has no dossier in this round, but for those of tier CENTRAL."""
    held = Appointment.objects.in_force(day_of(period)).order_by()
    central = held.filter(position__tier=Tier.CENTRAL)
    present = Dossier.objects.of(period).order_by().values("cadre")
    found = Cadre.objects.filter(pk__in=held.values("cadre"), is_central=False)
    return found.exclude(pk__in=central.values("cadre")).exclude(pk__in=present)


def round_to_open(quarter: Quarter, *, direct_entry: bool = False) -> Period:
    """The quarter's round, else one that is not saved yet, with the guideline's windows."""
    return Period.objects.of(quarter).first() or Period.draft(quarter, direct_entry=direct_entry)


def opening_of(period: Period, cadres: Iterable[Cadre] | None = None) -> Opening:
    """Of these cadres, else of all; a fixed number of queries, the province's tree aside. The round may not be saved yet."""
    everybody = Cadre.objects.order_by("code").prefetch_related(*careers(person=""))
    present = set(Dossier.objects.of(period).values_list("cadre_id", flat=True)) if period.pk else set()
    asked = everybody if cadres is None else cadres
    found = [*_settled(period, (one for one in asked if one.pk not in present))]
    return Opening(
        period,
        tuple(one for one in found if isinstance(one, Owed)),
        tuple(one for one in found if isinstance(one, Spared)),
        len(present),
    )


def _settled(period: Period, cadres: Iterable[Cadre]) -> Iterator[Owed | Spared]:
    """Whoever holds no post has no unit to be judged at; those of tier CENTRAL are judged elsewhere (open-questions 13)."""
    day = day_of(period)
    for cadre in cadres:
        posts = settled_on(cadre, day)
        if posts is None or posts.management.tier == Tier.CENTRAL:
            yield Spared(cadre, cadre.management_tier(day).reason)
        else:
            yield Owed(cadre, posts)
