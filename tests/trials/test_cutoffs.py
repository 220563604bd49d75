"""To the microsecond, wherever the server stands: who came late is the same on every page and paper."""

from datetime import timedelta
from random import Random

import pytest

from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Receipt
from tests.factories import PeriodFactory, a_ward
from tests.trials import readings
from tests.trials.plans import a_plan, hand_in
from tests.trials.processes import Visitor, so_many

pytestmark = [pytest.mark.postgres, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]
ZONES = ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"]
SECONDS = 2_000_000  # microseconds before and after
NEAREST = [-1, 0, 1]
BY_ROAD = so_many(short=12, long=200)  # handed in at the server
AS_ROWS = so_many(short=12, long=1600)  # written as the server would have: with them 10,000 in three zones


@pytest.fixture(params=ZONES)
def world(installation, request):
    """A server whose process and whose session of the database stand in this zone; `staff` reads it."""
    world = a_ward()
    world.period, world.chance = PeriodFactory(), Random(request.param)
    world.port = installation.server(TZ=request.param, TRIAL_ZONE=request.param)
    world.staff = Visitor(world.staff, world.port)
    assert world.staff.get("/trial-zone/").text == f"{request.param} {request.param}"
    return world


def around(closes_at, number, chance):
    """So many instants, each with whether it is late: the first of them as near to the cutoff as an instant can be."""
    offsets = NEAREST + [chance.randint(-SECONDS, SECONDS) for _ in range(number - len(NEAREST))]
    return [(closes_at + timedelta(microseconds=offset), offset >= 0) for offset in offsets]


def by_road(world):
    for moment, late in around(world.period.plan_closes_at, BY_ROAD, world.chance):
        dossier = a_plan(world, world.period)
        assert hand_in(dossier, world.port, **{"X-Trial-Arrives": moment.isoformat()}).status == 302
        yield dossier, late


def plans(world):
    for moment, late in around(world.period.plan_closes_at, AS_ROWS, world.chance):
        dossier = a_plan(world, world.period, plan__stage=PlanStage.SUBMITTED, plan__arrived_at=moment)
        yield received(dossier, "plan", moment), late


def self_assessments(world):
    for moment, late in around(world.period.dossier_closes_at, AS_ROWS, world.chance):
        dossier = a_plan(world, world.period, approved_plan=True, arrived_at=moment, stage=Stage.SUBMITTED)
        yield received(dossier, "dossier", moment), late


def received(dossier, window, moment):
    Receipt.objects.create(dossier=dossier, window=window, arrived_at=moment, by=dossier.cadre.user)
    return dossier


def late_of(found):
    return {dossier.pk for dossier, late in found if late}


def told_alike(reader, found, *, window, what, form):
    """On the list, by its filter, on the overview, on receipts and in files; on paper those nearest to the cutoff."""
    dossiers, nearest = [dossier for dossier, _ in found], found[: len(NEAREST)]
    assert readings.on_lists(reader, what) == late_of(found)
    assert readings.by_filter(reader, window) == late_of(found)
    assert readings.on_overview(reader) == len(late_of(found))
    assert readings.on_receipts(reader, dossiers) == late_of(found)
    assert readings.in_workbooks(reader, dossiers, form) == late_of(found)
    assert readings.in_pdfs(reader, [dossier for dossier, _ in nearest], form) == late_of(nearest)


def test_plans_are_told_late_everywhere_or_nowhere(world, record_property):
    walked = list(by_road(world))
    found = walked + list(plans(world))
    told_alike(world.staff, found, window="plan", what="Kế hoạch", form="form01")
    handed_in = [dossier for dossier, _ in walked]
    late = readings.on_history(world.staff, handed_in, world.period.plan_closes_at)
    assert late == late_of(walked)
    record_property("plans told alike", len(found))


def test_self_assessments_are_told_late_everywhere_or_nowhere(world, record_property):
    found = list(self_assessments(world))
    told_alike(world.staff, found, window="dossier", what="Tự đánh giá", form="form03")
    record_property("self-assessments told alike", len(found))
