"""What is done on a dossier beside its road: what bears on it, with whom it is rated, who may see it."""

from cadres.machine import Machine
from evaluation.core import gates, permissions
from evaluation.core.models.dossiers import unasked
from evaluation.core.moves import Move, Queue
from evaluation.core.steps import BEFORE_DECISION, MADE_KNOWN, SET_ASIDE, Stage, stages

_AT_WORK = (Stage.WORKING, Stage.SELF_ASSESSMENT)
_UNDECIDED = (*BEFORE_DECISION, *SET_ASIDE)


class Beside(Machine):
    """The moves that leave a dossier at its step."""

    put_forward_excuse = Move(
        "Nêu lý do khách quan, bất khả kháng",
        (*_AT_WORK, *stages("review", "province")),
        permissions.PUT_FORWARD_EXCUSE,
        told=True,
    )
    attach = Move(
        "Đính kèm minh chứng",
        _AT_WORK,
        permissions.SUBJECT,
        told=True,
        apart=True,
        done="Đã đính kèm minh chứng.",
    )
    detach = Move(
        "Bỏ minh chứng",
        _AT_WORK,
        permissions.SUBJECT,
        told=True,
        apart=True,
        done="Đã bỏ tệp minh chứng.",
    )
    record_circumstance = Move(
        "Ghi tình tiết",
        tuple(Stage),
        permissions.RECORD_CIRCUMSTANCE,
        told=True,
        done="Đã ghi vào hồ sơ.",
    )
    record_absence = Move(
        "Ghi thời gian vắng mặt",
        tuple(Stage),
        permissions.SETTLE_CASES,
        told=True,
        done="Đã ghi thời gian vắng mặt.",
    )
    end_absence = Move(
        "Ghi ngày hết vắng mặt",
        _UNDECIDED,
        permissions.SETTLE_CASES,
        told=True,
        done="Đã ghi ngày hết vắng mặt.",
    )
    resettle = Move(
        "Cập nhật chức vụ của hồ sơ",
        _UNDECIDED,
        permissions.SETTLE_CASES,
        told=True,
        done="Đã cập nhật chức vụ của hồ sơ theo bổ nhiệm.",
    )
    settle_cases = Move(
        "Xác định trường hợp của Mục 7, Mục 3.3",
        _UNDECIDED,
        permissions.SETTLE_CASES,
        told=True,
        done="Đã xác định lại trường hợp theo bổ nhiệm và thời gian vắng mặt.",
    )
    ask_remark = Move(
        "Đề nghị đơn vị cũ nhận xét (Mục 7.b)",
        BEFORE_DECISION,
        permissions.SETTLE_CASES,
        queue=Queue(
            "Đề nghị đơn vị cũ nhận xét (Mục 7.b)",
            "đồng chí",
            "dossiers",
            "circumstances",
            also=unasked,
            by=permissions.STAFF,
        ),
        done="Đã đề nghị đơn vị cũ gửi nhận xét.",
    )
    withdraw_remark = Move(
        "Rút đề nghị đơn vị cũ nhận xét",
        _UNDECIDED,
        permissions.SETTLE_CASES,
        told=True,
        done="Đã rút đề nghị nhận xét.",
    )
    regroup = Move(
        "Chuyển nhóm",
        _UNDECIDED,
        permissions.REGROUP,
        gates=(gates.not_yet_listed,),
        owes_reason=True,
        told=True,
    )
    see_result = Move(
        "Xác nhận đã xem kết quả",
        MADE_KNOWN,
        permissions.SUBJECT,
        told=True,
        apart=True,
        done="Đã ghi: đồng chí đã xem kết quả.",
    )
    share = Move(
        "Cho xem hồ sơ",
        tuple(Stage),
        permissions.SHARE,
        owes_reason=True,
        told=True,
        asks="whom",
        done="Đã cho xem hồ sơ.",
    )
    unshare = Move("Thôi cho xem hồ sơ", tuple(Stage), permissions.SHARE, told=True)
