"""Reminding whoever has not handed in: those and no others, each once a day, with who did it."""

from datetime import timedelta

import pytest

from cadres.models import Duty
from config import clock
from evaluation.boards.actions.nudging import nudge
from evaluation.boards.tells.nudging import nudging, presses
from evaluation.core.steps import Stage
from evaluation.models import Extension, Nudge, Policy
from notices.models import Kind, Notice
from tests.evaluation.boards.owing import PLAN, SELF, a_ward_that_owes, hand_in, not_bound
from tests.factories import CadreFactory, DossierFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def world():
    world = a_ward_that_owes()
    world.before, world.closes = world.period.plan_closes_at - HOUR, world.period.plan_closes_at
    return world


def nudged(world, *, at=None, by=None, column=PLAN):
    """The people whom the button told at that moment."""
    with clock.held(at or world.before):
        made = nudge(world.ward, world.period, column, by=by or world.staff)
    return {one.dossier for one in made}


def reached(world, *, at=None, column=PLAN):
    """Whom the page would name at that moment."""
    with clock.held(at or world.before):
        return nudging(world.ward, world.period, column, world.staff)


def told(kind=Kind.DEADLINE):
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def test_each_outstanding_person_is_told_by_whom_of_what_until_when_and_where(world):
    assert nudged(world) == set(world.owing)
    one, _ = sorted(told(), key=lambda notice: notice.to_id)
    assert one.to == world.owing[0].cadre.user
    assert one.sentence == (
        f"Đồng chí {world.staff} nhắc nộp kế hoạch Quý IV/2026, hạn: hết thứ Sáu, 25/09/2026"
    )
    assert one.url == f"/ho-so/{world.owing[0].pk}/ke-hoach/"


def test_after_the_window_has_closed_it_says_so(world):
    nudged(world, at=world.closes)
    assert "đã hết hạn (hết thứ Sáu, 25/09/2026)" in told()[0].sentence


def test_the_same_day_nobody_is_told_twice_by_whomever_and_the_next_day_again(world):
    nudged(world)
    assert nudged(world, by=world.leadership) == set()
    assert len(told()) == 2
    assert nudged(world, at=world.before - DAY) == set(world.owing)


def test_whoever_comes_to_owe_it_on_the_same_day_is_told_alone(world):
    nudged(world)
    newcomer = DossierFactory(unit=world.division, period=world.period)
    assert nudged(world) == {newcomer}


def test_a_day_ends_at_midnight_in_an_giang(world):
    midnight = world.closes - DAY
    assert nudged(world, at=midnight - HOUR) == set(world.owing)
    assert nudged(world, at=midnight) == set(world.owing)


def test_the_next_days_word_takes_the_place_of_one_that_was_not_read(world):
    nudged(world, at=world.before - DAY)
    nudged(world)
    assert [notice.read_at is None for notice in told()] == [False, False, True, True]


def test_two_things_are_two_words(world):
    december = world.period.dossier_closes_at - DAY
    nudged(world, at=december)
    assert len(nudged(world, at=december, column=SELF)) == 2
    assert Notice.objects.unread().count() == 4


def test_nobody_who_has_handed_in_or_is_set_aside_or_is_of_another_unit_is_told(world):
    hand_in(world.owing[0], world.before - HOUR)
    DossierFactory(unit=world.division, period=world.period, stage=Stage.EXEMPT)
    DossierFactory(unit=a_ward().division, period=world.period)
    assert nudged(world) == {world.owing[1]}


@pytest.mark.clause("3.3.2")
def test_whom_quarters_do_not_bind_is_not_pressed(world):
    not_bound(world.owing[0])
    assert nudged(world) == {world.owing[1]}


def test_whoever_was_sent_the_plan_back_has_handed_it_in_and_is_not_told(world):
    plan = world.owing[0].plan
    plan.arrived_at = world.before - HOUR
    plan.save()
    assert nudged(world) == {world.owing[1]}


def test_nobody_reminds_themself(world):
    DossierFactory(unit=world.division, period=world.period, cadre=CadreFactory(user=world.staff))
    assert nudged(world) == set(world.owing)


def test_whoever_has_no_account_in_use_is_named_and_not_told(world):
    gone, none = world.owing
    gone.cadre.user.is_active = False
    gone.cadre.user.save()
    none.cadre.user = None
    none.cadre.save()
    assert set(reached(world).without_account) == {gone, none}
    assert nudged(world) == set()


def test_where_nothing_late_is_taken_only_those_whose_window_is_still_open_are_told(world):
    Policy.objects.create(period=world.period, plan_lateness="refuse")
    Extension.objects.create(
        period=world.period,
        dossier=world.owing[0],
        window="plan",
        stage="granted",
        until=world.closes + DAY,
        ground="Mưa bão",
    )
    assert reached(world, at=world.closes).shut_out == (world.owing[1],)
    assert nudged(world, at=world.closes) == {world.owing[0]}


def test_nobody_is_told_of_a_self_assessment_before_the_quarters_last_month(world):
    first = world.period.dossier_closes_at.replace(month=12, day=1)
    assert nudged(world, at=first - HOUR, column=SELF) == set()
    assert reached(world, at=first - HOUR, column=SELF).begins_on == first.date()
    assert nudged(world, at=first, column=SELF) == set(world.owing)


def test_it_stays_written_who_told_how_many_and_on_whose_behalf(world):
    nudged(world, at=world.before - DAY)
    deputy = grant(world.subject, Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership).user
    nudged(world, by=deputy)
    assert [(one.by, one.on_behalf_of, one.number) for one in presses(world.ward, world.period)] == [
        (deputy, world.leadership, 2),
        (world.staff, None, 2),
    ]
    assert f"Đồng chí {deputy} (thay mặt đồng chí {world.leadership}) nhắc" in told()[-1].sentence


def test_a_failure_leaves_neither_word_nor_record(world, monkeypatch):
    monkeypatch.setattr("evaluation.boards.actions.nudging.tell", lambda notices: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        nudged(world)
    assert not Nudge.objects.exists()


@pytest.mark.parametrize("people", [1, 30])
def test_it_costs_as_many_queries_for_thirty_as_for_one(django_assert_num_queries, people):
    world = a_ward_that_owes(people)
    by = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    with clock.held(world.period.plan_closes_at), django_assert_num_queries(12):
        nudge(world.ward, world.period, PLAN, by=by)
