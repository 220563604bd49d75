"""7.b: the old unit is asked what it says of the work done there, and says it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from cadres.machine import Refusal, Refused, Vanished, lock
from cadres.models import Unit, User
from config import clock
from evaluation.circumstances.models import Remark
from evaluation.circumstances.moves import REMARKS
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.facts.around import cases
from evaluation.core.facts.posts import stands_elsewhere
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import RemarkStage
from notices.actions import supersede
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NotTransferred(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Theo bổ nhiệm, đồng chí này không thuộc trường hợp của Mục 7.b: không có đơn vị cũ để hỏi."
        )


class NotFollowed(Refusal):
    """The dossier stands where it was left: the old unit would be asked of itself."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(
            f"Hồ sơ còn ở {dossier.managing_unit}, đồng chí giữ chức vụ ở đơn vị khác: đưa hồ sơ theo cán bộ trước, "
            "khi đó các đơn vị cũ được đề nghị nhận xét."
        )


class AlreadyAsked(Refusal):
    def __init__(self, unit: Unit) -> None:
        super().__init__(f"Đã đề nghị {unit} nhận xét, đang chờ đơn vị gửi.")


class Withdrawn(Vanished):
    """The new unit took its question back while the old one was writing."""

    def __init__(self) -> None:
        super().__init__("Đơn vị mới đã rút đề nghị nhận xét.")


@transaction.atomic
def ask_remark(
    dossier: Dossier, *, by: User, unit: Unit | None = None, reason: str = "", seen: int | None = None
) -> Dossier:
    """Ask each unit that the person left within the quarter and that was not asked yet.

    One `unit` that has spoken is asked again with a reason; it may then amend what it sent.
    """
    with DOSSIERS.ask_remark(dossier, by=by, seen=seen, reason=reason) as dossier:
        changed = renew_cases(dossier)
        left = old_units(dossier)
        if stands_elsewhere(dossier):
            raise NotFollowed(dossier)
        if not left or unit and not {unit, unit.managing} & set(left):
            raise NotTransferred
        new = [] if unit else ask_each(dossier, left)
        asked = new or [_ask_again(dossier, unit or left[-1], reason)]
        dossier.tell(old_unit="; ".join(one.name for one in asked), **changed)
    refresh_figures(dossier)
    return dossier


def withdraw_remark(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Take back the questions that old units have not answered; an answer stays."""
    with DOSSIERS.withdraw_remark(dossier, by=by, seen=seen) as dossier:
        waiting = list(_open(dossier))
        if not waiting:
            raise Refused([owed("no-remark", "7.b", "Không có đề nghị nào đang chờ đơn vị cũ.")])
        _take_back(waiting)
        dossier.tell(old_unit="; ".join(remark.from_unit.name for remark in waiting))
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


def old_units(dossier: Dossier) -> list[Unit]:
    """The managing units left, as the settled case of 7.b names them by their codes, in order of time."""
    codes = [unit.key for case in cases(dossier) for unit in case.from_units]
    found = {unit.code: unit for unit in Unit.objects.without_tree_fields().filter(code__in=codes)}
    return [found[code] for code in codes if code in found]


def ask_each(dossier: Dossier, units: Sequence[Unit]) -> list[Unit]:
    """Within another deed: put the question to those not asked yet; a question to a unit that was none is taken back."""
    take_back_loose(dossier, units)
    asked = frozenset().union(*(one.speaks_for for one in Remark.objects.filter(dossier=dossier)))
    new = [unit for unit in units if unit.code not in asked]
    for unit in new:
        Remark.objects.create(dossier=dossier, from_unit=unit, asked_at=clock.now())
    return new


def take_back_loose(dossier: Dossier, units: Iterable[Unit]) -> list[Remark]:
    """Within another deed: questions to units that are none of these, which were left, are taken back; which those were."""
    left = {unit.code for unit in units}
    loose = [one for one in _open(dossier) if left.isdisjoint(one.speaks_for)]
    _take_back(loose)
    return loose


def keep_as_remark(dossier: Dossier, unit: Unit, text: str, rating: str) -> None:
    """Within another deed: what a unit has appraised is its remark; what it had said before stays beneath, in its words.

    It answers a question that waits for it, too.
    """
    remark = _held(dossier).filter(from_unit=unit).first()
    if remark is None:
        remark = Remark(dossier=dossier, from_unit=unit, asked_at=clock.now())
    else:
        remark.version += 1
    remark.text = "\n".join((text, *_said_before(remark, text)))
    remark.stage, remark.rating, remark.given_at = RemarkStage.GIVEN, rating or remark.rating, clock.now()
    remark.save()


def _said_before(remark: Remark, text: str) -> tuple[str, ...]:
    if remark.given_at is None or text in remark.text:
        return ()
    level = f", mức {Rating(remark.rating).short}" if remark.rating else ""
    return (
        f"Nhận xét trước đó, gửi ngày {remark.given_at.astimezone(clock.HERE):%d/%m/%Y}{level}:",
        remark.text,
    )


def _held(dossier: Dossier) -> "QuerySet[Remark]":
    """What old units were asked and have said, held until the transaction ends."""
    return Remark.objects.select_related(None).select_for_update().filter(dossier=dossier)


def _open(dossier: Dossier) -> "QuerySet[Remark]":
    """The questions that wait for an answer."""
    return _held(dossier).filter(stage=RemarkStage.ASKED)


def _take_back(waiting: Iterable[Remark]) -> None:
    """A question that was never answered goes; one that was asked again leaves the answer as it stood. Nobody need read of it."""
    for remark in waiting:
        supersede(remark.about)
        if remark.given_at is None:
            remark.delete()
        else:
            remark.stage = RemarkStage.GIVEN
            remark.save(update_fields=["stage"])


def _ask_again(dossier: Dossier, unit: Unit, reason: str) -> Unit:
    spoken = [one for one in Remark.objects.filter(dossier=dossier) if unit.code in one.speaks_for]
    remark = min(spoken, key=lambda one: one.from_unit_id != unit.pk, default=None)
    if remark is None or remark.stage == RemarkStage.ASKED:
        raise AlreadyAsked(unit)
    if not reason.strip():
        raise Refused([owed("no-reason", "7.b", "Đề nghị nhận xét lại cần ghi rõ điều cần bổ sung.")])
    remark.stage, remark.asked_at = RemarkStage.ASKED, clock.now()
    remark.version += 1
    remark.save()
    return unit
