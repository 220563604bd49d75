"""The road of a plan: handed in, collated, given back, approved."""

from cadres.machine import together
from cadres.models import User
from config import clock
from evaluation.core.actions.receipts import accept
from evaluation.core.road import DOSSIERS
from evaluation.plans.actions.drafting import Weights, write_weights
from evaluation.plans.models import Plan
from evaluation.plans.moves import PLANS
from regulation.deadlines import Window


def submit_plan(
    plan: Plan, *, by: User | None, seen: int | None, late_reason: str = "", weights: Weights | None = None
) -> Plan:
    """Hand the plan in (Bước 1, by the end of the 25th); the first arrival is the one that counts.

    `weights` as they stand typed on the page are stored with it, so that nothing older is handed in than what was seen.
    """
    with PLANS.submit(plan, by=by, seen=seen) as plan:
        receipt = accept(plan.dossier, Window.PLAN, by=by, late_reason=late_reason, first=plan.arrived_at)
        plan.arrived_at = plan.arrived_at or receipt.arrived_at
        plan.late_reason = late_reason or plan.late_reason
        plan.tell(receipt=receipt.number)
        if weights is not None and weights != {
            row.axis: (row.role, row.weight) for row in plan.weights.all()
        }:
            plan.tell(weights=write_weights(plan, weights))
    return plan


def collate_plan(plan: Plan, *, by: User | None, seen: int | None = None) -> Plan:
    """The staff have put the plan together with the others, for the collective that approves them."""
    return PLANS.collate.make(plan, by=by, seen=seen)


def return_plan(plan: Plan, *, by: User | None, reason: str, seen: int | None = None) -> Plan:
    """Back to the cadre, who is told why."""
    return PLANS.return_.make(plan, by=by, seen=seen, reason=reason)


def approve_plan(plan: Plan, *, by: User | None, seen: int | None = None) -> Plan:
    """Approve the plan; its dossier goes to work."""
    with together():
        with PLANS.approve(plan, by=by, seen=seen) as plan:
            plan.approved_at = clock.now()
        DOSSIERS.begin.make(plan.dossier, by=by, held=True)
    return plan
