"""7.b: the old unit is asked what it says of the work done there, and says it."""

from django.db import transaction

from cadres.machine import Refusal, Refused, lock
from cadres.models import Unit, User
from config import clock
from evaluation.circumstances.models import Remark
from evaluation.circumstances.moves import REMARKS
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import RemarkStage
from regulation.vocabulary import CaseKind


class NotTransferred(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Theo bổ nhiệm, đồng chí này không thuộc trường hợp của Mục 7.b: không có đơn vị cũ để hỏi."
        )


class AlreadyAsked(Refusal):
    def __init__(self, remark: Remark) -> None:
        super().__init__(f"Đã đề nghị {remark.from_unit} nhận xét, đang chờ đơn vị gửi.")


class Withdrawn(Refusal):
    """The new unit took its question back while the old one was writing."""

    def __init__(self) -> None:
        super().__init__("Đơn vị mới đã rút đề nghị nhận xét.")


@transaction.atomic
def ask_remark(dossier: Dossier, *, by: User, reason: str = "", seen: int | None = None) -> Dossier:
    """Ask the unit that the person left; asked again, with a reason, the old unit may amend what it sent."""
    with DOSSIERS.ask_remark(dossier, by=by, seen=seen, reason=reason) as dossier:
        changed = renew_cases(dossier)
        unit = old_unit(dossier)
        if unit is None:
            raise NotTransferred
        _ask(dossier, unit, reason)
        dossier.tell(old_unit=unit.name, **changed)
    refresh_figures(dossier)
    return dossier


def withdraw_remark(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Take back a question that the old unit has not answered; an answer stays."""
    with DOSSIERS.withdraw_remark(dossier, by=by, seen=seen) as dossier:
        remark = Remark.objects.select_for_update().filter(dossier=dossier, stage=RemarkStage.ASKED).first()
        if remark is None:
            raise Refused([owed("no-remark", "7.b", "Không có đề nghị nào đang chờ đơn vị cũ.")])
        remark.delete()
        dossier.tell(old_unit=remark.from_unit.name)
    return dossier


@transaction.atomic
def give_remark(
    remark: Remark, *, text: str, rating: str = "", document: str = "", by: User, seen: int | None = None
) -> Remark:
    """The old unit's remark on the work done there, and the level that it would propose."""
    lock(remark.dossier)
    if not Remark.objects.filter(pk=remark.pk).exists():
        raise Withdrawn
    with REMARKS.give(remark, by=by, seen=seen) as remark:
        if not text.strip():
            raise Refused([owed("no-text", "7.b", "Chưa ghi nhận xét, đánh giá kết quả ở đơn vị cũ.")])
        remark.text, remark.rating, remark.document = text, rating, document
        remark.given_at = clock.now()
        remark.tell(old_unit=remark.from_unit.name)
    refresh_figures(remark.dossier)
    return remark


def old_unit(dossier: Dossier) -> Unit | None:
    """The managing unit left, as the settled case of 7.b names it by its code."""
    codes = [case["from_unit"] for case in dossier.cases if case["kind"] == CaseKind.TRANSFERRED]
    return Unit.objects.without_tree_fields().filter(code__in=codes).first()


def _ask(dossier: Dossier, unit: Unit, reason: str) -> None:
    """Put the question; what another unit said before is no answer to it."""
    remark = Remark.objects.filter(dossier=dossier).first() or Remark(dossier=dossier, version=0)
    _refuse_asking(remark, unit, reason)
    if remark.from_unit_id != unit.pk:
        remark.text = remark.rating = remark.document = ""
    remark.from_unit, remark.stage, remark.asked_at = unit, RemarkStage.ASKED, clock.now()
    remark.version += 1
    remark.save()


def _refuse_asking(remark: Remark, unit: Unit, reason: str) -> None:
    if remark.from_unit_id != unit.pk:
        return
    if remark.stage == RemarkStage.ASKED:
        raise AlreadyAsked(remark)
    if not reason.strip():
        raise Refused([owed("no-reason", "7.b", "Đề nghị nhận xét lại cần ghi rõ điều cần bổ sung.")])
