"""A ward in Quý IV/2026 with people who have not handed in their plans, for tests of reminding them."""

from evaluation.boards.tells.standings import COLUMNS
from evaluation.core.stages import PlanStage
from tests.factories import DossierFactory, PeriodFactory, a_ward

PLAN, SELF = COLUMNS


def a_ward_that_owes(people=2):
    world = a_ward(name="Phường Long Xuyên")
    world.period = PeriodFactory()
    world.owing = [DossierFactory(unit=world.division, period=world.period) for _ in range(people)]
    return world


def not_bound(dossier):
    """3.3, second dash: a committee member without professional work."""
    dossier.cases = [
        {"kind": "optional", "since": "2026-01-01", "sentence": "Cấp ủy viên.", "from_units": []}
    ]
    dossier.save()


def hand_in(dossier, at):
    plan = dossier.plan
    plan.stage, plan.arrived_at = PlanStage.SUBMITTED, at
    plan.save()
