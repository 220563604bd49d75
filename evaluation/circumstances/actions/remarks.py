"""7.b: the old unit is asked what it says of the work done there, and says it."""

from typing import Any

from django.db import transaction

from cadres.machine import Refusal, Refused, lock
from cadres.models import Unit
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
def ask_remark(dossier: Dossier, *, by: Any, reason: str = "", seen: int | None = None) -> Dossier:
    """Ask the unit that the person left; asked again, with a reason, the old unit may amend what it sent."""

    def write(dossier: Dossier) -> dict[str, Any]:
        changed = renew_cases(dossier)
        unit, remark = old_unit(dossier), Remark.objects.filter(dossier=dossier).first()
        if unit is None:
            raise NotTransferred
        remark = remark or Remark(dossier=dossier, version=0)
        _refuse_asking(remark, unit, reason)
        if remark.from_unit_id != unit.pk:
            remark.text = remark.rating = remark.document = ""
        remark.from_unit, remark.stage, remark.asked_at = unit, RemarkStage.ASKED, clock.now()
        remark.version += 1
        remark.save()
        return {"old_unit": unit.name} | changed

    dossier = DOSSIERS.perform("ask_remark", dossier, by=by, seen=seen, reason=reason, write=write)
    refresh_figures(dossier)
    return dossier


def withdraw_remark(dossier: Dossier, *, by: Any, seen: int | None = None) -> Dossier:
    """Take back a question that the old unit has not answered; an answer stays."""

    def write(dossier: Dossier) -> dict[str, Any]:
        remark = Remark.objects.select_for_update().filter(dossier=dossier, stage=RemarkStage.ASKED).first()
        if remark is None:
            raise Refused([owed("no-remark", "7.b", "Không có đề nghị nào đang chờ đơn vị cũ.")])
        remark.delete()
        return {"old_unit": remark.from_unit.name}

    return DOSSIERS.perform("withdraw_remark", dossier, by=by, seen=seen, write=write)


@transaction.atomic
def give_remark(
    remark: Remark, *, text: str, rating: str = "", document: str = "", by: Any, seen: int | None = None
) -> Remark:
    """The old unit's remark on the work done there, and the level that it would propose."""
    lock(remark.dossier)
    asked = Remark.objects.filter(pk=remark.pk).first()
    if asked is None:
        raise Withdrawn

    def write(remark: Remark) -> dict[str, Any]:
        if not text.strip():
            raise Refused([owed("no-text", "7.b", "Chưa ghi nhận xét, đánh giá kết quả ở đơn vị cũ.")])
        remark.text, remark.rating, remark.document = text, rating, document
        remark.given_at = clock.now()
        return {"old_unit": remark.from_unit.name}

    remark = REMARKS.perform("give", asked, by=by, seen=seen, write=write)
    refresh_figures(remark.dossier)
    return remark


def old_unit(dossier: Dossier) -> Unit | None:
    """The managing unit left, as the settled case of 7.b names it by its code."""
    codes = [case["from_unit"] for case in dossier.cases if case["kind"] == CaseKind.TRANSFERRED]
    return Unit.objects.without_tree_fields().filter(code__in=codes).first()


def _refuse_asking(remark: Remark, unit: Unit, reason: str) -> None:
    if remark.pk is None or remark.from_unit_id != unit.pk:
        return
    if remark.stage == RemarkStage.ASKED:
        raise AlreadyAsked(remark)
    if not reason.strip():
        raise Refused([owed("no-reason", "7.b", "Đề nghị nhận xét lại cần ghi rõ điều cần bổ sung.")])
