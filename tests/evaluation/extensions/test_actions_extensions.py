"""A later window: who asks, who answers until when, what follows; nobody answers for themself, nobody becomes late by it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Duty
from config import clock
from evaluation.core.actions.receipts import TooLate, accept
from evaluation.core.models.periods import Lateness
from evaluation.core.stages import ExtensionStage
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE, Stage
from evaluation.extensions.actions import AlreadyAsked, BeyondRound, ask, give, grant, refuse
from evaluation.models import Dossier, Extension, Policy, Receipt
from regulation.deadlines import Window
from tests.evaluation.extensions.asking import a_ward_that_asks
from tests.factories import AppointmentFactory, DossierFactory, a_ward, an_official
from tests.factories import grant as give_duty

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Mưa bão, mất điện toàn phường"


@pytest.fixture
def world():
    """The plan's window closed an hour ago; the unit asks for Mẫu 03 three days before the round does."""
    world = a_ward_that_asks()
    world.own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=world.own)
    with clock.held(world.period.plan_closes_at + timedelta(hours=1)):
        yield world


def of(world, days=2, window=Window.PLAN, unit=None, **values):
    """Of this person, or of the unit: so many days after the window that holds."""
    scope = {"unit": unit} if unit else {"dossier": world.dossier}
    row = Extension(**{"period": world.period, "window": window.value, "ground": WHY} | scope | values)
    row.until = row.closes_at + days * DAY
    return row


def may(deed, row, user):
    try:
        deed(row, by=user)
    except PermissionDenied:
        return False
    return True


# --- asked for ---


def test_what_is_asked_for_waits_and_moves_nothing_yet(world):
    row = ask(of(world), by=world.subject)
    entry = row.history.get()
    assert (row.stage, entry.by, entry.reason, entry.told) == ("asked", world.subject, WHY, True)
    assert world.dossier.closes_at(Window.PLAN) == world.period.plan_closes_at


@pytest.mark.parametrize(
    ("who", "person", "unit"),
    [
        ("subject", True, False),
        ("staff", True, True),
        ("leadership", False, False),
        ("division_leadership", False, False),
        ("council", False, False),
        ("organisation", False, False),
    ],
)
def test_it_is_asked_for_by_the_person_or_their_staff_and_of_a_unit_by_its_staff(world, who, person, unit):
    user = getattr(world, who)
    assert [may(ask, of(world), user), may(ask, of(world, unit=world.ward), user)] == [person, unit]


def test_staff_of_another_unit_ask_for_nobody_here(world):
    stranger = a_ward().staff
    assert not may(ask, of(world), stranger)
    assert not may(ask, of(world, unit=world.ward), stranger)


def test_one_request_of_a_scope_is_answered_before_another_is_put(world):
    ask(of(world), by=world.subject)
    with pytest.raises(AlreadyAsked, match="Đã xin gia hạn đến hết Chủ nhật, 27/09/2026"):
        ask(of(world, 3), by=world.staff)
    with pytest.raises(AlreadyAsked):
        give(of(world, 3), by=world.organisation)
    ask(of(world, unit=world.ward), by=world.staff)
    ask(of(world, window=Window.DOSSIER), by=world.subject)
    assert Extension.objects.count() == 3


def test_a_request_owes_its_ground(world):
    with pytest.raises(ReasonOwed):
        ask(of(world, ground=" "), by=world.subject)
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("closed", r"phải sau hôm nay và sau hạn đang áp dụng \(25/09/2026\)"),
        ("now", "phải sau hôm nay"),
        ("beyond", "không được sau ngày 29/12/2026, hạn tiếp theo của kỳ"),
    ],
)
def test_it_ends_in_the_future_after_the_window_and_before_the_rounds_next_one(world, until, sentence):
    instants = {
        "closed": world.period.plan_closes_at,
        "now": clock.now(),
        "beyond": world.period.dossier_closes_at + timedelta(minutes=1),
    }
    row = of(world)
    row.until = instants[until]
    for deed, user in ((ask, world.subject), (give, world.organisation)):
        with pytest.raises(Refused, match=f"Gia hạn đến hết ngày: .*{sentence}"):
            deed(row, by=user)
    row.until = world.period.dossier_closes_at
    assert ask(row, by=world.subject).pk


@pytest.mark.parametrize("stage", [*AFTER_DECISION, *SET_ASIDE])
def test_what_was_decided_or_is_not_rated_has_none(world, stage):
    Dossier.objects.update(stage=stage)
    with pytest.raises(Refused, match="đã có quyết định hoặc không đánh giá quý này"):
        ask(of(world, window=Window.DOSSIER), by=world.subject)


