"""Whoever missed a window hears so themself: the morning after, once, with the way to ask for a later one."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.calendar.actions.keeping import keep
from evaluation.calendar.actions.telling import tell_people
from evaluation.calendar.models import EffectKind
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Effect, Extension, Period, Plan
from notices.models import Notice
from regulation.quarters import Quarter
from tests.evaluation.boards.owing import not_bound
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official

pytestmark = pytest.mark.django_db
PLANS_CLOSE = datetime(2026, 9, 26, tzinfo=clock.HERE)  # of Quý IV/2026


@pytest.fixture
def world():
    """A ward with one person, who owes the plan of the next quarter."""
    world = a_ward()
    this, world.period = PeriodFactory(quarter=Quarter(2026, 3)), PeriodFactory()
    DossierFactory(cadre=world.cadre, unit=world.division, period=this, stage=Stage.PUBLISHED)
    world.dossier = DossierFactory(cadre=world.cadre, unit=world.division, period=world.period)
    return world


def at(moment):
    """What was done when the calendar was kept then, Vietnam's time."""
    with clock.held(datetime.fromisoformat(moment).replace(tzinfo=clock.HERE)):
        return [(EffectKind(one.kind).name, one.quarter) for one in keep()]


def told(user):
    return list(Notice.objects.filter(to=user).order_by("pk").values_list("sentence", flat=True))


def test_the_morning_after_whoever_missed_it_hears_so_themself_once_and_where_to_ask(world):
    at("2026-09-25 08:00")
    assert ("TELL_PEOPLE", "2026-4") not in at("2026-09-26 06:59")
    assert at("2026-09-26 07:00") == [("TELL_PEOPLE", "2026-4")]
    assert at("2026-09-27 07:00") == [("TELL_LEADERSHIP", "2026-4")]
    unread = Notice.objects.unread().get(to=world.subject)
    assert unread.sentence == (
        "Đồng chí chưa nộp kế hoạch Quý IV/2026, đã hết hạn (hết thứ Sáu, 25/09/2026); "
        "nếu cần, xin gia hạn tại trang này"
    )
    assert unread.url == reverse("extension_person", args=[world.dossier.pk, "plan"])


def test_it_comes_by_the_daily_letter_of_the_same_morning(world):
    type(world.subject).objects.filter(pk=world.subject.pk).update(email="binh@vidu.vn")
    at("2026-09-26 07:00")
    assert "Đồng chí chưa nộp kế hoạch Quý IV/2026" in mail.outbox[0].body


def test_of_the_self_assessment_each_window_speaks_for_itself(world):
    Dossier.objects.filter(pk=world.dossier.pk).update(stage=Stage.WORKING)
    at("2026-12-30 07:00")
    assert any("chưa nộp bản tự đánh giá Quý IV/2026, đã hết hạn" in line for line in told(world.subject))


@pytest.mark.parametrize("values", [{"stage": Stage.DEFERRED}, {"stage": Stage.EXEMPT}])
def test_whoever_is_set_aside_is_not_told_that_they_missed_it(world, values):
    Dossier.objects.filter(pk=world.dossier.pk).update(**values)
    DossierFactory(unit=world.ward, period=world.period)  # somebody who owes it all the same
    at("2026-09-26 07:00")
    assert told(world.subject) == []


@pytest.mark.parametrize("stage", [PlanStage.SUBMITTED, PlanStage.DRAFT])
def test_nor_is_whoever_has_handed_in_be_it_that_it_came_back(world, stage):
    plan = world.dossier.plan
    plan.stage, plan.arrived_at = stage, PLANS_CLOSE - timedelta(days=2)
    plan.save()
    DossierFactory(unit=world.ward, period=world.period)
    at("2026-09-26 07:00")
    assert told(world.subject) == []


def test_those_above_them_are_told_of_nobody_whose_plan_came_back(world):
    """What the board calls "Chờ nộp lại" was handed in (Bước 1)."""
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    returned = DossierFactory(unit=world.ward, period=world.period)
    Plan.objects.filter(dossier=returned).update(arrived_at=PLANS_CLOSE - timedelta(days=2))
    at("2026-09-28 07:00")
    above = (world.staff, world.leadership, organisation)
    assert [[line.split(" chưa nộp ")[0] for line in told(user)] for user in above] == [
        [f"{world.ward}: 1 đồng chí"],
        [f"{world.ward}: 1 đồng chí"],
        ["1 đồng chí ở 1 đơn vị"],
    ]
    Plan.objects.update(arrived_at=PLANS_CLOSE - timedelta(days=1))
    Effect.objects.all().delete()
    Notice.objects.all().delete()
    at("2026-09-28 07:00")
    assert [line for user in above for line in told(user) if "chưa nộp" in line] == []


@pytest.mark.clause("3.3.2")
@pytest.mark.parametrize("moment", ["2026-09-25 07:00", "2026-09-26 07:00"])
def test_whom_quarters_do_not_bind_is_neither_reminded_nor_told(world, moment):
    not_bound(world.dossier)
    DossierFactory(unit=world.ward, period=world.period)
    assert at(moment)
    assert told(world.subject) == []


@pytest.mark.parametrize("moment", ["2026-09-25 07:00", "2026-09-26 07:00"])
def test_an_account_out_of_use_is_neither_reminded_nor_told(world, moment):
    type(world.subject).objects.filter(pk=world.subject.pk).update(is_active=False)
    assert at(moment)
    assert told(world.subject) == []
    assert Effect.objects.get(kind__in=("remind", "tell_people"), quarter="2026-4").outcome == "0 người"


def test_an_extension_that_runs_is_waited_for_and_its_end_told_of(world):
    until = PLANS_CLOSE + timedelta(days=3)
    of_person = {"period": world.period, "dossier": world.dossier, "window": "plan", "until": until}
    Extension.objects.create(stage="granted", ground="Mưa bão", **of_person)
    DossierFactory(unit=world.ward, period=world.period)
    at("2026-09-26 07:00")
    assert told(world.subject) == []
    at("2026-09-29 07:00")
    assert told(world.subject)[-1].startswith(
        "Đồng chí chưa nộp kế hoạch Quý IV/2026, đã hết hạn (hết thứ Hai,"
    )


def test_once_the_rounds_next_window_is_at_hand_nobody_is_led_to_ask(world):
    Dossier.objects.filter(pk=world.dossier.pk).update(stage=Stage.WORKING)
    hours = timedelta(hours=9)
    Period.objects.update(report_closes_at=world.period.dossier_closes_at + hours)
    at("2026-12-30 07:00")
    found = Notice.objects.get(to=world.subject, about__contains="2026-4 dossier")
    assert found.sentence.endswith("(hết thứ Ba, 29/12/2026)")
    assert "/gia-han/" not in found.url


@pytest.mark.parametrize("others", [1, 30])
def test_it_costs_as_many_queries_for_thirty_as_for_two(world, django_assert_num_queries, others):
    DossierFactory.create_batch(others, unit=world.division, period=world.period)
    effect = Effect(kind=EffectKind.TELL_PEOPLE, quarter="2026-4", window="plan", closes_at=PLANS_CLOSE)
    with clock.held(PLANS_CLOSE), django_assert_num_queries(6):
        assert tell_people(effect) == f"{others + 1} người"
