"""Open-questions 33: what arrives after a decision that it would have limited; the deciding level answers, nothing changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import OutOfTurn, ReasonOwed, Refused
from config import clock
from evaluation.arrivals.actions import keep_decision
from evaluation.circumstances.actions.absences import record_absence
from evaluation.circumstances.actions.circumstances import record_circumstance
from evaluation.collectives import actions as collectives
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ArrivalStage
from evaluation.core.steps import Stage
from evaluation.models import Arrival, CollectiveResult, Decision, Dossier
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, decided, seated
from tests.factories import DossierFactory, PeriodFactory

pytestmark = pytest.mark.django_db
WHY = "Tập thể lãnh đạo đã xem xét: kết quả của tập thể do nguyên nhân ngoài phạm vi phụ trách."


@pytest.fixture
def world():
    return a_collective_world()


def rated(world, role="deputy", rating="excellent"):
    """Somebody of the division's collective, decided before its result was approved."""
    dossier = seated(world, role, stage=Stage.DECIDED, decided_rating=rating)
    decision = decided(dossier, clock.now())
    type(decision).objects.filter(pk=decision.pk).update(rating=rating)
    return dossier


def approved(world, **counts):
    return collectives.approve(a_result(world, **counts), by=world.leadership)


@pytest.mark.clause("6.3/1", "6.3/2")
@pytest.mark.parametrize(
    ("role", "rating", "waits"),
    [
        ("head", "good", True),
        ("head", "not_completed", False),
        ("deputy", "excellent", True),
        ("deputy", "good", False),
        ("member", "excellent", True),
    ],
)
def test_a_result_approved_after_a_decision_that_it_would_have_limited_waits_for_an_answer(
    world, role, rating, waits
):
    dossier = rated(world, role, rating)
    approved(world, completed=3)
    found = Arrival.objects.filter(code="unit-below-70")
    assert [(row.decision.dossier, row.stage) for row in found] == [(dossier, ArrivalStage.OPEN)] * waits
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.decided_rating) == (Stage.DECIDED, rating)


def test_its_arrival_stands_in_the_history_with_what_it_says(world):
    dossier = rated(world)
    approved(world, completed=3)
    entry = dossier.history.get(deed="arrive")
    assert (entry.by, entry.changes["sentence"]) == (world.leadership, Arrival.objects.get().sentence)
    assert "hoàn thành 3/6 nhiệm vụ" in entry.changes["sentence"]
    assert entry.changes["sentence"].endswith("Mức cao nhất được phép: “Hoàn thành tốt nhiệm vụ”.")


def test_a_result_that_would_have_limited_nothing_asks_nothing(world):
    rated(world)
    approved(world, completed=6, exceeded=6)
    assert Arrival.objects.count() == 0


def test_a_result_taken_back_is_not_asked_about_and_one_approved_anew_once_more(world):
    rated(world)
    result = approved(world, completed=3)
    result = collectives.take_back(result, by=world.leadership, reason="Sai số liệu")
    assert Arrival.objects.count() == 0
    result = collectives.submit(result, by=world.staff)
    collectives.approve(result, by=world.leadership)
    assert [row.stage for row in Arrival.objects.all()] == [ArrivalStage.OPEN]


def test_the_deciding_level_keeps_its_decision_with_a_reason(world):
    dossier = rated(world)
    approved(world, completed=3)
    arrival = Arrival.objects.get()
    with pytest.raises(ReasonOwed):
        keep_decision(arrival, by=world.leadership, reason=" ")
    with pytest.raises(PermissionDenied):
        keep_decision(arrival, by=world.staff, reason=WHY)
    kept = keep_decision(arrival, by=world.leadership, reason=WHY, seen=arrival.version)
    assert (kept.stage, kept.answer) == (ArrivalStage.ANSWERED, WHY)
    entry = dossier.history.get(deed="keep_decision")
    assert (entry.by, entry.reason, entry.changes["sentence"]) == (world.leadership, WHY, kept.sentence)
    with pytest.raises(OutOfTurn):
        keep_decision(arrival, by=world.leadership, reason=WHY)
    assert Dossier.objects.get(pk=dossier.pk).stage == Stage.DECIDED


def test_what_was_answered_is_not_asked_again_while_it_says_the_same(world):
    rated(world)
    result = approved(world, completed=3)
    keep_decision(Arrival.objects.get(), by=world.leadership, reason=WHY)
    result = collectives.take_back(result, by=world.leadership, reason="Sai số liệu")
    result = collectives.submit(result, by=world.staff)
    collectives.approve(result, by=world.leadership)
    assert [row.stage for row in Arrival.objects.all()] == [ArrivalStage.ANSWERED]


def test_reopening_the_dossier_takes_it_up_for_the_next_decision(world):
    dossier = rated(world)
    approved(world, completed=3)
    dossier.refresh_from_db()
    DOSSIERS.reopen.make(dossier, by=world.leadership, reason="Xem xét lại theo Mục 6.3")
    arrival = Arrival.objects.get()
    assert (arrival.stage, arrival.answer) == (ArrivalStage.REOPENED, "Xem xét lại theo Mục 6.3")
    assert [entry.deed for entry in dossier.history.order_by("-pk")[:2]] == ["answer_by_reopening", "reopen"]


