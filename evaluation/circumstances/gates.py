"""What must be there before a circumstance is lifted, or an old unit's remark is given."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Subquery

from evaluation.circumstances.models import DossierCircumstance, Remark
from evaluation.core.facts import deferrals
from evaluation.core.facts.around import in_force
from evaluation.core.gates.owed import owed
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import AFTER_DECISION, BEFORE_DECISION
from regulation.findings import Finding
from regulation.vocabulary import Circumstance


def decisions_keep_their_ground(circumstance: DossierCircumstance) -> Iterable[Finding]:
    """Lifting changes no quarter that is decided on it: remedied later than that, or the dossier is reopened first.

    On what was recorded after the decision in force nothing was decided (open-questions 33): it is annulled at any time.
    """
    last = _decided_until(circumstance)
    lifted = circumstance.lifted_on
    if last and not (circumstance.kind == Circumstance.SHORTCOMING and lifted and lifted > last):
        yield owed(
            "decided",
            "366.11",
            f"Quý kết thúc ngày {last:%d/%m/%Y} đã có quyết định xếp loại dựa trên tình tiết này: phải mở lại hồ sơ "
            "trước, hoặc (với hạn chế, khuyết điểm) ngày khắc phục phải sau ngày đó.",
        )


def bears_on_nothing_decided(circumstance: DossierCircumstance) -> Iterable[Finding]:
    """What is recorded today changes no quarter that is decided: a shortcoming would reach into later ones too.

    A ground of QĐ 366 changes none either: of it the deciding level is asked (open-questions 33).
    """
    if Circumstance(circumstance.kind).is_ground:
        return
    decided = circumstance.cadre.dossiers.filter(stage__in=AFTER_DECISION).select_related("period")
    quarters = [one.period.quarter for one in decided if in_force(circumstance, one)]
    if quarters:
        last = max(quarters)
        yield owed(
            "decided",
            "366.11",
            f"{last.label} đã có quyết định xếp loại mà tình tiết này sẽ làm thay đổi: ghi ở hồ sơ của quý sau, "
            "hoặc mở lại hồ sơ đó trước.",
        )


def _decided_until(circumstance: DossierCircumstance) -> date | None:
    """The last day of the last decided quarter on which the circumstance bears, its own or a later one.

    A shortcoming bears on every later one, another on the one in which its quarter is considered that was not rated (7.d).
    """
    decided = circumstance.cadre.dossiers.filter(stage__in=AFTER_DECISION).select_related("period", "cadre")
    decided = decided.exclude(pk__in=_decided_before(circumstance).values("pk")).prefetch_related(deferrals())
    bearing = [
        dossier.period.quarter
        for dossier in decided
        if dossier.pk == circumstance.dossier_id or _reaches(circumstance, dossier)
    ]
    return max(bearing).last_day if bearing else None


def _reaches(circumstance: DossierCircumstance, dossier: Dossier) -> bool:
    """Whether it bears on another quarter than its own."""
    if circumstance.kind == Circumstance.SHORTCOMING:
        return dossier.period.quarter > circumstance.dossier.period.quarter
    return in_force(circumstance, dossier)


def _decided_before(circumstance: DossierCircumstance) -> DossierQuerySet:
    """The person's dossiers whose decision in force was made before the circumstance was recorded."""
    told = {"deed": DOSSIERS.record_circumstance.name, "changes__row": circumstance.pk}
    recorded = circumstance.dossier.history.filter(**told).values("at")
    in_force = {"decisions__superseded_at": None, "decisions__decided_at__lt": Subquery(recorded[:1])}
    return Dossier.objects.filter(cadre=circumstance.cadre_id, **in_force)


def remark_in_time(remark: Remark) -> Iterable[Finding]:
    """7.b: the old unit speaks for the decision to come."""
    if remark.dossier.stage not in BEFORE_DECISION:
        yield owed(
            "decided", "7.b", "Hồ sơ đã có quyết định hoặc không đánh giá quý này: không cần nhận xét nữa."
        )
