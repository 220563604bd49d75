"""The moves of a dossier: from where, to where, who, behind which gates, and all that is said of them.

Its steps stand in `steps`, the moves that keep it at its step in `beside`.
"""

from django.db.models import Q

from cadres.models import Unit
from evaluation.core import gates, permissions
from evaluation.core.beside import Beside
from evaluation.core.case import Case
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import NEEDS_DIVISION
from evaluation.core.models.posts import left, moved
from evaluation.core.models.unbound import unbound
from evaluation.core.moves import ListMove, Move, News, Queue, Turn
from evaluation.core.stages import ListKind, PlanStage
from evaluation.core.steps import (
    AFTER_DECISION,
    BEFORE_DECISION,
    SET_ASIDE,
    STILL_OPEN,
    Stage,
    beyond,
    from_on,
    stages,
)
from notices.models import Kind
from regulation.deadlines import OwnWindow, Window
from regulation.vocabulary import Layer, Tier

_AT_UNIT = stages("review")
_AT_PROVINCE = stages("province")
_BEFORE_RATING = (
    gates.posts_followed,
    gates.cases_settled,
    gates.key_tasks_answered,
    gates.excuses_answered,
    gates.council_heard,
)
_APPRAISING = (
    gates.division_spoke,
    gates.differences_reasoned(Layer.APPRAISAL),
    gates.confirmations_grounded,
)
_DECIDING = (*_BEFORE_RATING, gates.special_papers, gates.permitted("decided_rating"))
_LIST, _DEEDS = "rating_list", "dossier_deeds"
_REOPENED = (
    "Đã mở lại hồ sơ; hồ sơ chờ trên danh sách bổ sung. "
    "Quyết định trước được giữ nguyên, còn hiệu lực đến khi có quyết định mới."
)


def _where_left(dossier: Dossier) -> str:
    """Back among the others: to planning, to work, or straight to Mẫu 03 where tasks are listed directly."""
    if dossier.period.direct_entry:
        return Stage.SELF_ASSESSMENT
    return Stage.WORKING if dossier.plan.stage == PlanStage.APPROVED else Stage.PLANNING


def _where_followed(dossier: Dossier) -> str:
    """7.a, 7.b: what was handed in is appraised at the new post; before that the dossier goes on where it stands."""
    return Stage.SUBMITTED if dossier.stage in (*_AT_UNIT, *_AT_PROVINCE) else dossier.stage


def _division(unit: Unit) -> tuple[str, ...]:
    return (f"Lãnh đạo {unit.in_sentence}",)


def _collective(unit: Unit) -> tuple[str, ...]:
    leaders = "Ban Thường vụ Đảng ủy" if unit.party_leads_comprehensively else "Tập thể lãnh đạo"
    return (f"{leaders} {unit.in_sentence}",)


def _province(unit: Unit) -> tuple[str, ...]:
    """3.1: which of them decides is said when the list is closed."""
    return "Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy"


