"""The life of a recorded circumstance (QĐ 366 Điều 11), and of an old unit's remark (7.b)."""

from cadres.machine import Machine
from evaluation.circumstances import gates
from evaluation.circumstances.permissions import GIVE_REMARK
from evaluation.core.moves import Move
from evaluation.core.permissions import LIFT_CIRCUMSTANCE
from evaluation.core.stages import CircumstanceStage, RemarkStage


class Circumstances(Machine):
    lift = Move(
        "Ghi kết quả khắc phục hoặc hủy bỏ",
        (CircumstanceStage.RECORDED,),
        LIFT_CIRCUMSTANCE,
        CircumstanceStage.LIFTED,
        gates=(gates.decisions_keep_their_ground,),
        owes_reason=True,
        told=True,
        done="Đã ghi kết quả khắc phục, hủy bỏ.",
    )


class Remarks(Machine):
    give = Move(
        "Gửi nhận xét của đơn vị cũ",
        (RemarkStage.ASKED,),
        GIVE_REMARK,
        RemarkStage.GIVEN,
        gates=(gates.remark_in_time,),
        told=True,
        done="Đã gửi nhận xét về đơn vị mới.",
    )


CIRCUMSTANCES, REMARKS = Circumstances(), Remarks()
