"""What falls due for one person: what they hand in themself, and what their duties owe; a page and a feed tell the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst

from cadres.mandates import held_by
from cadres.models import Duty, Unit, User
from config import clock
from evaluation.boards.permissions import WATCHERS
from evaluation.boards.stages import OWE_NOTHING, Standing
from evaluation.boards.tells.standings import COLUMNS, Column, columns_of, standing_each
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import at, time_left
from evaluation.petitions.tells import waiting_for
from regulation.deadlines import OwnWindow, Window

_DONE = (Standing.IN, Standing.LATE)


@dataclass(frozen=True)
class Due:
    """One thing with the instant at which its window closes; `key` stays its own whatever becomes of the window.

    `changes` grows with whatever can move the window: what the round and the unit set, what was granted.
    """

    key: str
    closes_at: datetime
    what: str
    whose: str
    url: str
    changes: int
    done: bool = False

    @property
    def left(self) -> str:
        return "" if self.done else time_left(self.closes_at)

    @property
    def late(self) -> bool:
        return not self.done and self.closes_at <= clock.now()


@dataclass(frozen=True)
class Owed:
    """What holders of a duty owe before a window of each round, and the page where it is done."""

    duties: tuple[Duty, ...]
    window: Window | OwnWindow
    what: str
    page: str


_OWED = (
    Owed(WATCHERS, Window.PLAN, "Hạn cán bộ nộp kế hoạch", "boards"),
    Owed(WATCHERS, OwnWindow.SELF, "Hạn cán bộ nộp bản tự đánh giá", "boards"),
    Owed((Duty.DIVISION_LEADERSHIP,), OwnWindow.DIVISION, "Phòng, ban đề xuất mức xếp loại", "rating_lists"),
    Owed((Duty.ORGANISATION_STAFF,), Window.DOSSIER, "Thẩm định hồ sơ", "appraisals"),
    Owed((Duty.LEADERSHIP,), Window.DOSSIER, "Chốt danh sách xếp loại của đơn vị", "rating_lists"),
    Owed((Duty.PROVINCIAL_ORGANISATION,), Window.REPORT, "Thẩm định tại tỉnh, báo cáo", "appraisals"),
    Owed((Duty.PROVINCIAL_SECRETARIAT,), Window.REPORT, "Quyết định xếp loại của tỉnh", "rating_lists"),
)
_HANDED_IN = {column.hand_in.own: column for column in COLUMNS}


def has_terms(user: User) -> bool:
    """Whether anything falls due for this person: for whoever holds duties by one of them, else by a file of their own."""
    held = {mandate.duty for mandate in held_by(user)}
    owing = any(held & set(owed.duties) for owed in _OWED)
    return owing or not held or Dossier.objects.filter(cadre__user=user).exists()


def dues_of(user: User, since: datetime, until: datetime) -> list[Due]:
    """Whatever closes from one instant on and before the other, the first first; in a fixed number of queries."""
    # A round's windows are in order, and nothing moves one beyond the next.
    rounds = Period.objects.filter(plan_closes_at__lt=until, report_closes_at__gte=since)
    periods = list(rounds.prefetch_related("policies", "extensions"))
    found = {one.key: one for one in (*_own(user, periods), *_of_duties(user, periods), *_petitions(user))}
    within = (one for one in found.values() if since <= one.closes_at < until)
    return sorted(within, key=lambda one: (one.closes_at, one.what))


def _own(user: User, periods: Iterable[Period]) -> Iterator[Due]:
    """What they are asked to hand in: whoever is set aside, or is not bound to it (3.3), stands nowhere."""
    rounds = {period.pk: period for period in periods}
    rows = Dossier.objects.filter(cadre__user=user, period__in=rounds).select_related("plan")
    for row in standing_each(rows):
        period = rounds[row.period_id]
        asked = (one for one in columns_of(period) if getattr(row, one.name) not in OWE_NOTHING)
        yield from (_to_hand_in(row, column, period) for column in asked)


def _to_hand_in(row: Dossier, column: Column, period: Period) -> Due:
    return Due(
        key=f"dossier-{row.pk}-{column.code}",
        closes_at=getattr(row, column.hand_in.closes),
        what=capfirst(f"{column.hand_in.verb} {period}"),
        whose="",
        url=reverse(column.hand_in.page, args=[row.pk]),
        changes=row.version + _changes(period, row.asked_by, row.pk),
        done=getattr(row, column.name) in _DONE,
    )


def _of_duties(user: User, periods: Iterable[Period]) -> Iterator[Due]:
    """Each duty by the windows of the unit that manages; over the whole province by those of the round."""
    units = _managing({held.unit for held in held_by(user)})
    for held in held_by(user):
        unit = units[held.unit]
        for owed in _OWED:
            if held.duty in owed.duties:
                yield from (_due(owed, period, unit) for period in periods if _is_asked(owed, period))


def _due(owed: Owed, period: Period, unit: Unit) -> Due:
    """Of one unit its name is told, and nobody's in it."""
    return Due(
        key=f"unit-{unit.pk}-{period.code}-{owed.page}-{owed.window.value}",
        closes_at=_closing(owed, period, unit),
        what=f"{owed.what} {period}",
        whose=unit.name,
        url=at(owed.page, period),
        changes=_changes(period, unit.pk),
    )


def _closing(owed: Owed, period: Period, unit: Unit) -> datetime:
    """What people hand in may be extended; what others owe is not (ADR 3)."""
    if column := _HANDED_IN.get(owed.window):
        return period.closes_for(column.hand_in.window, unit.pk)
    return period.closes_at(owed.window, unit.pk)


def _is_asked(owed: Owed, period: Period) -> bool:
    """Whatever people hand in, only where the round asks them for it."""
    column = _HANDED_IN.get(owed.window)
    return column is None or column in columns_of(period)


def _petitions(user: User) -> Iterator[Due]:
    """Open-questions 20: each that waits for this person's answer, of one unit; whose it is the page says."""
    for row in waiting_for(user):
        dossier = row.decision.dossier
        yield Due(
            key=f"petition-{row.pk}",
            closes_at=row.due_at,
            what=f"Trả lời kiến nghị {dossier.period}",
            whose=dossier.managing_unit.name,
            url=reverse("petition", args=[dossier.pk]),
            changes=row.version,
        )


def _changes(period: Period, unit: int, dossier: int | None = None) -> int:
    set_here = sum(row.version for row in period.policies.all() if row.unit_id in (None, unit))
    extended = (
        row
        for row in period.extensions.all()
        if row.unit_id == unit or (dossier and row.dossier_id == dossier)
    )
    return set_here + sum(row.version for row in extended)


def _managing(units: set[int]) -> dict[int, Unit]:
    """For each unit the nearest one, itself included, that manages cadres; the root where none does."""
    rows = Unit.objects.with_tree_fields().filter(pk__in=units)
    paths: dict[int, list[int]] = {row.pk: row.tree_path for row in rows}
    above = Unit.objects.without_tree_fields().in_bulk({pk for path in paths.values() for pk in path})
    return {pk: _nearest([above[step] for step in path]) for pk, path in paths.items()}


def _nearest(path: list[Unit]) -> Unit:
    return next((unit for unit in reversed(path) if unit.manages_cadres), path[0])
