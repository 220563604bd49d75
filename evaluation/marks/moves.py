"""The life of an objective reason (6.1)."""

from cadres.machine import Machine, Move
from evaluation.core import gates, permissions
from evaluation.core.stages import RequestStage

EXCUSES = Machine(
    {
        "confirm": Move(
            "Xác nhận lý do khách quan, bất khả kháng",
            (RequestStage.PROPOSED,),
            permissions.ANSWER_EXCUSE,
            RequestStage.APPROVED,
            gates=(gates.before_decision,),
        ),
        "refuse": Move(
            "Không xác nhận lý do khách quan",
            (RequestStage.PROPOSED,),
            permissions.ANSWER_EXCUSE,
            RequestStage.REFUSED,
            gates=(gates.before_decision,),
            owes_reason=True,
        ),
    }
)