def test_what_came_in_time_needs_none_and_what_came_late_does(world):
    at = world.period.plan_closes_at
    for arrived, needs in ((at - DAY, False), (at, True)):
        type(world.dossier.plan).objects.update(arrived_at=arrived)
        row = of(world)
        if needs:
            assert ask(row, by=world.subject).pk
        else:
            with pytest.raises(Refused, match="đã nộp đúng hạn"):
                ask(row, by=world.subject)


def test_in_a_round_of_direct_entry_there_is_no_plan_to_extend(world):
    type(world.period).objects.update(direct_entry=True)
    with pytest.raises(Refused, match="không phải nộp kế hoạch"):
        ask(of(world), by=world.subject)


# --- answered ---


def test_once_granted_the_window_is_moved_for_that_person_alone(world):
    other = DossierFactory(unit=world.division, period=world.period)
    row = ask(of(world), by=world.subject)
    row = grant(row, until=row.until, answer="Đồng ý", by=world.organisation, seen=row.version)
    assert (row.stage, row.answer, row.history.last().by) == ("granted", "Đồng ý", world.organisation)
    fresh = Dossier.objects.with_windows().in_bulk()
    assert fresh[world.dossier.pk].closes_at(Window.PLAN) == row.until
    assert fresh[world.dossier.pk].closes_at(Window.DOSSIER) == world.own
    assert fresh[other.pk].closes_at(Window.PLAN) == world.period.plan_closes_at


def test_granted_to_a_unit_it_moves_the_window_of_all_its_people(world):
    other, stranger = (
        DossierFactory(unit=world.division, period=world.period),
        DossierFactory(period=world.period),
    )
    row = give(of(world, unit=world.ward), by=world.organisation)
    found = Dossier.objects.with_windows().in_bulk()
    moved = {pk for pk, dossier in found.items() if dossier.closes_at(Window.PLAN) == row.until}
    assert moved == {world.dossier.pk, other.pk}
    assert stranger.closes_at(Window.PLAN) == world.period.plan_closes_at


def test_whoever_answers_may_choose_another_day(world):
    row = ask(of(world, 2), by=world.subject)
    until = row.until + 3 * DAY
    grant(row, until=until, by=world.organisation)
    assert Dossier.objects.get(pk=world.dossier.pk).closes_at(Window.PLAN) == until
    assert "30/09/2026" in Extension.objects.get().history.last().changes["until"]


def test_a_refusal_owes_its_reason_and_leaves_the_window(world):
    row = ask(of(world), by=world.subject)
    with pytest.raises(ReasonOwed):
        refuse(row, reason="", by=world.organisation)
    row = refuse(row, reason="Đã nhắc hai lần", by=world.organisation, seen=row.version)
    assert (row.stage, row.answer) == ("refused", "Đã nhắc hai lần")
    assert world.dossier.closes_at(Window.PLAN) == world.period.plan_closes_at
    assert ask(of(world), by=world.subject).pk


@pytest.mark.parametrize("who", ["subject", "staff", "leadership", "division_leadership", "council"])
def test_a_window_of_the_round_is_extended_by_the_province_alone(world, who):
    for scope in ({}, {"unit": world.ward}):
        assert not may(give, of(world, **scope), getattr(world, who))
    row = ask(of(world), by=world.subject)
    for deed in (
        lambda row, by: grant(row, until=row.until, by=by),
        lambda row, by: refuse(row, reason=WHY, by=by),
    ):
        assert not may(deed, row, getattr(world, who))


@pytest.mark.parametrize(("days", "leadership"), [(1, True), (3, True), (4, False)])
def test_a_units_leadership_lets_go_of_the_units_own_window_and_goes_no_further_than_the_round(
    world, days, leadership
):
    for scope in ({}, {"unit": world.ward}):
        assert may(give, of(world, days, Window.DOSSIER, **scope), world.leadership) is leadership
        if not leadership:
            assert may(give, of(world, days, Window.DOSSIER, **scope), world.organisation)


