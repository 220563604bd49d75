"""What bears on a rating beside the marks, recorded with its document, and what lifts it again."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cadres.machine import Refused
from cadres.models import Cadre, User
from config import clock
from evaluation.circumstances.gates import bears_on_nothing_decided
from evaluation.circumstances.models import DossierCircumstance
from evaluation.circumstances.moves import CIRCUMSTANCES
from evaluation.core.actions.figures import refresh_each
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import AFTER_DECISION
from regulation.facts import Recorded
from regulation.findings import Finding
from regulation.vocabulary import Circumstance

# What the page records with one form each.
KINDS = {
    "shortcoming": (Circumstance.SHORTCOMING,),
    "ground": tuple(kind for kind in Circumstance if kind.is_ground),
    "party_cell": (Circumstance.PARTY_CELL,),
    "both_posts": (Circumstance.BOTH_POSTS,),
    "other_case": (Circumstance.OTHER_CASE,),
}
DOCUMENTED = (*KINDS["ground"], Circumstance.OTHER_CASE)
PAPERS = tuple(kind for kind in Circumstance if kind.is_paper)


@transaction.atomic
def record_circumstance(
    dossier: Dossier,
    *,
    kind: str,
    text: str,
    on: date,
    document: str = "",
    treatment: str = "",
    by: User,
    seen: int | None = None,
) -> DossierCircumstance:
    """Record a shortcoming, a ground of QĐ 366 Điều 11 khoản 4, or a paper that Mục 7 asks for; it bears at once."""
    dossier.cadre.dossiers.locked()  # whichever this bears on is refreshed in the end
    row = DossierCircumstance(kind=kind, text=text, on=on, document=document, treatment=treatment)
    with DOSSIERS.record_circumstance(dossier, by=by, seen=seen) as dossier:
        row.dossier, row.cadre = dossier, dossier.cadre
        if missing := [*_missing(row, dossier), *bears_on_nothing_decided(row)]:
            raise Refused(missing)
        row.save()
        dossier.tell(circumstance=told(row), row=row.pk)
        if Circumstance(row.kind).is_paper:
            dossier.hush()  # words of others in which the person is judged
    _refresh_undecided(row.cadre)
    return row


@transaction.atomic
def lift_circumstance(
    row: DossierCircumstance, *, text: str, on: date, document: str = "", by: User, seen: int | None = None
) -> DossierCircumstance:
    """The competent authority confirms that a shortcoming is remedied, or that what was recorded is annulled."""
    row.cadre.dossiers.locked()
    with CIRCUMSTANCES.lift(row, by=by, seen=seen, reason=text) as row:
        row.lifted_on, row.lifted_text, row.lifted_document = on, text, document
        if missing := list(_missing_to_lift(row, on)):
            raise Refused(missing)
        row.tell(circumstance=told(row), paper=document, row=row.pk)
        if Circumstance(row.kind).is_paper:
            row.hush()
    _refresh_undecided(row.cadre)
    return row


def is_charged(dossier: Dossier) -> bool:
    """QĐ 366 Điều 11, khoản 4: whether the person held, in the quarter, a post charged with the five basic targets."""
    quarter = dossier.period.quarter
    return dossier.cadre.has_basic_targets(quarter.first_day, quarter.last_day)


def told(row: DossierCircumstance) -> str:
    """Hạn chế, khuyết điểm đã được chỉ ra: “Chậm kê khai” (Kết luận số 12, ngày 02/05/2026)"""
    return (
        f"{row.get_kind_display()}: {Recorded(Circumstance(row.kind), row.text, row.document, row.on).told}"
    )


def _missing(row: DossierCircumstance, dossier: Dossier) -> Iterable[Finding]:
    if not row.text.strip():
        yield owed("no-text", "366.11", "Chưa ghi nội dung.")
    if row.kind in DOCUMENTED and not row.document.strip():
        yield owed("no-document", "366.11.4", f"{row.get_kind_display()}: cần ghi số, ngày văn bản.")
    if row.kind == Circumstance.OTHER_CASE and not row.treatment:
        yield owed("no-treatment", "7.e", "Chưa chọn cách xử lý theo văn bản.")
    if row.on > clock.today():
        yield owed("future", "366.11", "Ngày ghi không thể ở tương lai.")
    quarter = dossier.period.quarter
    if row.kind == Circumstance.BASIC_TARGETS and not is_charged(dossier):
        yield owed(
            "not-charged",
            "366.11.4",
            f"Căn cứ: đồng chí {dossier.cadre.full_name} không giữ chức vụ được giao 05 chỉ tiêu kinh tế - xã hội cơ bản "
            f"trong {quarter.label}, không ghi căn cứ này được.",
            lifted_by="Đánh dấu ở chức vụ được giao các chỉ tiêu này, do người quản trị dữ liệu nền ghi.",
        )
    if row.kind == Circumstance.SHORTCOMING and row.on > quarter.last_day:
        yield owed("later", "366.11.1", f"Được chỉ ra sau {quarter.label}: ghi ở hồ sơ của quý sau.")


def _missing_to_lift(row: DossierCircumstance, on: date) -> Iterable[Finding]:
    if row.kind not in PAPERS and not row.lifted_document.strip():
        yield owed("no-document", "366.11", "Cần ghi số, ngày văn bản xác nhận khắc phục hoặc hủy bỏ.")
    if not row.on <= on <= clock.today():
        yield owed(
            "lifted-on",
            "366.11",
            f"Ngày khắc phục, hủy bỏ phải từ ngày {row.on:%d/%m/%Y} đến hôm nay.",
        )


def _refresh_undecided(cadre: Cadre) -> None:
    """A shortcoming bears on every later quarter too: each that is not decided yet is judged anew.

    All of them are held by then, so that no figures are written over those of a newer mark.
    """
    refresh_each(Dossier.objects.filter(cadre=cadre).exclude(stage__in=AFTER_DECISION))
