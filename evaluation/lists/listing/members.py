"""Who stands on which list: the place of a dossier, the members of a list, and where each row starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple, cast

from django.db.models import Q

from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import LONG
from evaluation.core.road import LISTED
from evaluation.core.stages import ListKind, ListStage
from evaluation.core.steps import LEVELS, STEPS, Stage, Step, from_on, next_step, step_after
from evaluation.lists.models import RatingList, RatingRow
from regulation.deadlines import OwnWindow, is_late

if TYPE_CHECKING:
    from datetime import datetime

    from cadres.mandates import Grant
    from cadres.models import User
    from evaluation.core.models import Period
    from evaluation.core.models.dossiers import DossierQuerySet
    from evaluation.core.moves import ListMove
    from evaluation.lists.models import RatingListQuerySet

# The columns that hold an opinion given since the appraisal, the newest first.
SINCE_APPRAISAL = [step.column for step in reversed(LEVELS) if step.stage in from_on(Stage.APPRAISED)]


class Place(NamedTuple):
    """Where a list stands, whichever supplement it is; also what to ask for the lists that stand there."""

    period_id: int
    unit_id: int
    kind: str
    group_id: int | None

    def lists(self) -> RatingListQuerySet:
        return RatingList.objects.filter(**self._asdict())

    @property
    def turn(self) -> tuple[int, int, str, int]:
        """By which lists of several places are locked one after the other, whoever locks them."""
        return self.period_id, self.unit_id, str(self.kind), self.group_id or 0


def move_of(kind: str) -> ListMove:
    """The move by which the people on a list of this kind are rated."""
    return LISTED[ListKind(kind)]


@cache
def target_of(kind: str) -> Step:
    """The step to which a list of this kind brings people."""
    return STEPS[cast("Stage", move_of(kind).target)]


@cache
def is_deciding(kind: str) -> bool:
    """Whether a list of this kind decides, rather than proposes."""
    return move_of(kind).target == Stage.DECIDED


@cache
def beyond(kind: str) -> tuple[Stage, ...]:
    """Where people stand whom a list of this kind has rated already."""
    return from_on(target_of(kind).stage)


@cache
def is_result(kind: str) -> bool:
    """Whether a list of this kind is a result of its own: it decides what another level proposed by list (3.1)."""
    return is_deciding(kind) and not move_of(kind).form


def closes_at(rating_list: RatingList) -> datetime:
    """Before which instant the list was to be closed: the round's window, of a division the one that its unit set."""
    window = move_of(rating_list.kind).window
    unit = rating_list.unit.managing.pk if isinstance(window, OwnWindow) else None
    return rating_list.period.closes_at(window, unit)


def late_against(rating_list: RatingList) -> datetime | None:
    """The window that had closed when the list was; None where it was closed in time, or is not closed.

    What windows and units become later changes nothing about a list that was closed.
    """
    if rating_list.closed_at is None:
        return None
    window = rating_list.due_at or closes_at(rating_list)
    return window if is_late(rating_list.closed_at, window) else None


def column_of(kind: str) -> str:
    """The dossier's column that a list of this kind fills."""
    return target_of(kind).column


def proposed_on(kind: str) -> ListKind | None:
    """The kind of list on which the same people were rated last before they come to this one."""
    tiers = move_of(kind).tiers
    before = [
        move.kind for move in LISTED.values() if move.tiers == tiers and move.target not in beyond(kind)
    ]
    return before[-1] if before else None


@cache
def levels_before(kind: str) -> tuple[Step, ...]:
    """The levels that speak of these people between the person's own word and this list."""
    tiers = move_of(kind).tiers
    others = {move.target for move in LISTED.values() if move.tiers != tiers}
    left = {Stage.SELF_ASSESSMENT, *others, *beyond(kind)}
    return tuple(step for step in LEVELS if step.stage not in left)


def kind_for(dossier: Dossier) -> ListKind | None:
    """The kind of list on which a dossier waits, or will at its next step."""
    here, coming = Stage(dossier.stage), next_step(dossier)
    return kind_at(dossier, here) or (kind_at(dossier, coming.stage) if coming else None)


def kind_at(dossier: Dossier, stage: Stage) -> ListKind | None:
    """The kind of list by which a dossier leaves this step, if it leaves it by one."""
    following = step_after(dossier, stage)
    to = following.stage if following else None
    return next((kind for kind, move in LISTED.items() if stage in move.source and move.target == to), None)


def place_of(dossier: Dossier, kind: str) -> Place:
    """Where the list of this kind stands on which the dossier is rated."""
    move = move_of(kind)
    group = dossier.group_id if move.grouped else None
    return Place(dossier.period_id, getattr(dossier, f"{move.over}_id"), str(kind), group)


