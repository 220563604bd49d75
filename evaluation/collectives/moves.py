"""The life of a collective's result: recorded at the unit, approved above it, made known (6.3, 8.2)."""

from cadres.machine import Machine, Move
from evaluation.collectives import gates
from evaluation.core import permissions
from evaluation.core.stages import COUNTING, CollectiveStage


class Collectives(Machine):
    edit = Move(
        "Ghi kết quả của tập thể",
        (CollectiveStage.DRAFT,),
        permissions.RECORD_COLLECTIVE,
        gates=(gates.add_up,),
    )
    submit = Move(
        "Trình cấp trên phê duyệt",
        (CollectiveStage.DRAFT,),
        permissions.RECORD_COLLECTIVE,
        CollectiveStage.SUBMITTED,
        gates=(gates.targets_there, gates.add_up, gates.excuses_grounded, gates.rated),
    )
    assess_digital = Move(
        "Ban Chỉ đạo đánh giá Trục 3",
        (CollectiveStage.SUBMITTED, CollectiveStage.APPROVED),
        permissions.ASSESS_DIGITAL,
        gates=(gates.digital_said,),
    )
    approve = Move(
        "Phê duyệt kết quả của tập thể",
        (CollectiveStage.SUBMITTED,),
        permissions.APPROVE_COLLECTIVE,
        CollectiveStage.APPROVED,
        gates=(
            gates.targets_there,
            gates.add_up,
            gates.excuses_grounded,
            gates.rated,
            gates.digital_heard,
        ),
    )
    return_ = Move(
        "Trả lại để hoàn chỉnh",
        (CollectiveStage.SUBMITTED,),
        permissions.APPROVE_COLLECTIVE,
        CollectiveStage.DRAFT,
        owes_reason=True,
    )
    publish = Move(
        "Công khai kết quả",
        (CollectiveStage.APPROVED,),
        permissions.PUBLISH_COLLECTIVE,
        CollectiveStage.PUBLISHED,
    )
    reopen = Move(
        "Thu hồi để xem xét lại",
        COUNTING,
        permissions.APPROVE_COLLECTIVE,
        CollectiveStage.DRAFT,
        gates=(gates.nobody_decided_on_it,),
        owes_reason=True,
    )


COLLECTIVES = Collectives()
