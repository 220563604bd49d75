"""Receipts: accepted, marked late with a reason, or refused, as the policy says."""

from datetime import datetime, timedelta

import pytest

from config import clock
from evaluation.core.actions.receipts import LateReasonOwed, TooLate, accept
from evaluation.core.models.periods import Lateness
from evaluation.models import Policy, Receipt
from regulation.deadlines import Window
from tests.factories import DossierFactory

pytestmark = pytest.mark.django_db

LAST = datetime(2026, 9, 25, 23, 59, 59, 999999, tzinfo=clock.HERE)
FIRST_LATE = datetime(2026, 9, 26, tzinfo=clock.HERE)


@pytest.fixture
def dossier():
    return DossierFactory()


def hand_in(dossier, moment, reason=""):
    with clock.held(moment):
        return accept(dossier, Window.PLAN, by=dossier.cadre.user, late_reason=reason)


@pytest.mark.clause("B1.1/1", "M01.note/1")
def test_the_last_instant_of_the_25th_is_in_time(dossier):
    assert hand_in(dossier, LAST).is_late is False


@pytest.mark.clause("B1.1/1")
def test_the_first_instant_of_the_26th_is_late_and_owes_a_reason(dossier):
    with pytest.raises(LateReasonOwed, match="cần ghi lý do nộp muộn"):
        hand_in(dossier, FIRST_LATE)
    assert hand_in(dossier, FIRST_LATE, "Đi công tác").is_late is True


def test_where_the_policy_refuses_it_names_the_instant_and_who_can_extend(dossier):
    Policy.objects.create(period=dossier.period, plan_lateness=Lateness.REFUSE)
    dossier.refresh_from_db()
    with pytest.raises(TooLate, match="hết thứ Sáu, 25/09/2026.*Ban Tổ chức Tỉnh ủy"):
        hand_in(dossier, FIRST_LATE, "Đi công tác")
    assert Receipt.objects.count() == 0


def test_a_unit_sets_its_scales_not_what_happens_when_late(dossier):
    Policy.objects.create(period=dossier.period, plan_lateness=Lateness.REFUSE)
    Policy.objects.create(period=dossier.period, unit=dossier.managing_unit, plan_lateness=Lateness.MARK)
    dossier.refresh_from_db()
    with pytest.raises(TooLate):
        hand_in(dossier, FIRST_LATE, "Đi công tác")


@pytest.mark.clause("M06.note")
def test_a_self_assessment_is_held_to_the_units_own_window_and_the_refusal_names_the_unit(dossier):
    period, unit = dossier.period, dossier.managing_unit
    own = period.dossier_closes_at - timedelta(days=5)
    Policy.objects.create(period=period, dossier_lateness=Lateness.REFUSE)
    Policy.objects.create(period=period, unit=unit, self_closes_at=own)
    with clock.held(own), pytest.raises(TooLate, match=f"hết thứ Năm, 24/12/2026.*{unit.name}"):
        accept(dossier, Window.DOSSIER, by=dossier.cadre.user)
    with clock.held(own - timedelta(minutes=1)):
        receipt = accept(dossier, Window.DOSSIER, by=dossier.cadre.user)
    assert (receipt.is_late, receipt.closes_at) == (False, own)


def test_what_comes_again_after_a_return_is_judged_by_its_first_arrival(dossier):
    with clock.held(FIRST_LATE):
        again = accept(dossier, Window.PLAN, by=dossier.cadre.user, first=LAST)
    assert (again.arrived_at, again.is_late) == (FIRST_LATE, False)
