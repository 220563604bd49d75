"""A ward with a collective's result, and the people whom it limits."""

from types import SimpleNamespace
from typing import Any

from cadres.models import Duty
from config import clock
from evaluation.core.stages import CollectiveStage
from evaluation.core.steps import Stage
from evaluation.models import Assessment, CollectiveResult, Decision, Dossier, RatingList, RatingRow
from tests.evaluation.lists.rated_factories import a_rated_dossier
from tests.factories import PeriodFactory, a_ward, an_official

EMPTY = {"assigned": 0, "completed": 0, "exceeded": 0, "late": 0, "excused": 0, "excuse": ""}


def axes(**numbered: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Axis → counts as they are typed: `axes(a1={"assigned": 6, "completed": 5})`."""
    return {int(name[1:]): EMPTY | counts for name, counts in numbered.items()}


def a_collective_world(**values: Any) -> SimpleNamespace:
    """`a_ward` with Ban Tổ chức (`organisation`), who approves the ward's own result, and a `period`."""
    world = a_ward(**values)
    world.period = PeriodFactory()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    return world


def a_result(world: Any, unit: Any = None, *, stage: str = CollectiveStage.SUBMITTED, **counts: Any) -> Any:
    """A complete result of the division (or `unit`): 5 of 6 targets of axis 1 unless `counts` say otherwise."""
    approved = clock.now() if stage in (CollectiveStage.APPROVED, CollectiveStage.PUBLISHED) else None
    result = CollectiveResult.objects.create(
        unit=unit or world.division, period=world.period, stage=stage, rating="good", approved_at=approved
    )
    result.axes.create(axis=1, **{"assigned": 6, "completed": 5} | counts)
    return result


def seated(world: Any, role: str = "head", *, stage: str = Stage.COUNCIL, **values: Any) -> Dossier:
    """Somebody with a seat in the division's collective, whose own points give the band Xuất sắc."""
    dossier = a_rated_dossier(world.division, stage=stage, **values)
    dossier.seats.create(unit=world.division, leadership=role)
    points = dict.fromkeys(("general_points", "task_points", "total", "uncapped_total"), 0)
    Assessment.objects.create(dossier=dossier, layer="self", saved_at=clock.now(), **points)
    return dossier


def decided(dossier: Dossier, at: Any) -> Decision:
    """The decision on the dossier, at this instant."""
    place = {"period": dossier.period, "unit": dossier.managing_unit, "kind": "unit_decision"}
    rating_list, _ = RatingList.objects.get_or_create(**place)
    row = RatingRow.objects.create(rating_list=rating_list, dossier=dossier, rating="good")
    values = {"rating": "good", "total": 100, "snapshot": {}, "digest": "x"}
    return Decision.objects.create(dossier=dossier, row=row, decided_at=at, **values)
