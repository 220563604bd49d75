"""The road of a plan: handed in, collated, given back, approved."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from config import clock
from evaluation.core.actions.receipts import accept
from evaluation.core.road import DOSSIERS
from evaluation.plans.actions.drafting import write_weights
from evaluation.plans.models import Plan
from evaluation.plans.moves import PLANS
from regulation.deadlines import Window


def submit_plan(
    plan: Plan,
    *,
    by: Any,
    seen: int | None,
    late_reason: str = "",
    weights: Mapping[int, tuple[str, Decimal]] | None = None,
) -> Plan:
    """Hand the plan in (Bước 1, by the end of the 25th); the first arrival is the one that counts.

    `weights` as they stand typed on the page are stored with it, so that nothing older is handed in than what was seen.
    """

    def write(plan: Plan) -> dict[str, Any]:
        receipt = accept(plan.dossier, Window.PLAN, by=by, late_reason=late_reason, first=plan.arrived_at)
        plan.arrived_at = plan.arrived_at or receipt.arrived_at
        plan.late_reason = late_reason or plan.late_reason
        return {"receipt": receipt.number} | _reweigh(plan, weights)

    return PLANS.perform("submit", plan, by=by, seen=seen, write=write)


def _reweigh(plan: Plan, weights: Mapping[int, tuple[str, Decimal]] | None) -> dict[str, Any]:
    """Store the weights where they differ from the stored ones, and tell them."""
    stored = {row.axis: (row.role, row.weight) for row in plan.weights.all()}
    if weights is None or weights == stored:
        return {}
    write_weights(plan, weights)
    return {"weights": {str(axis): str(weight) for axis, (_, weight) in sorted(weights.items())}}


def collate_plan(plan: Plan, *, by: Any, seen: int | None = None) -> Plan:
    return PLANS.perform("collate", plan, by=by, seen=seen)


def return_plan(plan: Plan, *, by: Any, reason: str, seen: int | None = None) -> Plan:
    return PLANS.perform("return", plan, by=by, seen=seen, reason=reason)


@transaction.atomic
def approve_plan(plan: Plan, *, by: Any, seen: int | None = None) -> Plan:
    """Approve the plan; its dossier goes to work."""

    def write(plan: Plan) -> None:
        plan.approved_at = clock.now()

    plan = PLANS.perform("approve", plan, by=by, seen=seen, write=write)
    DOSSIERS.perform("begin", plan.dossier, by=by)
    return plan
