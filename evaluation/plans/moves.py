"""The life of a plan, and of what changes it once it is approved."""

from django.db.models import Q

from cadres.machine import Machine
from evaluation.core import permissions
from evaluation.core.case import Case
from evaluation.core.gates import has_tasks
from evaluation.core.moves import Move, News, Queue, Turn
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.core.steps import Stage
from evaluation.plans import gates
from evaluation.plans.models import Plan, PlanAmendment
from notices.models import Kind
from regulation.deadlines import Window

LAWFUL = (has_tasks, gates.plan_tasks_complete, gates.plan_weights, gates.plan_mapped)
_PLANNING = Q(stage=Stage.PLANNING)


class Plans(Machine):
    edit = Move(
        "Sửa kế hoạch",
        (PlanStage.DRAFT,),
        permissions.SUBJECT,
        during=gates.WITH_SUBJECT,
        told=True,
    )
    submit = Move(
        "Nộp kế hoạch",
        (PlanStage.DRAFT,),
        permissions.SUBJECT,
        PlanStage.SUBMITTED,
        gates=(gates.plan_owed, *LAWFUL),
        told=True,
        turn=Turn("Lập kế hoạch công tác quý rồi nộp.", "Lập kế hoạch", "plan"),
    )
    collate = Move(
        "Tổng hợp kế hoạch",
        (PlanStage.SUBMITTED,),
        permissions.COLLATE,
        PlanStage.COLLATED,
        told=True,
        turn=Turn("Kế hoạch đã nộp, chờ tổng hợp.", "Tổng hợp kế hoạch", "plan"),
        queue=Queue(
            "Tổng hợp",
            "kế hoạch",
            "plans_review",
            "plan",
            Window.PLAN,
            _PLANNING,
            asks=f"&stage={PlanStage.SUBMITTED}",
        ),
        done="Đã tổng hợp kế hoạch, chờ tập thể lãnh đạo, cấp ủy phê duyệt.",
    )
    return_ = Move(
        "Trả lại kế hoạch",
        (PlanStage.SUBMITTED, PlanStage.COLLATED),
        permissions.COLLATE | permissions.APPROVE_PLAN,
        PlanStage.DRAFT,
        owes_reason=True,
        told=True,
        done="Đã trả lại kế hoạch để hoàn chỉnh.",
        news=News(Kind.RETURNED, "Kế hoạch {period} được trả lại để hoàn chỉnh", "plan"),
    )
    approve = Move(
        "Phê duyệt kế hoạch",
        (PlanStage.COLLATED,),
        permissions.APPROVE_PLAN,
        PlanStage.APPROVED,
        gates=LAWFUL,
        told=True,
        turn=Turn("Kế hoạch đã tổng hợp, chờ phê duyệt.", "Phê duyệt kế hoạch", "plan"),
        queue=Queue(
            "Phê duyệt",
            "kế hoạch",
            "plans_review",
            "plan",
            Window.PLAN,
            _PLANNING,
            asks=f"&stage={PlanStage.COLLATED}",
        ),
        done="Đã phê duyệt kế hoạch; cán bộ bắt đầu thực hiện.",
        news=News(Kind.ANSWERED, "Kế hoạch {period} đã được phê duyệt", "plan"),
    )
    deliver = Move(
        "Ghi sản phẩm đã hoàn thành",
        (PlanStage.APPROVED,),
        permissions.SUBJECT,
        during=gates.AT_WORK,
        told=True,
    )
    ask = Move(
        "Đề nghị điều chỉnh kế hoạch",
        (PlanStage.APPROVED,),
        permissions.SUBJECT,
        during=gates.AT_WORK,
        owes_reason=True,
        told=True,
    )

    def case(self, row: Plan) -> Case:
        row.dossier.plan = row  # what the block wrote on the plan is what is judged
        return Case(row.dossier)


class Amendments(Machine):
    approve = Move(
        "Phê duyệt điều chỉnh kế hoạch",
        (RequestStage.PROPOSED,),
        permissions.APPROVE_PLAN,
        RequestStage.APPROVED,
        during=gates.AT_WORK,
        gates=(gates.plan_weights,),  # it may bring an axis its first task
        told=True,
        queue=Queue("Trả lời", "đề nghị điều chỉnh kế hoạch", "plans_review", "plan"),
        done="Đã phê duyệt điều chỉnh kế hoạch.",
        news=News(Kind.ANSWERED, "Đề nghị điều chỉnh kế hoạch {period} được phê duyệt", "plan"),
    )
    refuse = Move(
        "Không chấp thuận điều chỉnh kế hoạch",
        (RequestStage.PROPOSED,),
        permissions.APPROVE_PLAN,
        RequestStage.REFUSED,
        owes_reason=True,
        told=True,
        done="Đã ghi không chấp thuận điều chỉnh kế hoạch.",
        news=News(Kind.ANSWERED, "Đề nghị điều chỉnh kế hoạch {period} không được chấp thuận", "plan"),
    )

    def case(self, row: PlanAmendment) -> Case:
        return Case(row.plan.dossier)


PLANS, AMENDMENTS = Plans(), Amendments()