class Dossiers(Beside):
    """The moves of a dossier, in the order in which whoever may make several of them is led to one."""

    submit = Move(
        "Nộp bản tự đánh giá",
        (Stage.SELF_ASSESSMENT,),
        permissions.SUBJECT,
        Stage.SUBMITTED,
        gates=(
            gates.direct_entry_weights,
            gates.marks_complete,
            gates.self_rating_reasoned,
            gates.late_reason_given,
        ),
        told=True,
        turn=Turn("Tự chấm điểm, đề xuất mức xếp loại rồi nộp.", "Tự đánh giá", "assessment"),
    )
    assess = Move(
        "Bắt đầu tự đánh giá",
        (Stage.WORKING,),
        permissions.SUBJECT,
        Stage.SELF_ASSESSMENT,
        told=True,
        turn=Turn("Cuối quý, tự đánh giá theo Mẫu số 03.", "Tự đánh giá", "assessment"),
    )
    propose_in_division = ListMove(
        "Phòng, ban đề xuất mức xếp loại",
        (Stage.SUBMITTED,),
        permissions.PROPOSE_IN_DIVISION,
        Stage.DIVISION_PROPOSED,
        gates=(gates.posts_followed, gates.permitted("division_rating")),
        phrase="chốt đề xuất mức xếp loại của phòng, ban",
        kind=ListKind.DIVISION_PROPOSAL,
        over="unit",
        tiers=permissions.UNITS_OWN,
        among=NEEDS_DIVISION,
        bodies=_division,
        form="06",
        rated="được đề xuất mức xếp loại",
        turn=Turn("Chờ đề xuất trên danh sách của phòng, ban (Mẫu số 06).", "Mở danh sách", _LIST),
        queue=Queue(
            "Đề xuất mức xếp loại",
            "đồng chí",
            "rating_lists",
            "dossier",
            window=OwnWindow.DIVISION,
            also=NEEDS_DIVISION,
        ),
    )
    appraise = Move(
        "Thẩm định xong",
        (Stage.SUBMITTED, Stage.DIVISION_PROPOSED),
        permissions.APPRAISE,
        Stage.APPRAISED,
        gates=(
            *_APPRAISING,
            gates.key_levels_said,
            gates.appraisal_rated,
            gates.permitted("appraisal_rating"),
        ),
        turn=Turn("Chờ thẩm định, đề xuất mức xếp loại.", "Thẩm định", "appraisal"),
        queue=Queue(
            "Thẩm định",
            "hồ sơ",
            "appraisals",
            "appraisal",
            also=~(Q(stage=Stage.SUBMITTED) & NEEDS_DIVISION),
            asks="&mine=on",
        ),
    )
    council = Move(
        "Ghi ý kiến hội đồng",
        (Stage.APPRAISED,),
        permissions.RECORD_COUNCIL,
        Stage.COUNCIL,
        gates=(gates.council_heard,),
        turn=Turn("Chờ ghi ý kiến của Hội đồng.", "Ghi ý kiến hội đồng", "council"),
        queue=Queue("Ghi ý kiến hội đồng", "đồng chí", "councils", "dossier", whole="council"),
    )
    propose = ListMove(
        "Đề nghị tỉnh xếp loại",
        (Stage.COUNCIL,),
        permissions.PROPOSE_TO_PROVINCE,
        Stage.PROPOSED,
        gates=(*_BEFORE_RATING, gates.permitted("proposed_rating")),
        kind=ListKind.UNIT_PROPOSAL,
        over="managing_unit",
        tiers=(Tier.PROVINCIAL.value,),
        bodies=_collective,
        form="05",
        rated="được đề nghị tỉnh xếp loại",
        turn=Turn("Chờ đề nghị trên danh sách của đơn vị (Mẫu số 05).", "Mở danh sách", _LIST),
        queue=Queue("Đề nghị tỉnh xếp loại", "đồng chí", "rating_lists", "dossier", returns=True),
    )
    decide = ListMove(
        "Quyết định xếp loại",
        (Stage.COUNCIL,),
        permissions.DECIDE,
        Stage.DECIDED,
        gates=_DECIDING,
        kind=ListKind.UNIT_DECISION,
        over="managing_unit",
        tiers=permissions.UNITS_OWN,
        bodies=_collective,
        form="04",
        rated="được quyết định xếp loại",
        turn=Turn("Chờ quyết định trên danh sách của đơn vị (Mẫu số 04).", "Mở danh sách", _LIST),
        queue=Queue("Quyết định xếp loại", "đồng chí", "rating_lists", "dossier"),
    )
    province_appraise = Move(
        "Ban Tổ chức thẩm định xong",
        (Stage.PROPOSED,),
        permissions.APPRAISE_AT_PROVINCE,
        Stage.PROVINCE_APPRAISED,
        phrase="thẩm định xong tại Ban Tổ chức Tỉnh ủy",
        asks="nothing",
        done="Ban Tổ chức đã thẩm định xong.",
        turn=Turn("Chờ Ban Tổ chức Tỉnh ủy thẩm định.", "Thẩm định", _DEEDS),
        queue=Queue(
            "Thẩm định đề nghị của đơn vị", "đồng chí", "appraisals", "appraisal", window=Window.REPORT
        ),
    )
    decide_at_province = ListMove(
        "Tỉnh quyết định xếp loại",
        (Stage.PROVINCE_APPRAISED,),
        permissions.DECIDE_AT_PROVINCE,
        Stage.DECIDED,
        gates=_DECIDING,
        phrase="chốt quyết định xếp loại của tỉnh",
        kind=ListKind.PROVINCE_DECISION,
        over="deciding_unit",
        tiers=(Tier.PROVINCIAL.value,),
        grouped=True,
        bodies=_province,
        form="",
        rated="được quyết định xếp loại",
        turn=Turn("Chờ quyết định trên danh sách của tỉnh.", "Mở danh sách", _LIST),
        queue=Queue("Quyết định xếp loại", "đồng chí", "rating_lists", "dossier", window=Window.REPORT),
    )
    publish = Move(
        "Công bố kết quả",
        (Stage.DECIDED,),
        permissions.PUBLISH,
        Stage.PUBLISHED,
        told=True,
        asks="nothing",
        done="Đã công bố kết quả.",
        turn=Turn("Đã quyết định, chờ công bố kết quả.", "Công bố kết quả", _DEEDS),
        queue=Queue(
            "Công bố kết quả", "đồng chí", "rating_lists", "dossier", window=Window.REPORT, whole="results"
        ),
        news=News(Kind.RESULT, "Kết quả xếp loại {period} đã được công bố", "own_result"),
    )
    archive = Move(
        "Lưu trữ hồ sơ",
        (Stage.PUBLISHED,),
        permissions.APPRAISE,
        Stage.ARCHIVED,
        gates=(gates.petitions_over,),
        told=True,
        asks="nothing",
        done="Đã lưu trữ hồ sơ.",
        turn=Turn("Đã công bố, chờ lưu trữ hồ sơ.", "Lưu trữ hồ sơ", _DEEDS),
    )

    begin = Move("Bắt đầu thực hiện", (Stage.PLANNING,), permissions.APPROVE_PLAN, Stage.WORKING, told=True)
    mark = Move("Lưu bản tự đánh giá", (Stage.SELF_ASSESSMENT,), permissions.SUBJECT, told=True)
    appraisal_marks = Move(
        "Lưu điểm thẩm định",
        (Stage.SUBMITTED, Stage.DIVISION_PROPOSED),
        permissions.APPRAISE,
        gates=_APPRAISING,
    )
    authority_marks = Move(
        "Lưu điểm của cấp có thẩm quyền",
        (Stage.COUNCIL,),
        permissions.MARK_AS_AUTHORITY,
        gates=(gates.differences_reasoned(Layer.AUTHORITY), gates.confirmed_by_appraiser),
    )
    return_ = Move(
        "Trả lại để hoàn chỉnh",
        _AT_UNIT,
        permissions.RETURN,
        Stage.SELF_ASSESSMENT,
        owes_reason=True,
        told=True,
        news=News(Kind.RETURNED, "Bản tự đánh giá {period} được trả lại để hoàn chỉnh", "assessment"),
    )
    return_to_unit = Move(
        "Trả lại đơn vị",
        _AT_PROVINCE,
        permissions.RETURN_FROM_PROVINCE,
        Stage.COUNCIL,
        owes_reason=True,
        asks="reason",
        done="Đã trả lại đơn vị.",
    )
    reopen = Move(
        "Mở lại để xem xét",
        AFTER_DECISION,
        permissions.DECIDE,
        Stage.COUNCIL,
        owes_reason=True,
        told=True,
        asks="reason",
        done=_REOPENED,
        news=News(Kind.RESULT, "Kết quả xếp loại {period} được mở lại để xem xét"),
    )
    reopen_at_province = Move(
        "Mở lại để xem xét",
        AFTER_DECISION,
        permissions.DECIDE_AT_PROVINCE,
        Stage.PROVINCE_APPRAISED,
        owes_reason=True,
        told=True,
        asks="reason",
        done=_REOPENED,
        news=News(Kind.RESULT, "Kết quả xếp loại {period} được mở lại để xem xét"),
    )
    follow_person = Move(
        "Đưa hồ sơ theo cán bộ",
        STILL_OPEN,
        permissions.SETTLE_CASES,
        _where_followed,
        told=True,
        queue=Queue(
            "Đưa hồ sơ theo cán bộ", "hồ sơ", "dossiers", "posts_settle", also=moved, asks="&moved=yes"
        ),
        leads="“Đã nộp” nếu đã nộp, trước đó giữ nguyên bước",
        done="Đã đưa hồ sơ theo cán bộ đến nơi giữ chức vụ.",
        news=News(Kind.ANSWERED, "Hồ sơ {period} được đưa về đơn vị theo bổ nhiệm"),
    )
    defer = Move(
        "Chưa đánh giá quý này (Mục 7.d)",
        BEFORE_DECISION,
        permissions.SET_ASIDE,
        Stage.DEFERRED,
        gates=(gates.deferral_grounded,),
        owes_reason=True,
        told=True,
        asks="deferral",
        done="Đã ghi: chưa đánh giá quý này (Mục 7.d).",
        button="Ghi chưa đánh giá quý này",
        news=News(Kind.ANSWERED, "Hồ sơ {period}: chưa đánh giá quý này (Mục 7.d)"),
    )
    exempt = Move(
        "Không bắt buộc đánh giá (Mục 3.3)",
        BEFORE_DECISION,
        permissions.SET_ASIDE,
        Stage.EXEMPT,
        gates=(gates.exemption_grounded,),
        owes_reason=True,
        told=True,
        asks="exemption",
        done="Đã ghi: không bắt buộc đánh giá (Mục 3.3).",
        button="Ghi không bắt buộc đánh giá",
        queue=Queue(
            "Xét không bắt buộc đánh giá (Mục 3.3)",
            "đồng chí",
            "dossiers",
            "dossier_deeds",
            also=unbound,
            asks="&unbound=yes",
            by=permissions.STAFF,
        ),
        news=News(Kind.ANSWERED, "Hồ sơ {period}: không bắt buộc đánh giá (Mục 3.3)"),
    )
    end = Move(
        "Kết thúc hồ sơ, không đánh giá",
        STILL_OPEN,
        permissions.SET_ASIDE,
        Stage.ENDED,
        owes_reason=True,
        told=True,
        asks="ending",
        queue=Queue(
            "Ghi kết thúc hồ sơ", "đồng chí", "dossiers", "dossier_deeds", also=left, asks="&left=yes"
        ),
        done="Đã ghi: kết thúc hồ sơ, không đánh giá quý này.",
        button="Ghi kết thúc hồ sơ",
        news=News(Kind.ANSWERED, "Hồ sơ {period} đã kết thúc, không đánh giá quý này"),
    )
    resume = Move(
        "Đưa trở lại đánh giá",
        SET_ASIDE,
        permissions.SET_ASIDE,
        _where_left,
        owes_reason=True,
        told=True,
        asks="reason",
        done="Đã đưa hồ sơ trở lại đánh giá.",
        news=News(Kind.ANSWERED, "Hồ sơ {period} được đưa trở lại đánh giá"),
    )

    def case(self, row: Dossier) -> Case:
        return Case(row)

    def arrive(self, row: Dossier, came_from: str) -> None:
        """Going back, what was said at later steps no longer stands; the person's own word stays theirs.

        Why a decision is taken up again tells what was decided: whoever is judged reads it where that was made known (Bước 6).
        """
        if came_from == Stage.DECIDED and row.stage not in AFTER_DECISION:
            row.hush()
        if row.stage != came_from and (came_from in SET_ASIDE or row.stage not in from_on(Stage(came_from))):
            for step in beyond(row.stage):
                if step.column and step.stage is not Stage.SELF_ASSESSMENT:
                    setattr(row, step.column, "")


DOSSIERS = Dossiers()


# The moves by which people are rated together, by the kind of list on which they are.
LISTED = {move.kind: move for move in DOSSIERS.moves.values() if isinstance(move, ListMove)}
