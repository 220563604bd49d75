"""Whom the button would tell now, whom not and why; and who was told before, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from cadres.models import Unit, User
from config import clock
from evaluation.boards.models import Nudge
from evaluation.boards.stages import OUTSTANDING, Standing
from evaluation.boards.tells.standings import Column, on_board
from evaluation.calendar.tells.owing import HAND_INS, PLAN, HandIn
from evaluation.core.models import Dossier, Lateness, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.tells.extensions import is_extendable
from regulation.deadlines import Window


@dataclass(frozen=True)
class Nudging:
    """Of the outstanding people of a unit: who would be told, who was today, and whom telling would not help.

    `begins_on` is the day before which nobody can hand it in: until then nobody is told. `extendable`: whether the window of whom
    it is closed to can still be moved on.
    """

    people: tuple[Dossier, ...]
    told_today: tuple[Nudge, ...]
    without_account: tuple[Dossier, ...]
    shut_out: tuple[Dossier, ...]
    extendable: bool
    begins_on: date | None


@dataclass(frozen=True)
class Told:
    """One press of the button: of which thing, when, by whom, how many were told."""

    hand_in: HandIn
    at: datetime
    by: User
    on_behalf_of: User | None
    number: int

    @property
    def who(self) -> str:
        return named(self.by, self.on_behalf_of)


def named(by: User, on_behalf_of: User | None) -> str:
    """Who presses the button, and for whom."""
    behalf = f" (thay mặt đồng chí {on_behalf_of})" if on_behalf_of else ""
    return f"đồng chí {by}{behalf}"


def outstanding(unit: Unit, period: Period, column: Column, by: User) -> DossierQuerySet:
    """Who has not handed it in, as this person's board shows it; nobody is told by themself."""
    rows = on_board(period, by).filter(managing_unit=unit, **{f"{column.name}__in": OUTSTANDING})
    return rows.exclude(cadre__user=by).select_related("cadre__user", "unit").in_order()


def nudging(unit: Unit, period: Period, column: Column, by: User) -> Nudging:
    rows = list(outstanding(unit, period, column, by))
    told = _told_today(column, rows)
    done = {nudge.dossier_id for nudge in told}
    closed = (Standing.OVERDUE,) if _refuses_late(period, column) else ()
    shut_out = [row for row in rows if row.pk not in done and getattr(row, column.name) in closed]
    left = [row for row in rows if row.pk not in done and row not in shut_out]
    begins = column.begins_on(period)
    return Nudging(
        people=() if begins else tuple(row for row in left if _has_account(row)),
        told_today=told,
        without_account=tuple(row for row in left if not _has_account(row)),
        shut_out=tuple(shut_out),
        extendable=is_extendable(period, column.hand_in.window),
        begins_on=begins,
    )


def presses(unit: Unit, period: Period, **narrowed: object) -> list[Told]:
    """Who pressed the button for this unit, the last first; of everything, or of one thing, or one day."""
    rows = Nudge.objects.filter(unit=unit, dossier__period=period, **narrowed).order_by("-at", "by")
    found = list(rows.values_list("window", "at", "by", "on_behalf_of").annotate(n=Count("pk")))
    people = User.objects.in_bulk({key for _, _, *both, _ in found for key in both if key})
    return [
        Told(HAND_INS[Window(window)], at, people[by], people.get(behalf), n)
        for window, at, by, behalf, n in found
    ]


def history_of(dossier: Dossier) -> list[dict[str, object]]:
    """For components/timeline.html: who reminded this person of what; the rows of the button say it, and no line beside them."""
    rows = Nudge.objects.filter(dossier=dossier).select_related("by", "on_behalf_of")
    return [
        {
            "who": f"Đồng chí {one.by}",
            "on_behalf_of": f"đồng chí {one.on_behalf_of}" if one.on_behalf_of else "",
            "at": one.at,
            "sentence": f"nhắc {HAND_INS[Window(one.window)].verb}",
        }
        for one in rows
    ]


def _told_today(column: Column, rows: Iterable[Dossier]) -> tuple[Nudge, ...]:
    today = Nudge.objects.filter(dossier__in=[row.pk for row in rows], window=column.code, day=clock.today())
    joined = today.select_related("dossier__cadre", "by", "on_behalf_of")
    return tuple(joined.order_by("dossier__cadre__sort_key", "pk"))


def _refuses_late(period: Period, column: Column) -> bool:
    """Whether nothing is taken once the window has closed: then only an extension helps."""
    policy = period.policy_for(None)
    lateness = policy.plan_lateness if column.hand_in is PLAN else policy.dossier_lateness
    return lateness == Lateness.REFUSE


def _has_account(row: Dossier) -> bool:
    return row.cadre.user is not None and row.cadre.user.is_active
