"""The life of a collective's result: recorded at the unit, approved above it, made known (6.3, 8.2)."""

from cadres.machine import Machine
from config import clock
from evaluation.collectives import gates, permissions
from evaluation.collectives.models import CollectiveResult
from evaluation.core.moves import Move
from evaluation.core.stages import COUNTING, CollectiveStage

_COMPLETE = (
    gates.targets_there,
    gates.add_up,
    gates.fields_whole,
    gates.fields_within,
    gates.excuses_grounded,
    gates.rated,
)


class Collectives(Machine):
    edit = Move(
        "Ghi kết quả của tập thể",
        (CollectiveStage.DRAFT,),
        permissions.RECORD_COLLECTIVE,
        gates=(gates.add_up,),
        done="Đã lưu kết quả của tập thể.",
    )
    submit = Move(
        "Trình cấp trên phê duyệt",
        (CollectiveStage.DRAFT,),
        permissions.RECORD_COLLECTIVE,
        CollectiveStage.SUBMITTED,
        gates=_COMPLETE,
    )
    assess_digital = Move(
        "Ban Chỉ đạo đánh giá Trục 3",
        (CollectiveStage.SUBMITTED, CollectiveStage.APPROVED),
        permissions.ASSESS_DIGITAL,
        gates=(gates.digital_said,),
        phrase="ghi đánh giá của Ban Chỉ đạo về Trục 3",
        asks="opinion",
        done="Đã ghi ý kiến đánh giá Trục 3.",
    )
    approve = Move(
        "Phê duyệt kết quả của tập thể",
        (CollectiveStage.SUBMITTED,),
        permissions.APPROVE_COLLECTIVE,
        CollectiveStage.APPROVED,
        gates=(*_COMPLETE, gates.digital_heard),
        asks="nothing",
        done="Đã phê duyệt; kết quả là căn cứ xếp loại những người trong tập thể.",
    )
    return_ = Move(
        "Trả lại để hoàn chỉnh",
        (CollectiveStage.SUBMITTED,),
        permissions.APPROVE_COLLECTIVE,
        CollectiveStage.DRAFT,
        owes_reason=True,
        asks="reason",
        done="Đã trả lại đơn vị.",
    )
    publish = Move(
        "Công khai kết quả",
        (CollectiveStage.APPROVED,),
        permissions.PUBLISH_COLLECTIVE,
        CollectiveStage.PUBLISHED,
        asks="nothing",
        done="Đã công khai kết quả.",
    )
    reopen = Move(
        "Thu hồi để xem xét lại",
        COUNTING,
        permissions.APPROVE_COLLECTIVE,
        CollectiveStage.DRAFT,
        gates=(gates.nobody_decided_on_it,),
        owes_reason=True,
        asks="reason",
        done="Đã thu hồi; kết quả trở lại bước ghi của đơn vị.",
    )

    # Of deputies already decided as well: what is approved stays as it is, and the deciding level is asked (`arrivals`).
    add_fields = Move(
        "Bổ sung lĩnh vực phụ trách của cấp phó",
        COUNTING,
        permissions.APPROVE_COLLECTIVE,
        gates=(gates.add_up, gates.fields_whole, gates.fields_within, gates.excuses_grounded),
        owes_reason=True,
        adds=True,
        phrase="bổ sung, phê duyệt lĩnh vực phụ trách của cấp phó",
        done="Đã bổ sung; từ nay lĩnh vực này là căn cứ xếp loại cấp phó phụ trách.",
    )

    def arrive(self, row: CollectiveResult, came_from: str) -> None:
        if row.stage == CollectiveStage.APPROVED and came_from != row.stage:
            row.approved_at = clock.now()


COLLECTIVES = Collectives()
