"""What people hand in before a window closes, and who has not yet (Bước 1, Bước 2); whose desks are to be clear (Bước 5)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from cadres.mandates import Grant
from config import clock
from evaluation.calendar.models import EffectKind
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.unbound import unbound
from evaluation.core.models.windows import closing
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage, stages
from notices.models import Kind
from regulation.deadlines import OwnWindow, Window


@dataclass(frozen=True)
class HandIn:
    """One thing that each person hands in: before which window, in which words, on which page.

    `here` says that it lies with the person, `owed` that they are reminded of it. `arrived` is the column that tells when it
    came, `closes` what `DossierQuerySet.with_windows` calls the instant from which on it is late.
    """

    window: Window
    verb: str
    page: str
    here: Q
    owed: Q
    arrived: str
    closes: str

    @property
    def own(self) -> Window | OwnWindow:
        """The window as a unit may ask it earlier of its people."""
        return OwnWindow.SELF if self.window is Window.DOSSIER else self.window

    @property
    def late(self) -> Q:
        """Of rows `with_windows`: it came when the window had closed."""
        return Q(**{f"{self.arrived}__gte": F(self.closes)})

    @property
    def absent(self) -> Q:
        """It lies with the person, and never came."""
        return self.here & Q(**{self.arrived: None})

    def missing(self) -> Q:
        """Of rows `with_windows`: it never came, although the window has closed; whom 3.3 does not bind owes nothing."""
        return self.absent & ~unbound() & Q(**{f"{self.closes}__lte": clock.now()})

    def owing(self, period: Period) -> DossierQuerySet:
        """Who has not handed it in, each with the instant at which it closes for them: `ends_at`; not whom 3.3 does not bind."""
        return self.ending(Dossier.objects.of(period).filter(self.owed & ~unbound()))

    def ending(self, rows: DossierQuerySet) -> DossierQuerySet:
        """These, each with the instant at which it closes for them: `ends_at`."""
        return rows.asked(self.own).annotate(ends_at=closing(self.own))

    def about(self, kind: Kind | EffectKind, period: Period, closes_at: datetime | None = None) -> str:
        """Of what notices of this kind tell that name its day; with an instant, those alone that name that one.

        Of an effect that is its key.
        """
        day = f" {closes_at.astimezone(clock.HERE).isoformat()}" if closes_at else ""
        return f"{kind} {period.code} {self.window.value}{day}"

    def ends(self, period: Period) -> list[datetime]:
        """The instants at which it closes for those who still owe it: a unit may ask earlier than the round."""
        found = self.owing(period).order_by().values_list(F("ends_at"), flat=True).distinct()
        return sorted(found)


_PLANNING = Q(stage=Stage.PLANNING, plan__stage=PlanStage.DRAFT, period__direct_entry=False)
_BEFORE = Q(stage__in=stages("before"))

PLAN = HandIn(
    Window.PLAN,
    "nộp kế hoạch",
    "plan",
    here=_PLANNING,
    owed=_PLANNING,
    arrived="plan__arrived_at",
    closes="plan_closes_at",
)
SELF = HandIn(
    Window.DOSSIER,
    "nộp bản tự đánh giá",
    "assessment",
    here=_BEFORE,
    owed=_BEFORE & Q(arrived_at=None),
    arrived="arrived_at",
    closes="self_closes_at",
)
HAND_INS = {one.window: one for one in (PLAN, SELF)}


@dataclass(frozen=True)
class Desk:
    """Where dossiers lie before a window closes, at their units, then at the province; `group` asks a list for them.

    `place` leads from a dossier to the unit whose desk it is.
    """

    window: Window
    group: str
    place: str
    where: str
    grants: tuple[Grant, ...]

    def holders(self, unit: int) -> set[int]:
        """Whoever works at the desk of this unit, by its key."""
        here = Dossier.of_nobody(unit)
        return {person for grant in self.grants for person in grant.holders(here)}

    def about(self, period: Period) -> str:
        """Of what reminders of it tell."""
        return f"desks {period.code} {self.window.value}"

    def lying(self, period: Period) -> DossierQuerySet:
        return Dossier.objects.of(period).filter(stage__in=stages(self.group))


_UNITS = (permissions.STAFF, permissions.LEADERSHIP)
_PROVINCE = (permissions.PROVINCE, permissions.SECRETARIAT)
DESKS = {
    one.window: one
    for one in (
        Desk(Window.DOSSIER, "review", "managing_unit", "tại đơn vị", _UNITS),
        Desk(Window.REPORT, "province", "deciding_unit", "tại tỉnh", _PROVINCE),
    )
}