def key_of(rating_list: RatingList) -> Place:
    """Where this list stands."""
    return Place(rating_list.period_id, rating_list.unit_id, rating_list.kind, rating_list.group_id)


def members(rating_list: RatingList) -> DossierQuerySet:
    """Everybody whom this level rates in this round, ready or not; deferred and exempt people are out."""
    move = move_of(rating_list.kind)
    here: dict[str, int | None] = {move.over: rating_list.unit_id}
    if move.grouped:
        here["group"] = rating_list.group_id
    return members_of(rating_list.kind, rating_list.period_id).filter(**here)


def members_of(kind: str, period: int) -> DossierQuerySet:
    """The same of all lists of a kind in one round."""
    move = move_of(kind)
    return Dossier.objects.filter(move.among, period=period, tier__in=move.tiers).rated()


def ready(rating_list: RatingList) -> DossierQuerySet:
    """Those of `members` who stand at the step before this list."""
    return members(rating_list).filter(stage__in=move_of(rating_list.kind).source)


def not_ready(rating_list: RatingList) -> DossierQuerySet:
    """Those of `members` who have still to come: they will stand on a supplement."""
    kind = rating_list.kind
    return members(rating_list).exclude(stage__in=(*move_of(kind).source, *beyond(kind)))


def right_over(rating_list: RatingList) -> Grant:
    """The right to rate one person of this list; nobody has it over their own dossier."""
    return move_of(rating_list.kind).by


def mine(rating_list: RatingList, user: User) -> DossierQuerySet:
    """Those of `ready` whom this user may rate: not themself, nor the one for whom they stand in."""
    return ready(rating_list).filter(right_over(rating_list).q(user))


def ready_by_place(lists: Iterable[RatingList], period: Period) -> dict[Place, list[Dossier]]:
    """The ready of many lists of this round at once, by `key_of` their list; of closed ones nobody is asked for."""
    lists = list(lists)
    waiting: dict[Place, list[Dossier]] = {key_of(rating_list): [] for rating_list in lists}
    drafts = [rating_list for rating_list in lists if rating_list.stage == ListStage.DRAFT]
    if not drafts:
        return waiting
    everybody = Dossier.objects.of(period).filter(_at_places(drafts))
    for dossier in everybody.select_related("cadre").defer(*LONG):
        dossier.period = period  # one for all
        kind = kind_at(dossier, Stage(dossier.stage))
        if kind is not None and (place := place_of(dossier, kind)) in waiting:
            waiting[place].append(dossier)
    return waiting


def _at_places(lists: Iterable[RatingList]) -> Q:
    """Whoever stands at the step before a list of the same kind at one of these units."""
    units: dict[str, set[int]] = {}
    for rating_list in lists:
        units.setdefault(rating_list.kind, set()).add(rating_list.unit_id)
    moves = ((move_of(kind), found) for kind, found in units.items())
    return reduce(or_, (Q(stage__in=move.source, **{f"{move.over}__in": found}) for move, found in moves))


def rows_for(
    rating_list: RatingList, dossiers: Iterable[Dossier], kept: Mapping[int, RatingRow] | None = None
) -> list[RatingRow]:
    """One row a dossier: the draft kept, else a new one with the level that the step before arrived at."""
    if kept is None:
        kept = {row.dossier_id: row for row in rating_list.rows.all()} if rating_list.pk else {}
    rows = []
    for dossier in dossiers:
        row = kept.get(dossier.pk) or RatingRow(rating_list=rating_list, rating=start_of(dossier))
        row.dossier, row.rating_list = dossier, rating_list
        rows.append(row)
    return rows


def start_of(dossier: Dossier) -> str:
    """Where a row starts: the newest opinion given since the appraisal, else nothing."""
    return next(filter(None, (getattr(dossier, column) for column in SINCE_APPRAISAL)), "")


def still_counts(row: RatingRow) -> bool:
    """Whether the person still stands beyond this list: not returned, reopened, set aside or moved elsewhere since."""
    return row.dossier.stage in beyond(row.rating_list.kind) and not is_elsewhere(row)


def is_elsewhere(row: RatingRow) -> bool:
    """Whether the person is rated at another place by now: they moved, and nobody looked at this row again."""
    return place_of(row.dossier, row.rating_list.kind) != key_of(row.rating_list)


def list_of(dossier: Dossier) -> RatingList | None:
    """The open list on which the dossier waits."""
    kind = kind_for(dossier)
    if kind is None:
        return None
    return place_of(dossier, kind).lists().filter(stage=ListStage.DRAFT).first()


def decided_on(dossier: Dossier) -> RatingList | None:
    """The closed list on which the decision in force was taken."""
    decisions = dossier.decisions.filter(superseded_at=None)
    return RatingList.objects.filter(rows__decision__in=decisions).first()
