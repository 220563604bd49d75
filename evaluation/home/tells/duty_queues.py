"""What waits for the holders of a right: which dossiers, whose turn it is, and the pages that open."""

from dataclasses import dataclass
from typing import Any

from cadres.mandates import Grant
from evaluation.circumstances.tells.remarks import unasked
from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.stages import PlanStage, RequestStage, Stage
from regulation.deadlines import Window


@dataclass(frozen=True)
class Queue:
    """Dossiers that wait for holders of a right, told as one line a round.

    `piece` is the row of a dossier that the page of `one` is about; `asks` narrows the list of `many` to those meant.
    """

    verb: str
    noun: str
    right: Grant
    rows: Any
    many: str
    one: str
    window: Window = Window.DOSSIER
    piece: str = ""
    asks: str = ""


def _dossiers(**where: Any) -> Any:
    return lambda: Dossier.objects.filter(**where)


QUEUES = (
    Queue(
        "Tổng hợp",
        "kế hoạch",
        permissions.COLLATE,
        _dossiers(stage=Stage.PLANNING, plan__stage=PlanStage.SUBMITTED),
        "plans_review",
        "plan",
        Window.PLAN,
    ),
    Queue(
        "Phê duyệt",
        "kế hoạch",
        permissions.APPROVE_PLAN,
        _dossiers(stage=Stage.PLANNING, plan__stage=PlanStage.COLLATED),
        "plans_review",
        "plan",
        Window.PLAN,
    ),
    Queue(
        "Trả lời",
        "đề nghị điều chỉnh kế hoạch",
        permissions.APPROVE_PLAN,
        _dossiers(plan__amendments__stage=RequestStage.PROPOSED),
        "plans_review",
        "plan",
    ),
    Queue(
        "Đề xuất mức xếp loại",
        "đồng chí",
        permissions.PROPOSE_IN_DIVISION,
        lambda: Dossier.objects.division_first(),
        "rating_lists",
        "dossier",
    ),
    Queue(
        "Thẩm định",
        "hồ sơ",
        permissions.APPRAISE,
        lambda: Dossier.objects.awaiting_appraisal(),
        "appraisals",
        "appraisal",
    ),
    Queue(
        "Xác nhận lý do khách quan",
        "hồ sơ",
        permissions.ANSWER_EXCUSE,
        _dossiers(plan__tasks__excuse__stage=RequestStage.PROPOSED),
        "dossiers",
        "excuse",
        piece="plan__tasks__excuse__task",
        asks="&excuse=proposed",
    ),
    Queue(
        "Đề nghị đơn vị cũ nhận xét (Mục 7.b)",
        "đồng chí",
        permissions.STAFF,
        unasked,
        "dossiers",
        "circumstances",
    ),
    Queue(
        "Ghi ý kiến hội đồng",
        "đồng chí",
        permissions.RECORD_COUNCIL,
        _dossiers(stage=Stage.APPRAISED),
        "councils",
        "dossier",
    ),
    Queue(
        "Quyết định xếp loại",
        "đồng chí",
        permissions.DECIDE,
        _dossiers(stage=Stage.COUNCIL),
        "rating_lists",
        "dossier",
    ),
    Queue(
        "Đề nghị tỉnh xếp loại",
        "đồng chí",
        permissions.PROPOSE_TO_PROVINCE,
        _dossiers(stage=Stage.COUNCIL),
        "rating_lists",
        "dossier",
    ),
    Queue(
        "Thẩm định đề nghị của đơn vị",
        "đồng chí",
        permissions.APPRAISE_AT_PROVINCE,
        _dossiers(stage=Stage.PROPOSED),
        "appraisals",
        "dossier",
        Window.REPORT,
    ),
    Queue(
        "Quyết định xếp loại",
        "đồng chí",
        permissions.DECIDE_AT_PROVINCE,
        _dossiers(stage=Stage.PROVINCE_APPRAISED),
        "rating_lists",
        "dossier",
        Window.REPORT,
    ),
    Queue(
        "Công bố kết quả",
        "đồng chí",
        permissions.PUBLISH,
        _dossiers(stage=Stage.DECIDED),
        "rating_lists",
        "dossier",
        Window.REPORT,
    ),
)
