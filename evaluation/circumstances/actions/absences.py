"""Stretches in which somebody was away or under inspection (Mục 7.d), recorded through the dossier of a quarter."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cadres.fields import check_alone
from cadres.machine import Refused, lock
from cadres.models import Absence, User
from evaluation.core.actions.cases import renew_cases
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from regulation.vocabulary import AbsenceKind


@transaction.atomic
def record_absence(
    dossier: Dossier,
    *,
    kind: str,
    valid_from: date,
    valid_until: date | None = None,
    document: str = "",
    by: User,
    seen: int | None = None,
) -> Dossier:
    """Record a stretch, open-ended where its end is not known yet; the special cases are read anew at once.

    A decided dossier keeps those by which it was decided: of an inspection (7.d) the deciding level is then asked.
    """
    dossier.cadre.dossiers.locked()  # an inspection is weighed against every quarter that is decided
    row = Absence(kind=kind, valid_from=valid_from, valid_until=valid_until, document=document)
    with DOSSIERS.record_absence(dossier, by=by, seen=seen) as dossier:
        _in_order(row)
        _of_the_undecided(row, dossier)
        row.cadre = lock(dossier.cadre)  # whoever is rating this person in another quarter is waited for
        _alone(row)
        row.save()
        dossier.tell(absence=told(row), **({} if dossier.is_decided else renew_cases(dossier)))
    return dossier


def end_absence(
    dossier: Dossier,
    absence: Absence,
    *,
    valid_until: date,
    document: str | None = None,
    by: User,
    seen: int | None = None,
) -> Dossier:
    """Say on which day it ended, or another day than was said; a decided quarter keeps what it was decided by.

    Without a `document` named, that of the record stays.
    """
    with DOSSIERS.end_absence(dossier, by=by, seen=seen) as dossier:
        lock(dossier.cadre)
        row = lock(absence)
        row.valid_until, row.document = valid_until, row.document if document is None else document
        _in_order(row)
        _alone(row)
        row.save()
        dossier.tell(absence=told(row), **renew_cases(dossier))
    return dossier


def told(row: Absence) -> str:
    """Nghỉ ốm từ ngày 05/10/2026 đến ngày 31/12/2026 (Giấy ra viện số 12)"""
    until = f"đến ngày {row.valid_until:%d/%m/%Y}" if row.valid_until else "(chưa có ngày kết thúc)"
    source = f" ({row.document})" if row.document else ""
    return f"{row.get_kind_display()} từ ngày {row.valid_from:%d/%m/%Y} {until}{source}"


def _of_the_undecided(row: Absence, dossier: Dossier) -> None:
    if dossier.is_decided and row.kind != AbsenceKind.INSPECTION:
        sentence = (
            f"{dossier.period} đã có quyết định xếp loại: chỉ ghi thêm được việc kiểm tra dấu hiệu vi phạm; "
            "trường hợp khác thì mở lại hồ sơ trước."
        )
        raise Refused([owed("decided", "7.d", sentence)])


def _alone(row: Absence) -> None:
    """One stretch is recorded once; the sentence names the other row."""
    try:
        check_alone(row, "cadre_id", "kind")
    except ValidationError as problem:
        raise Refused([owed("absence-dates", "7.d", problem.messages[0])]) from problem


def _in_order(row: Absence) -> None:
    if row.valid_until and row.valid_until < row.valid_from:
        sentence = f"Ngày kết thúc phải từ ngày bắt đầu {row.valid_from:%d/%m/%Y} trở đi."
        raise Refused([owed("absence-dates", "7.d", sentence)])
