"""Posts held and stretches of absence, as Mục 7 and Mục 3.3 look at them from a quarter's evaluation date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise, takewhile

from regulation.calendar_months import add_months, spans_months
from regulation.deadlines import evaluation_date
from regulation.editions import Edition, edition_for
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, Cause


@dataclass(frozen=True, slots=True)
class Service:
    """One post as held: at which unit, which managing unit that is, from when, until when (inclusive), how it came about.

    `post` and `unit` are the names that sentences say; `managing` is a key, the same for all posts under one managing unit,
    `manager` that unit's name where it is another one.
    `leads` is true of a leadership post; `optional` of a committee seat without professional work (3.3, second dash).
    """

    post: str
    unit: str
    managing: str
    since: date
    until: date | None = None
    cause: Cause = Cause.APPOINTMENT
    leads: bool = True
    optional: bool = False
    main: bool = True
    manager: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the post is held that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def place(self) -> str:
        """Trưởng phòng, Sở Nội vụ."""
        return f"{self.post}, {self.unit}"


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch of days (both inclusive; open where `until` is None) in which somebody was away or under inspection."""

    kind: AbsenceKind
    since: date
    until: date | None = None
    document: str = ""

    def touches(self, first: date, last: date) -> bool:
        """Whether it goes on at any day between these."""
        return self.since <= last and (self.until is None or self.until >= first)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Absences that overlap or follow each other without a working day between; `until` is None while it goes on."""

    kinds: frozenset[AbsenceKind]
    since: date
    until: date | None

    def spans(self, quarter: Quarter, months: int) -> bool:
        """Whether the part that lies in the quarter is at least so many months."""
        last = min(self.until or quarter.last_day, quarter.last_day)
        return spans_months(max(self.since, quarter.first_day), last, months)

    def reaches(self, day: date) -> bool:
        """Whether an absence that begins on that day goes on with it."""
        return self.until is None or day - timedelta(days=1) <= self.until

    def joined(self, absence: Absence) -> Stretch:
        """The stretch with an absence that it reaches."""
        open_ended = self.until is None or absence.until is None
        until = None if open_ended else max(filter(None, (self.until, absence.until)))
        return Stretch(self.kinds | {absence.kind}, self.since, until)


def stretches(absences: Iterable[Absence], *kinds: AbsenceKind) -> list[Stretch]:
    """The continuous stretches of absences of these kinds, which count as one, in order of time."""
    found: list[Stretch] = []
    for absence in sorted((away for away in absences if away.kind in kinds), key=lambda away: away.since):
        if found and found[-1].reaches(absence.since):
            found[-1] = found[-1].joined(absence)
        else:
            found.append(Stretch(frozenset({absence.kind}), absence.since, absence.until))
    return found


@dataclass(frozen=True)
class Career:
    """Posts in order of time and absences, as they stand on a quarter's evaluation date.

    What begins after that date says nothing, but for an inspection: it is looked for on the day of judging too (7.d).
    """

    posts: tuple[Service, ...]
    absences: tuple[Absence, ...]
    quarter: Quarter
    judged: date

    @classmethod
    def of(
        cls,
        services: Iterable[Service],
        absences: Iterable[Absence],
        quarter: Quarter,
        judged: date | None = None,
    ) -> Career:
        """The posts and absences begun by then; `judged` is the day of judging, where not the evaluation date itself."""
        day = evaluation_date(quarter)
        posts = sorted((post for post in services if post.since <= day), key=_in_time)
        begun = (away for away in absences if away.since <= day or away.kind is AbsenceKind.INSPECTION)
        return cls(tuple(posts), tuple(begun), quarter, judged or day)

    @cached_property
    def day(self) -> date:
        """The evaluation date, from which months are counted back."""
        return evaluation_date(self.quarter)

    @cached_property
    def edition(self) -> Edition:
        """The law's numbers for the quarter."""
        return edition_for(self.quarter)

    @cached_property
    def present(self) -> Service | None:
        """The main post held on the evaluation date."""
        held = [post for post in self.posts if post.main and post.in_force(self.day)]
        return held[-1] if held else None

    @cached_property
    def stay(self) -> tuple[Service, ...]:
        """The main posts held since the present managing unit was entered, the present one last.

        A reorganisation takes its people along: it enters no unit, and whoever had come shortly before has still come (7.c).
        """
        if self.present is None:
            return ()
        held = [post for post in self.posts[: self.posts.index(self.present) + 1] if post.main]
        stayed = takewhile(_stays, pairwise(reversed(held)))
        return (*reversed([before for _, before in stayed]), self.present)

    @cached_property
    def promotion(self) -> tuple[Service, Service] | None:
        """The leadership post left and the higher one in the same managing unit, less than two months ago (7.a).

        Other posts held there since do not undo it.
        """
        for new in reversed(self.stay):
            old = self._before(new)
            if new.cause is Cause.PROMOTION and old and old.managing == new.managing and self._is_new(new):
                return old, new
        return None

    @cached_property
    def arrival(self) -> tuple[Service, Service] | None:
        """The leadership post left and the post by which the present managing unit was entered, less than two months ago.

        Other posts held there since do not undo it.
        """
        if not self.stay:
            return None
        old = self._before(self.stay[0])
        return (old, self.stay[0]) if old and self._is_new(self.stay[0]) else None

    @cached_property
    def left_in_quarter(self) -> tuple[Service, ...]:
        """The main posts left within the quarter at other managing units than the present one's.

        A unit that a reorganisation took somebody out of is not asked (7.c).
        """
        here = self.present.managing if self.present else ""
        return tuple(
            post
            for post, following in pairwise(post for post in self.posts if post.main)
            if post.managing != here
            and following.cause is not Cause.REORGANISATION
            and _end(post, following) >= self.quarter.first_day
        )

    def lately(self, since: date, months: int) -> bool:
        """Whether less than so many months have gone by since that day."""
        return since > add_months(self.day, -months)

    def _is_new(self, post: Service) -> bool:
        return self.lately(post.since, self.edition.new_post_months)

    def _before(self, new: Service) -> Service | None:
        # Ended last, or held until the new one began, of several such the last begun; a gap between the two is no matter.
        earlier = [post for post in self.posts if post.main and post.leads and post.since < new.since]
        return max(earlier, key=lambda post: (_end(post, new), post.since), default=None)


def _end(post: Service, following: Service) -> date:
    """The last day of a main post: no later than the eve of the next one, whether anybody wrote its end down or not."""
    eve = following.since - timedelta(days=1)
    return min(post.until or eve, eve)


def _stays(posts: tuple[Service, Service]) -> bool:
    """Whether from the second of these to the first nobody left the unit, or the unit itself was reorganised."""
    later, before = posts
    return later.cause is Cause.REORGANISATION or later.managing == before.managing


def _in_time(post: Service) -> tuple[date, str, str, str, str]:
    # All that a sentence says takes part, so that the order in which rows come decides nothing.
    return post.since, post.managing, post.unit, post.post, post.cause
