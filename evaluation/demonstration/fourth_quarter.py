"""Quý IV/2026 in planning: drafts empty and half done, handed in, collated, approved; one extended, the others reminded."""

from cadres.models import Duty, Unit, User
from evaluation.boards.actions.nudging import nudge
from evaluation.boards.permissions import NUDGE
from evaluation.boards.tells.standings import COLUMNS
from evaluation.calendar.actions import rounds
from evaluation.core.models import Period
from evaluation.demonstration import extensions, lists, plans
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case, open_cases
from evaluation.demonstration.days import NEXT, NOW, at
from evaluation.demonstration.second_quarter import EXEMPT
from evaluation.demonstration.third_quarter import Catalogs
from evaluation.plans import actions as deeds
from evaluation.plans.models import PlanTask

STAND_IN = {
    "30787": "thaymat.kien-luong"
}  # managing unit → who approves there on somebody's behalf this month

REMINDED = "30307"  # managing unit whose staff reminds those who have not handed in


def live_through(actors: Actors, catalogs: Catalogs) -> Period:
    with at("2026-09-10 08:00"):
        period = rounds.open_period(NEXT)
        cases = open_cases(period, "q4")
    for case in cases:
        if case.goal == "half":
            _copy(case)
        elif case.goal in ("submitted", "collated", "approved"):
            with at("2026-09-14 13:00", case.place):
                plans.draw_up(case, catalogs[case.managing])
    for case in cases:
        _hand_on(case, actors)
    extensions.extend_next_plans(cases, period, actors)
    _remind(period, actors)
    return period


def _copy(case: Case) -> None:
    """Two tasks of the quarter before, their days still open."""
    old = PlanTask.objects.filter(plan__dossier__cadre=case.dossier.cadre_id, withdrawn_by=None)
    tasks = old.filter(plan__dossier__period__number=NOW.number).select_related("item")[:2]
    with at("2026-09-17 13:00", case.place):
        taken = [deeds.Taken(task, task.quantity) for task in tasks]
        deeds.take_over(case.dossier.plan, taken, by=case.user, seen=None)


def _hand_on(case: Case, actors: Actors) -> None:
    if case.goal == "exempt":
        lists.set_aside(case, "2026-09-10 14:00", EXEMPT, actors, exempt=True)
    if case.goal in ("submitted", "collated", "approved"):
        plans.hand_in(case, "2026-09-18 08:00")
    if case.goal in ("collated", "approved"):
        plans.collate(case, "2026-09-21 08:00", actors)
    if case.goal == "approved":
        stand_in = User.objects.filter(username=STAND_IN.get(case.managing, "")).first()
        plans.approve(case, "2026-09-21 14:00", actors, by=stand_in)


def _remind(period: Period, actors: Actors) -> None:
    unit = Unit.objects.get(code=REMINDED)
    with at("2026-09-21 16:00"):
        nudge(unit, period, COLUMNS[0], by=actors.first(Duty.ORGANISATION_STAFF, NUDGE, unit))
