"""The road of a plan: handed in, collated, given back, approved."""

from typing import Any

from django.db import transaction

from config import clock
from evaluation.actions.receipts import accept
from evaluation.models import Plan
from evaluation.workflows import DOSSIERS, PLANS
from regulation.deadlines import Window


def submit_plan(plan: Plan, *, by: Any, seen: int | None, late_reason: str = "") -> Plan:
    """Hand the plan in (Bước 1, by the end of the 25th); the first arrival is the one that counts."""

    def write(plan: Plan) -> dict[str, Any]:
        receipt = accept(plan.dossier, Window.PLAN, by=by, late_reason=late_reason, first=plan.arrived_at)
        plan.arrived_at = plan.arrived_at or receipt.arrived_at
        plan.late_reason = late_reason or plan.late_reason
        return {"receipt": receipt.number}

    return PLANS.perform("submit", plan, by=by, seen=seen, write=write)


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
