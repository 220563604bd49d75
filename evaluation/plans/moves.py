"""The life of a plan, and of what changes it once it is approved."""

from cadres.machine import Machine, Move
from evaluation.core import permissions
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.plans import gates

PLANS = Machine(
    {
        "edit": Move(
            "Sửa kế hoạch", (PlanStage.DRAFT,), permissions.SUBJECT, gates=(gates.still_with_subject,)
        ),
        "submit": Move(
            "Nộp kế hoạch",
            (PlanStage.DRAFT,),
            permissions.SUBJECT,
            PlanStage.SUBMITTED,
            gates=(
                gates.plan_owed,
                gates.plan_has_tasks,
                gates.plan_tasks_complete,
                gates.plan_weights,
                gates.plan_mapped,
            ),
        ),
        "collate": Move("Tổng hợp kế hoạch", (PlanStage.SUBMITTED,), permissions.COLLATE, PlanStage.COLLATED),
        "return": Move(
            "Trả lại kế hoạch",
            (PlanStage.SUBMITTED, PlanStage.COLLATED),
            permissions.COLLATE | permissions.APPROVE_PLAN,
            PlanStage.DRAFT,
            owes_reason=True,
        ),
        "approve": Move(
            "Phê duyệt kế hoạch",
            (PlanStage.COLLATED,),
            permissions.APPROVE_PLAN,
            PlanStage.APPROVED,
            gates=(gates.plan_has_tasks, gates.plan_tasks_complete, gates.plan_weights, gates.plan_mapped),
        ),
        "deliver": Move(
            "Ghi sản phẩm đã hoàn thành",
            (PlanStage.APPROVED,),
            permissions.SUBJECT,
            gates=(gates.plan_being_worked,),
        ),
        "ask": Move(
            "Đề nghị điều chỉnh kế hoạch",
            (PlanStage.APPROVED,),
            permissions.SUBJECT,
            gates=(gates.plan_being_worked,),
            owes_reason=True,
        ),
    }
)

AMENDMENTS = Machine(
    {
        "approve": Move(
            "Phê duyệt điều chỉnh kế hoạch",
            (RequestStage.PROPOSED,),
            permissions.APPROVE_PLAN,
            RequestStage.APPROVED,
            gates=(gates.amended_plan_lawful,),
        ),
        "refuse": Move(
            "Không chấp thuận điều chỉnh kế hoạch",
            (RequestStage.PROPOSED,),
            permissions.APPROVE_PLAN,
            RequestStage.REFUSED,
            owes_reason=True,
        ),
    }
)
