"""What the posts held on a day settle about a dossier, and where a dossier no longer says what they do (2.2, 7.a, 7.b)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cadres.models import Appointment, Unit
from cadres.models.people import Management, PositionKind
from config import clock
from evaluation.core.steps import Stage
from regulation.deadlines import Window, closes_at, evaluation_date
from regulation.facts import Moved
from regulation.vocabulary import Leadership, Tier

if TYPE_CHECKING:
    from cadres.models import Cadre
    from evaluation.core.models import Dossier, Period

_POST, _SEATS = "chức vụ", "vai trò ở tập thể khác"
# The three lines of posts in the forms' heads, and what stands between two posts on one.
LINES = {
    "party_post": PositionKind.PARTY,
    "government_post": PositionKind.GOVERNMENT,
    "mass_post": PositionKind.MASS_ORGANISATION,
}
BETWEEN = "; "


@dataclass(frozen=True)
class Settlement:
    """Unit, tier, role and lines of posts, as these posts, the main one first, settle them."""

    posts: Sequence[Appointment]
    management: Management

    @property
    def main(self) -> Appointment:
        return self.posts[0]

    @property
    def place(self) -> str:
        """Trưởng phòng, Phường Mới"""
        return f"{self.main.position}, {self.main.unit}"

    @property
    def since(self) -> date:
        """The day from which all of them were held."""
        return max(post.valid_from for post in self.posts)

    @property
    def managing_unit(self) -> Unit:
        return self.main.unit.managing

    @property
    def deciding_unit(self) -> Unit:
        """Tier 3.1 is decided by the province alone; the others by the unit that manages them."""
        if self.management.tier == Tier.PROVINCIAL:
            return self.main.unit.ancestors(include_self=True)[0]
        return self.managing_unit

    @property
    def units_beside(self) -> set[int]:
        """Keys of the units at which another post is held."""
        return {post.unit_id for post in self.posts[1:]} - {self.main.unit_id}

    @property
    def lines(self) -> dict[str, str]:
        """The three lines of posts in the forms' heads."""
        return {
            name: BETWEEN.join(post.position.name for post in self.posts if post.position.kind == kind)
            for name, kind in LINES.items()
        }

    @property
    def seats(self) -> dict[int, str]:
        """6.3: the role in each collective that they help to lead, by unit; the highest where two posts are held there."""
        ranks = [leadership.value for leadership in Leadership]
        seats: dict[int, str] = {}
        for post in self.posts:
            seats[post.unit_id] = min(
                post.leadership, seats.get(post.unit_id, post.leadership), key=ranks.index
            )
        return {unit: role for unit, role in seats.items() if role != Leadership.NONE}

    def changes(self, dossier: Dossier) -> tuple[str, ...]:
        """What the dossier says otherwise, in words; where it names no post at all, nothing is known of its posts."""
        said = (
            ("đơn vị công tác", self.main.unit_id != dossier.unit_id),
            ("đơn vị quản lý", self.managing_unit.pk != dossier.managing_unit_id),
            ("diện quản lý", self.management.tier != dossier.tier),
            ("vai trò trong tập thể", self.main.leadership != dossier.leadership),
            (_POST, bool(dossier.post) and self._names_otherwise(dossier)),
            (_SEATS, self.leads_otherwise(dossier)),
        )
        return tuple(words for words, differs in said if differs)

    def _names_otherwise(self, dossier: Dossier) -> bool:
        """In whatever order: two posts of one day may have been recorded in either."""
        return any(_posts_on(getattr(dossier, name)) != _posts_on(line) for name, line in self.lines.items())

    def moves(self, dossier: Dossier) -> bool:
        """Whether somebody else judges, or another role is judged: more than another name of a post."""
        return bool(set(self.changes(dossier)) - {_POST, _SEATS})

    def sits_elsewhere(self, dossier: Dossier) -> bool:
        """Whether the main post is another one, or other collectives are led beside it (6.3).

        `models.posts.sits_elsewhere` asks the database.
        """
        return self.has_another_main(dossier) or self.leads_otherwise(dossier)

    def has_another_main(self, dossier: Dossier) -> bool:
        """Whether it is at another unit, in another role or, being another post, of another tier, which another level decides."""
        return not self._sits(dossier) or self._ranks_elsewhere(dossier)

    def _sits(self, dossier: Dossier) -> bool:
        return (self.main.unit_id, self.main.leadership) == (dossier.unit_id, dossier.leadership)

    def _ranks_elsewhere(self, dossier: Dossier) -> bool:
        """What became of the tier of a post that the dossier names is no matter of a decision."""
        named = any(_stands_on(getattr(dossier, name), self.main.position.name) for name in LINES)
        return bool(dossier.post) and not named and self.management.tier != dossier.tier

    def leads_otherwise(self, dossier: Dossier) -> bool:
        """Whether, the main post aside, other collectives are led than the dossier has; two posts may share a name (6.3)."""
        if not dossier.post or not self._sits(dossier):
            return False
        here = dossier.unit_id
        had = {(seat.unit_id, seat.leadership) for seat in dossier.seats.all() if seat.unit_id != here}
        return {(unit, role) for unit, role in self.seats.items() if unit != here} != had