def test_a_waiting_arrival_says_what_the_newest_result_says(world):
    rated(world)
    result = approved(world, completed=3)
    (before,) = Arrival.objects.all()
    result.axes.update(completed=2)
    CollectiveResult.objects.update(stage="submitted")
    collectives.approve(result, by=world.leadership)
    (after,) = Arrival.objects.all()
    assert (after.pk, "hoàn thành 2/6" in after.sentence) == (before.pk, True)


def test_an_approval_costs_one_line_of_history_for_each_person_told_and_nothing_for_others(world):
    def cost(told, others):
        for _ in range(told):
            rated(world)
        for _ in range(others):
            rated(world, rating="good")
        result = a_result(world, completed=3)
        with CaptureQueriesContext(connection) as counted:
            collectives.approve(result, by=world.leadership)
        asked = Arrival.objects.filter(stage=ArrivalStage.OPEN).count()
        Arrival.objects.all().delete()
        result.delete()
        return asked, len(counted)

    cost(1, 1)  # what is asked once in a process is not asked for rows
    (few, alone), (same, among), (many, together) = cost(1, 0), cost(0, 5), cost(4, 0)
    assert (few, same, many) == (2, 2, 6)
    assert (among - alone, together - among) == (0, 4)


@pytest.mark.clause("B4.1/1")
def test_a_ground_recorded_after_the_decision_changes_nothing_and_waits_for_an_answer(world):
    dossier = rated(world, rating="good")
    record_circumstance(
        dossier,
        kind="discipline",
        text="Khiển trách do thiếu trách nhiệm",
        on=clock.today(),
        document="Quyết định số 15-QĐ/UBKT",
        by=world.staff,
    )
    assert [row.code for row in Arrival.objects.all()] == ["ground"]
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.decided_rating) == (Stage.DECIDED, "good")


def test_a_shortcoming_still_belongs_to_the_next_quarter_once_the_dossier_is_decided(world):
    dossier = rated(world)
    with pytest.raises(Refused) as refused:
        record_circumstance(dossier, kind="shortcoming", text="Chậm", on=clock.today(), by=world.staff)
    assert "ghi ở hồ sơ của quý sau" in str(refused.value)


@pytest.mark.clause("7.d.4")
def test_an_inspection_begun_before_the_decision_and_recorded_after_it_waits_for_an_answer(world):
    dossier = rated(world, rating="good")
    record_absence(dossier, kind="inspection", valid_from=date(2026, 11, 2), by=world.staff)
    (arrival,) = Arrival.objects.all()
    assert (arrival.code, "kiểm tra dấu hiệu vi phạm" in arrival.sentence) == ("deferral", True)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.cases) == (Stage.DECIDED, [])


@pytest.mark.clause("7.d.4")
def test_an_inspection_recorded_in_the_next_quarters_dossier_reaches_back_to_the_decision(world):
    dossier = rated(world, rating="good")
    later = PeriodFactory(quarter=world.period.quarter.next())
    current = DossierFactory(cadre=dossier.cadre, unit=world.division, period=later)
    record_absence(current, kind="inspection", valid_from=date(2026, 11, 2), by=world.staff)
    assert [row.decision.dossier for row in Arrival.objects.all()] == [dossier]


def test_other_absences_are_not_recorded_in_a_decided_dossier(world):
    dossier = rated(world)
    with pytest.raises(Refused) as refused:
        record_absence(dossier, kind="sick", valid_from=date(2026, 10, 1), by=world.staff)
    assert str(refused.value) == (
        "Quý IV/2026 đã có quyết định xếp loại: chỉ ghi thêm được việc kiểm tra dấu hiệu vi phạm; "
        "trường hợp khác thì mở lại hồ sơ trước."
    )


def test_whoever_is_not_decided_is_limited_and_nobody_is_asked(world):
    seated(world, "deputy")
    approved(world, completed=3)
    assert (Arrival.objects.count(), CollectiveResult.objects.count()) == (0, 1)


def test_an_inspection_that_began_after_the_decision_asks_nobody_about_it(world):
    dossier = rated(world, rating="good")
    decided = Decision.objects.get().decided_at.astimezone(clock.HERE).date()
    record_absence(dossier, kind="inspection", valid_from=decided + timedelta(days=1), by=world.staff)
    assert Arrival.objects.count() == 0


def test_an_inspection_that_ran_on_the_day_of_the_decision_and_ended_since_is_asked_about(world):
    dossier = rated(world, rating="good")
    decided = Decision.objects.get().decided_at.astimezone(clock.HERE).date()
    days = {"valid_from": decided - timedelta(days=1), "valid_until": decided + timedelta(days=1)}
    record_absence(dossier, kind="inspection", by=world.staff, **days)
    assert [row.code for row in Arrival.objects.all()] == ["deferral"]
