"""The life of a dossier on one screen: from where, to where, who, behind which gates."""

from typing import Any

from cadres.machine import Machine, Move
from evaluation.core import gates, permissions
from evaluation.core.stages import BEFORE_DECISION, SET_ASIDE, PlanStage, Stage

_AT_UNIT = (Stage.SUBMITTED, Stage.DIVISION_PROPOSED, Stage.APPRAISED, Stage.COUNCIL)
_UNDECIDED = (*BEFORE_DECISION, *SET_ASIDE)
_BEFORE_PROVINCE = (Stage.WORKING, Stage.SELF_ASSESSMENT, *_AT_UNIT)


def _where_left(dossier: Any) -> str:
    """Back among the others: to planning, to work, or straight to Mẫu 03 where tasks are listed directly."""
    if dossier.period.direct_entry:
        return Stage.SELF_ASSESSMENT
    return Stage.WORKING if dossier.plan.stage == PlanStage.APPROVED else Stage.PLANNING


_BEFORE_RATING = (
    gates.cases_settled,
    gates.key_tasks_answered,
    gates.excuses_answered,
    gates.council_heard,
)

DOSSIERS = Machine(
    {
        "begin": Move("Bắt đầu thực hiện", (Stage.PLANNING,), permissions.APPROVE_PLAN, Stage.WORKING),
        "assess": Move("Bắt đầu tự đánh giá", (Stage.WORKING,), permissions.SUBJECT, Stage.SELF_ASSESSMENT),
        "mark": Move("Lưu bản tự đánh giá", (Stage.SELF_ASSESSMENT,), permissions.SUBJECT),
        "submit": Move(
            "Nộp bản tự đánh giá",
            (Stage.SELF_ASSESSMENT,),
            permissions.SUBJECT,
            Stage.SUBMITTED,
            gates=(gates.direct_entry_weights, gates.marks_complete, gates.self_rating_reasoned),
        ),
        "propose_in_division": Move(
            "Phòng, ban đề xuất mức xếp loại",
            (Stage.SUBMITTED,),
            permissions.PROPOSE_IN_DIVISION,
            Stage.DIVISION_PROPOSED,
            gates=(gates.permitted("division_rating"),),
        ),
        "appraisal_marks": Move(
            "Lưu điểm thẩm định",
            (Stage.SUBMITTED, Stage.DIVISION_PROPOSED),
            permissions.APPRAISE,
            gates=(gates.division_spoke,),
        ),
        "appraise": Move(
            "Thẩm định xong",
            (Stage.SUBMITTED, Stage.DIVISION_PROPOSED),
            permissions.APPRAISE,
            Stage.APPRAISED,
            gates=(
                gates.division_spoke,
                gates.appraisal_rated,
                gates.permitted("appraisal_rating"),
                gates.key_tasks_answered,
            ),
        ),
        "council": Move(
            "Ghi ý kiến hội đồng",
            (Stage.APPRAISED,),
            permissions.RECORD_COUNCIL,
            Stage.COUNCIL,
            gates=(gates.council_heard,),
        ),
        "authority_marks": Move(
            "Lưu điểm của cấp có thẩm quyền", (Stage.COUNCIL,), permissions.MARK_AS_AUTHORITY
        ),
        "propose": Move(
            "Đề nghị tỉnh xếp loại",
            (Stage.COUNCIL,),
            permissions.PROPOSE_TO_PROVINCE,
            Stage.PROPOSED,
            gates=(*_BEFORE_RATING, gates.permitted("proposed_rating")),
        ),
        "province_appraise": Move(
            "Ban Tổ chức thẩm định xong",
            (Stage.PROPOSED,),
            permissions.APPRAISE_AT_PROVINCE,
            Stage.PROVINCE_APPRAISED,
        ),
        "decide": Move(
            "Quyết định xếp loại",
            (Stage.COUNCIL,),
            permissions.DECIDE,
            Stage.DECIDED,
            gates=(*_BEFORE_RATING, gates.special_papers, gates.permitted("decided_rating")),
        ),
        "decide_at_province": Move(
            "Tỉnh quyết định xếp loại",
            (Stage.PROVINCE_APPRAISED,),
            permissions.DECIDE_AT_PROVINCE,
            Stage.DECIDED,
            gates=(*_BEFORE_RATING, gates.special_papers, gates.permitted("decided_rating")),
        ),
        "publish": Move("Công bố kết quả", (Stage.DECIDED,), permissions.PUBLISH, Stage.PUBLISHED),
        "archive": Move("Lưu trữ hồ sơ", (Stage.PUBLISHED,), permissions.APPRAISE, Stage.ARCHIVED),
        "return": Move(
            "Trả lại để hoàn chỉnh", _AT_UNIT, permissions.RETURN, Stage.SELF_ASSESSMENT, owes_reason=True
        ),
        "return_to_unit": Move(
            "Trả lại đơn vị",
            (Stage.PROPOSED, Stage.PROVINCE_APPRAISED),
            permissions.RETURN_FROM_PROVINCE,
            Stage.COUNCIL,
            owes_reason=True,
        ),
        "reopen": Move(
            "Mở lại để xem xét",
            (Stage.DECIDED, Stage.PUBLISHED),
            permissions.DECIDE,
            Stage.COUNCIL,
            owes_reason=True,
        ),
        "reopen_at_province": Move(
            "Mở lại để xem xét",
            (Stage.DECIDED, Stage.PUBLISHED),
            permissions.DECIDE_AT_PROVINCE,
            Stage.PROVINCE_APPRAISED,
            owes_reason=True,
        ),
        "defer": Move(
            "Chưa đánh giá quý này (Mục 7.d)",
            BEFORE_DECISION,
            permissions.SET_ASIDE,
            Stage.DEFERRED,
            gates=(gates.deferral_grounded,),
            owes_reason=True,
        ),
        "exempt": Move(
            "Không bắt buộc đánh giá (Mục 3.3)",
            BEFORE_DECISION,
            permissions.SET_ASIDE,
            Stage.EXEMPT,
            gates=(gates.exemption_grounded,),
            owes_reason=True,
        ),
        "resume": Move(
            "Đưa trở lại đánh giá",
            (Stage.DEFERRED, Stage.EXEMPT),
            permissions.SET_ASIDE,
            _where_left,
            owes_reason=True,
        ),
        "put_forward_excuse": Move(
            "Nêu lý do khách quan, bất khả kháng", _BEFORE_PROVINCE, permissions.PUT_FORWARD_EXCUSE
        ),
        "record_circumstance": Move("Ghi tình tiết", _UNDECIDED, permissions.RECORD_CIRCUMSTANCE),
        "record_absence": Move("Ghi thời gian vắng mặt", _UNDECIDED, permissions.SETTLE_CASES),
        "end_absence": Move("Ghi ngày hết vắng mặt", _UNDECIDED, permissions.SETTLE_CASES),
        "resettle": Move(
            "Cập nhật chức vụ, đơn vị của hồ sơ",
            (
                Stage.PLANNING,
                Stage.WORKING,
                Stage.SELF_ASSESSMENT,
                Stage.SUBMITTED,
                Stage.DEFERRED,
                Stage.EXEMPT,
            ),
            permissions.SETTLE_CASES,
        ),
        "settle_cases": Move("Xác định trường hợp của Mục 7, Mục 3.3", _UNDECIDED, permissions.SETTLE_CASES),
        "ask_remark": Move("Đề nghị đơn vị cũ nhận xét (Mục 7.b)", BEFORE_DECISION, permissions.SETTLE_CASES),
        "withdraw_remark": Move("Rút đề nghị đơn vị cũ nhận xét", BEFORE_DECISION, permissions.SETTLE_CASES),
        "regroup": Move(
            "Chuyển nhóm",
            _UNDECIDED,
            permissions.REGROUP,
            gates=(gates.not_yet_listed,),
            owes_reason=True,
        ),
        "share": Move("Cho xem hồ sơ", tuple(Stage), permissions.SHARE, owes_reason=True),
        "unshare": Move("Thôi cho xem hồ sơ", tuple(Stage), permissions.SHARE),
    }
)
