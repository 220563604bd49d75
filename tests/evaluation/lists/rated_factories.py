"""Dossiers that stand just before a list: marked, appraised, heard by the council."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import CouncilOpinion, CouncilSession, Dossier, KeyResponse, RatingList
from tests.factories import (
    AxisWeightFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    TaskMarkFactory,
    a_ward,
    an_official,
)


def a_rated_dossier(
    unit: Any, *, stage: str = Stage.COUNCIL, done: int = 1, late: bool = False, **values: Any
) -> Dossier:
    """All points (100) on one key task that was answered (Bước 3) and exceeds what was asked (2.3): Xuất sắc is permitted.

    `done=0` leaves it undone (6.1); `late=True` marks it late, which warns from Tốt on (Phụ lục 2).
    """
    given = {
        "self_rating": "good",
        "appraisal_rating": "good",
        "total": Decimal(100),
        "uncapped_total": Decimal(100),
    }
    if stage not in (Stage.SUBMITTED, Stage.APPRAISED):
        given["council_rating"] = "good"
    dossier = DossierFactory(unit=unit, stage=stage, **given | values)
    AxisWeightFactory(plan=dossier.plan)
    task = PlanTaskFactory(plan=dossier.plan, title="Báo cáo tháng", is_key=True)
    timeliness = Decimal("0.75") if late else Decimal(1)
    TaskMarkFactory(task=task, done=Decimal(done), quality=Decimal("1.2"), timeliness=timeliness)
    KeyResponse.objects.create(task=task, layer="appraisal", level="2")
    if "council_rating" in given:
        CouncilOpinion.objects.create(dossier=dossier, session=a_session(dossier), rating="good")
    ensure_list_for(dossier)
    return dossier


def on_leave(dossier: Dossier, kind: str = "on_leave") -> Dossier:
    """The dossier, its special cases settled as sick leave of two months (7.d), or as another case."""
    case = {"kind": kind, "since": "2026-10-05", "sentence": "Nghỉ ốm từ ngày 05/10/2026."}
    dossier.cases = [case]
    dossier.save(update_fields=["cases"])
    return dossier


def a_session(dossier: Dossier) -> CouncilSession:
    return CouncilSession.objects.get_or_create(
        period=dossier.period,
        unit=dossier.managing_unit,
        defaults={"held_on": dossier.period.quarter.last_day, "present": 5, "minutes_number": "12-BB/HĐ"},
    )[0]


def a_list(count: int = 3, **values: Any) -> SimpleNamespace:
    """A ward (see `a_ward`) with `count` dossiers ready for its list of tier 3.2: `dossiers`, `list`, `rows` to save."""
    world = a_ward()
    world.period = PeriodFactory()
    names = (f"Nguyễn Văn {chr(ord('A') + number % 26)} {number}" for number in range(count))
    world.dossiers = [a_rated_dossier(world.division, cadre__full_name=name, **values) for name in names]
    world.list = RatingList.objects.get(unit=world.ward) if count else None
    world.rows = {dossier.pk: good() for dossier in world.dossiers}
    return world


def good(**values: Any) -> dict[str, Any]:
    """A lawful row: Tốt, below the suggestion, with its reason."""
    return {"rating": "good", "reason": "Theo ý kiến của tập thể"} | values


def excellent(**values: Any) -> dict[str, Any]:
    return {"rating": "excellent", "summary": "Hoàn thành vượt mức mọi nhiệm vụ"} | values


def a_province_list(count: int = 1, **values: Any) -> SimpleNamespace:
    """`count` people of tier 3.1 of one ward, appraised by the province: `list` is the secretariat's."""
    world = a_ward()
    world.period = PeriodFactory()
    world.secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, world.province)
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    options = {"stage": Stage.PROVINCE_APPRAISED, "proposed_rating": "good", "provincial": True} | values
    world.dossiers = [a_rated_dossier(world.ward, **options) for _ in range(count)]
    world.list = RatingList.objects.get(unit=world.province)
    world.rows = {dossier.pk: good() for dossier in world.dossiers}
    return world


def organisation(world: SimpleNamespace) -> Any:
    """Somebody of Ban Tổ chức Tỉnh ủy, who records what allows a list more than 20 %."""
    return an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
