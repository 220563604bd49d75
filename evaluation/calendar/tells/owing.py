"""What people hand in before a window closes, and who has not yet (Bước 1, Bước 2); whose desks are to be clear (Bước 5)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from cadres.mandates import Grant
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.windows import closing
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage, stages
from regulation.deadlines import OwnWindow, Window


@dataclass(frozen=True)
class HandIn:
    """One thing that each person hands in: before which window, in which words, on which page; `stage` asks a list for it."""

    window: Window
    verb: str
    page: str
    asks: str
    owed: Callable[[Period], DossierQuerySet]

    def owing(self, period: Period) -> DossierQuerySet:
        """Who has not handed it in, each with the instant at which it closes for them: `closes_at`."""
        own = OwnWindow.SELF if self.window is Window.DOSSIER else self.window
        return self.owed(period).asked(own).annotate(ends_at=closing(own))

    def ends(self, period: Period) -> list[datetime]:
        """The instants at which it closes for those who still owe it: a unit may ask earlier than the round."""
        found = self.owing(period).order_by().values_list(F("ends_at"), flat=True).distinct()
        return sorted(found)


def _plans(period: Period) -> DossierQuerySet:
    planning = Dossier.objects.of(period).filter(stage=Stage.PLANNING, plan__stage=PlanStage.DRAFT)
    return planning.none() if period.direct_entry else planning


def _self_assessments(period: Period) -> DossierQuerySet:
    return Dossier.objects.of(period).filter(stage__in=stages("before"), arrived_at=None)


PLAN = HandIn(Window.PLAN, "nộp kế hoạch", "plan", "stage=plan-draft", _plans)
SELF = HandIn(Window.DOSSIER, "nộp bản tự đánh giá", "assessment", "late=missing", _self_assessments)
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
