"""The life of an objective reason (6.1)."""

from django.db.models import Q

from cadres.machine import Machine
from cadres.models import User
from evaluation.core import gates, permissions
from evaluation.core.case import Case
from evaluation.core.moves import Move, News, Queue
from evaluation.core.stages import ExcuseStage
from evaluation.marks.models import Excuse
from notices.models import Kind
from regulation.deadlines import Window

_WAY = "plan__tasks__excuse__task"


class Excuses(Machine):
    confirm = Move(
        "Xác nhận lý do khách quan, bất khả kháng",
        (ExcuseStage.PROPOSED,),
        permissions.CONFIRM_EXCUSE,
        ExcuseStage.APPROVED,
        gates=(gates.before_decision,),
        told=True,
        queue=Queue(
            "Xác nhận lý do khách quan", "hồ sơ", "dossiers", "excuse", piece=_WAY, asks="&excuse=proposed"
        ),
        done="Đã xác nhận lý do khách quan của nhiệm vụ “{task}”.",
        button="Xác nhận lý do khách quan",
        news=News(Kind.ANSWERED, "Lý do khách quan nêu ở {period} được xác nhận", "excuse", "task_id"),
    )
    support = Move(
        "Thống nhất lý do khách quan, đề nghị tỉnh xác nhận",
        (ExcuseStage.PROPOSED,),
        permissions.SUPPORT_EXCUSE,
        ExcuseStage.SUPPORTED,
        gates=(gates.before_decision,),
        told=True,
        queue=Queue(
            "Cho ý kiến về lý do khách quan",
            "hồ sơ",
            "dossiers",
            "excuse",
            piece=_WAY,
            asks="&excuse=proposed",
        ),
        done="Đã ghi ý kiến thống nhất; lý do khách quan của nhiệm vụ “{task}” chờ tỉnh xác nhận.",
        button="Thống nhất, đề nghị tỉnh xác nhận",
        news=News(
            Kind.ANSWERED,
            "Lý do khách quan nêu ở {period} được đơn vị thống nhất, chờ tỉnh xác nhận",
            "excuse",
            "task_id",
        ),
    )
    refuse = Move(
        "Không xác nhận lý do khách quan",
        (ExcuseStage.PROPOSED,),
        permissions.ANSWER_EXCUSE,
        ExcuseStage.REFUSED,
        gates=(gates.before_decision,),
        owes_reason=True,
        told=True,
        done="Đã từ chối xác nhận lý do khách quan của nhiệm vụ “{task}”.",
        news=News(Kind.ANSWERED, "Lý do khách quan nêu ở {period} không được xác nhận", "excuse", "task_id"),
    )
    confirm_at_province = Move(
        "Tỉnh xác nhận lý do khách quan, bất khả kháng",
        (ExcuseStage.SUPPORTED, ExcuseStage.REFUSED),  # the unit's no is an opinion too
        permissions.CONFIRM_EXCUSE_AT_PROVINCE,
        ExcuseStage.APPROVED,
        gates=(gates.before_decision,),
        told=True,
        queue=Queue(
            "Xác nhận lý do khách quan",
            "hồ sơ",
            "dossiers",
            "excuse",
            window=Window.REPORT,
            piece=_WAY,
            asks="&excuse=supported",
            also=Q(plan__tasks__excuse__stage=ExcuseStage.SUPPORTED),
            by=permissions.APPRAISE_AT_PROVINCE,
        ),
        phrase="xác nhận lý do khách quan, bất khả kháng",
        done="Đã xác nhận lý do khách quan của nhiệm vụ “{task}”.",
        button="Xác nhận lý do khách quan",
        news=News(Kind.ANSWERED, "Lý do khách quan nêu ở {period} được tỉnh xác nhận", "excuse", "task_id"),
    )
    refuse_at_province = Move(
        "Tỉnh không xác nhận lý do khách quan",
        (ExcuseStage.SUPPORTED,),
        permissions.CONFIRM_EXCUSE_AT_PROVINCE,
        ExcuseStage.REFUSED,
        gates=(gates.before_decision,),
        owes_reason=True,
        told=True,
        phrase="không xác nhận lý do khách quan",
        done="Đã từ chối xác nhận lý do khách quan của nhiệm vụ “{task}”.",
        news=News(
            Kind.ANSWERED, "Lý do khách quan nêu ở {period} không được tỉnh xác nhận", "excuse", "task_id"
        ),
    )

    def case(self, row: Excuse) -> Case:
        return Case(row.matter)


EXCUSES = Excuses()
CONFIRMING = (EXCUSES.confirm, EXCUSES.confirm_at_province)


def answers_to(excuse: Excuse, by: User | None = None) -> tuple[Move, Move]:
    """Yes and no, as whoever is to answer it now says them: the unit, and of tier 3.1 the province after it.

    As `by` says them, where that is known: who answers twice is told that it is done, and not that they have no right.
    """
    provincial = excuse.matter.is_provincial
    after_unit = provincial and excuse.stage != ExcuseStage.PROPOSED
    if after_unit and (by is None or EXCUSES.confirm_at_province.allows(by, excuse)):
        return EXCUSES.confirm_at_province, EXCUSES.refuse_at_province
    return EXCUSES.support if provincial else EXCUSES.confirm, EXCUSES.refuse


def is_opinion(excuse: Excuse, move: Move) -> bool:
    """Of tier 3.1 what the unit says, yes or no; the province's answer comes after it."""
    return excuse.matter.is_provincial and move in (EXCUSES.support, EXCUSES.refuse)
