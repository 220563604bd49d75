"""The life of an objective reason (6.1)."""

from cadres.machine import Machine
from evaluation.core import gates, permissions
from evaluation.core.case import Case
from evaluation.core.moves import Move, Queue
from evaluation.core.stages import RequestStage
from evaluation.marks.models import Excuse


class Excuses(Machine):
    confirm = Move(
        "Xác nhận lý do khách quan, bất khả kháng",
        (RequestStage.PROPOSED,),
        permissions.ANSWER_EXCUSE,
        RequestStage.APPROVED,
        gates=(gates.before_decision,),
        told=True,
        queue=Queue(
            "Xác nhận lý do khách quan",
            "hồ sơ",
            "dossiers",
            "excuse",
            piece="plan__tasks__excuse__task",
            asks="&excuse=proposed",
        ),
        done="Đã xác nhận lý do khách quan của nhiệm vụ “{task}”.",
    )
    refuse = Move(
        "Không xác nhận lý do khách quan",
        (RequestStage.PROPOSED,),
        permissions.ANSWER_EXCUSE,
        RequestStage.REFUSED,
        gates=(gates.before_decision,),
        owes_reason=True,
        told=True,
        done="Đã từ chối xác nhận lý do khách quan của nhiệm vụ “{task}”.",
    )

    def case(self, row: Excuse) -> Case:
        return Case(row.matter)


EXCUSES = Excuses()