def test_a_units_leadership_answers_with_a_day_within_the_round(world):
    row = ask(of(world, 1, Window.DOSSIER), by=world.subject)
    with pytest.raises(BeyondRound, match="hết thứ Ba, 29/12/2026.*Ban Tổ chức Tỉnh ủy"):
        grant(row, until=world.period.dossier_closes_at + DAY, by=world.leadership)
    grant(row, until=world.period.dossier_closes_at, by=world.leadership)
    assert (
        Dossier.objects.get(pk=world.dossier.pk).closes_at(Window.DOSSIER) == world.period.dossier_closes_at
    )


def test_nobody_answers_for_themself_nor_through_a_stand_in(world):
    official = AppointmentFactory(cadre__user=world.organisation, unit=world.division).cadre
    own = DossierFactory(unit=world.division, cadre=official, period=world.period)
    stand_in = an_official(Duty.COUNCIL_MEMBER, world.ward)
    give_duty(stand_in, Duty.PROVINCIAL_ORGANISATION, world.province, on_behalf_of=world.organisation)
    for user in (world.organisation, stand_in):
        assert not may(give, of(world, dossier=own), user)
        assert may(give, of(world), user)


def test_one_that_was_answered_is_not_answered_again(world):
    row = ask(of(world), by=world.subject)
    with pytest.raises(Stale):
        refuse(row, reason=WHY, by=world.organisation, seen=row.version - 1)
    refuse(row, reason=WHY, by=world.organisation)
    with pytest.raises(OutOfTurn):
        grant(row, until=row.until, by=world.organisation)


def test_a_later_one_takes_the_place_of_the_earlier_and_history_keeps_both(world):
    first = give(of(world, 2), by=world.organisation)
    row = ask(of(world, 2), by=world.subject)
    row = grant(row, until=row.until, by=world.organisation)
    first.refresh_from_db()
    assert (first.stage, row.stage) == (ExtensionStage.REPLACED, ExtensionStage.GRANTED)
    assert row.until == first.until + 2 * DAY
    assert [entry.deed for entry in first.history.all()] == ["grant", "replace"]


def test_none_is_shorter_than_what_was_granted_to_the_person_or_to_their_unit(world):
    give(of(world, 5, unit=world.ward), by=world.organisation)
    row = of(world)
    row.until = world.period.plan_closes_at + 4 * DAY
    with pytest.raises(Refused, match="sau hạn đang áp dụng"):
        give(row, by=world.organisation)


# --- what follows ---


def test_what_is_handed_in_before_the_later_instant_is_not_late_and_owes_no_reason(world):
    Policy.objects.create(period=world.period, plan_lateness=Lateness.REFUSE)
    with pytest.raises(TooLate):
        accept(Dossier.objects.get(), Window.PLAN, by=world.subject)
    row = give(of(world), by=world.organisation)
    with clock.held(row.until - timedelta(seconds=1)):
        receipt = accept(Dossier.objects.get(), Window.PLAN, by=world.subject)
    assert (receipt.is_late, receipt.is_extended, receipt.closes_at) == (False, True, row.until)
    with clock.held(row.until), pytest.raises(TooLate, match="hết Chủ nhật, 27/09/2026.*Ban Tổ chức Tỉnh ủy"):
        accept(Dossier.objects.get(), Window.PLAN, by=world.subject)


def test_what_came_late_is_late_no_longer_once_its_window_was_moved_behind_it(world):
    receipt = accept(world.dossier, Window.PLAN, by=world.subject, late_reason="Đi công tác")
    assert receipt.is_late
    type(world.dossier.plan).objects.update(arrived_at=receipt.arrived_at)
    give(of(world), by=world.organisation)
    assert not Receipt.objects.get().is_late
    assert Receipt.objects.get().arrived_at == receipt.arrived_at


def test_the_refusal_names_the_unit_too_as_long_as_it_can_let_go_of_its_own_window(world):
    Policy.objects.create(period=world.period, dossier_lateness=Lateness.REFUSE)
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT)
    for at, named in ((world.own, True), (world.period.dossier_closes_at, False)):
        with clock.held(at), pytest.raises(TooLate, match="Ban Tổ chức Tỉnh ủy có thể gia hạn") as refused:
            accept(Dossier.objects.get(), Window.DOSSIER, by=world.subject)
        assert (world.ward.name in str(refused.value)) is named


def test_once_the_rounds_next_window_has_closed_too_nobody_can_extend_and_nobody_is_said_to(world):
    Policy.objects.create(period=world.period, plan_lateness=Lateness.REFUSE)
    with clock.held(world.period.dossier_closes_at), pytest.raises(TooLate, match="không còn gia hạn được"):
        accept(Dossier.objects.get(), Window.PLAN, by=world.subject)