def _stands_on(line: str, post: str) -> bool:
    """Whether the line names this very post, whose own name may hold what stands between two."""
    return f"{BETWEEN}{post}{BETWEEN}" in f"{BETWEEN}{line}{BETWEEN}"


def _posts_on(line: str) -> list[str]:
    return sorted(line.split(BETWEEN))


def day_of(period: Period) -> date:
    """The day whose posts a dossier has: today, and from the evaluation date on that one (open-questions 26)."""
    return min(clock.today(), evaluation_date(period.quarter))


def settled_on(cadre: Cadre, day: date) -> Settlement | None:
    """By the posts in force that day; None where the person holds none."""
    posts = cadre.posts(day)
    return Settlement(posts, cadre.management_tier(day)) if posts else None


def stands_elsewhere(dossier: Dossier) -> bool:
    """Whether, by the posts held on the evaluation date, another unit manages the person than the one that has the dossier."""
    posts = settled_on(dossier.cadre, evaluation_date(dossier.period.quarter))
    return posts is not None and posts.managing_unit.pk != dossier.managing_unit_id


def moves_of(dossier: Dossier) -> tuple[Moved, ...]:
    """Posts held on the evaluation date that the dossier does not have, and main posts begun after it, in time to be told.

    Of whoever had left by then, those held last. What is decided keeps the posts by which it was decided.
    """
    return (*binding_moves(dossier), *_later(dossier))


def binding_moves(dossier: Dossier) -> Iterator[Moved]:
    """Those that forbid rating the person as the dossier stands."""
    if dossier.is_decided:
        return
    day = evaluation_date(dossier.period.quarter)
    held = settled_on(dossier.cadre, day) or _left_at(dossier)
    if held and (changes := held.changes(dossier)):
        yield Moved(held.place, min(held.since, day), changes)


def can_follow(dossier: Dossier) -> bool:
    """Whether other posts are held today, or on the evaluation date once that has come, than the dossier has."""
    now = settled_on(dossier.cadre, day_of(dossier.period))
    return now is not None and bool(now.changes(dossier))


def followed_from(dossier: Dossier) -> date | None:
    """The day on which posts that are recorded ahead begin, so that the dossier can follow; None where it can today, or need not."""
    if can_follow(dossier):
        return None
    return next((move.since for move in binding_moves(dossier) if move.since > clock.today()), None)


def _left_at(dossier: Dossier) -> Settlement | None:
    """The posts from which somebody left for good, where who judges, or which role is judged, is not as the dossier has it."""
    day = left_on(dossier)
    last = settled_on(dossier.cadre, day - timedelta(days=1)) if day else None
    return last if last and last.moves(dossier) else None


def left_on(dossier: Dossier) -> date | None:
    """The day from which the person holds no post any more, up to the evaluation date; None where one is held, or none ever was."""
    day = evaluation_date(dossier.period.quarter)
    if dossier.is_decided or dossier.stage == Stage.ENDED or dossier.cadre.posts(day):
        return None
    ends = [post.valid_until for post in dossier.cadre.appointments.all() if post.valid_until]
    past = [end for end in ends if end < day]
    return max(past) + timedelta(days=1) if past else None


def _later(dossier: Dossier) -> Iterable[Moved]:
    quarter = dossier.period.quarter
    last = closes_at(quarter, Window.REPORT).date()
    for post in dossier.cadre.appointments.all():
        if post.is_main and evaluation_date(quarter) < post.valid_from < last:
            yield Moved(f"{post.position}, {post.unit}", post.valid_from)
