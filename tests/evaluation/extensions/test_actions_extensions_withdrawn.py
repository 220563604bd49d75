"""A request is withdrawn before its answer, an extension before anybody came in time by it; nobody becomes late."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Duty
from cadres.templatetags.vietnamese import han
from config import clock
from evaluation.core.actions.receipts import LateReasonOwed, accept
from evaluation.core.stages import ExtensionStage
from evaluation.core.steps import Stage
from evaluation.extensions.actions import ask, give, grant, refuse, take_back, withdraw
from evaluation.models import Dossier, Extension, Plan, Policy
from notices.models import Notice
from regulation.deadlines import Window
from tests.evaluation.extensions.asking import a_ward_that_asks
from tests.factories import DossierFactory, ExtensionFactory, an_official

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Ghi nhầm người"


@pytest.fixture
def world():
    """The plan's window closed an hour ago."""
    world = a_ward_that_asks()
    with clock.held(world.period.plan_closes_at + timedelta(hours=1)):
        yield world


def requested(world, **scope):
    scope = scope or {"dossier": world.dossier}
    until = world.period.plan_closes_at + 2 * DAY
    return Extension(period=world.period, window="plan", until=until, ground="Mất điện", **scope)


def granted(world, **scope):
    return give(requested(world, **scope), by=world.organisation)


def closing():
    return {pk: row.closes_at(Window.PLAN) for pk, row in Dossier.objects.with_windows().in_bulk().items()}


def arrives(dossier, at):
    Plan.objects.filter(dossier=dossier).update(arrived_at=at, stage="submitted")


# --- a request ---


@pytest.mark.parametrize("who", ["subject", "staff"])
def test_whoever_may_ask_withdraws_the_request_with_its_reason_and_may_ask_anew(world, who):
    row = ask(requested(world), by=world.subject)
    row = withdraw(row, reason=WHY, by=getattr(world, who), seen=row.version)
    entry = row.history.last()
    assert (row.stage, entry.came_from, entry.reason, entry.by) == (
        ExtensionStage.WITHDRAWN,
        ExtensionStage.ASKED,
        WHY,
        getattr(world, who),
    )
    assert ask(requested(world), by=world.subject).stage == ExtensionStage.ASKED


@pytest.mark.parametrize("who", ["leadership", "council", "division_leadership", "organisation"])
def test_nobody_else_withdraws_it(world, who):
    row = ask(requested(world), by=world.subject)
    with pytest.raises(PermissionDenied):
        withdraw(row, reason=WHY, by=getattr(world, who))


def test_a_withdrawal_owes_its_reason_and_a_version_that_still_stands(world):
    row = ask(requested(world), by=world.subject)
    with pytest.raises(ReasonOwed):
        withdraw(row, reason=" ", by=world.subject)
    with pytest.raises(Stale):
        withdraw(row, reason=WHY, by=world.subject, seen=row.version - 1)


def test_once_answered_it_is_no_request_any_more(world):
    row = ask(requested(world), by=world.subject)
    refuse(row, reason="Đã nhắc", by=world.organisation)
    with pytest.raises(OutOfTurn):
        withdraw(row, reason=WHY, by=world.subject)


def test_withdrawn_it_is_not_answered(world):
    row = withdraw(ask(requested(world), by=world.subject), reason=WHY, by=world.subject)
    with pytest.raises(OutOfTurn):
        grant(row, until=row.until, by=world.organisation)
    assert closing()[world.dossier.pk] == world.period.plan_closes_at


# --- what was granted ---


def test_taken_back_the_window_is_as_it_was_and_history_says_why(world):
    row = granted(world)
    row = take_back(row, reason=WHY, by=world.organisation, seen=row.version)
    assert (row.stage, row.answer, row.history.last().reason) == (ExtensionStage.WITHDRAWN, WHY, WHY)
    assert closing()[world.dossier.pk] == world.period.plan_closes_at
    with pytest.raises(LateReasonOwed):
        accept(Dossier.objects.get(), Window.PLAN, by=world.subject)


@pytest.mark.parametrize("who", ["subject", "staff", "leadership", "council"])
def test_whoever_may_not_answer_takes_nothing_back(world, who):
    row = granted(world)
    with pytest.raises(PermissionDenied):
        take_back(row, reason=WHY, by=getattr(world, who))


def test_a_units_leadership_takes_back_what_it_may_grant(world):
    Policy.objects.create(
        period=world.period, unit=world.ward, self_closes_at=world.period.dossier_closes_at - 3 * DAY
    )
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT)
    until = world.period.dossier_closes_at
    row = ExtensionFactory(dossier=world.dossier, window="dossier", until=until)
    take_back(row, reason=WHY, by=world.leadership)
    beyond = ExtensionFactory(dossier=world.dossier, window="dossier", until=until + DAY)
    with pytest.raises(PermissionDenied):
        take_back(beyond, reason=WHY, by=world.leadership)


@pytest.mark.parametrize(
    ("hours", "used"), [(-1, False), (0, True), (47, True), (48, False)]
)  # after the window closed; the extension has 48
@pytest.mark.parametrize("of_unit", [True, False])
def test_what_somebody_came_in_time_by_is_not_taken_back(world, hours, used, of_unit):
    row = granted(world, **({"unit": world.ward} if of_unit else {}))
    arrives(world.dossier, world.period.plan_closes_at + timedelta(hours=hours))
    if used:
        with pytest.raises(Refused, match="1 đồng chí đã nộp trong thời gian gia hạn"):
            take_back(row, reason=WHY, by=world.organisation)
    else:
        take_back(row, reason=WHY, by=world.organisation)
    assert Plan.objects.get().is_late is (hours >= 48)


def test_a_self_assessment_in_time_by_it_holds_it_as_a_plan_does(world):
    Dossier.objects.update(stage=Stage.SUBMITTED, arrived_at=world.period.dossier_closes_at)
    row = ExtensionFactory(
        dossier=world.dossier, window="dossier", until=world.period.dossier_closes_at + DAY
    )
    with pytest.raises(Refused, match="đã nộp trong thời gian gia hạn"):
        take_back(row, reason=WHY, by=world.organisation)


def test_what_another_extension_holds_in_time_needs_this_one_no_more(world):
    arrives(world.dossier, world.period.plan_closes_at + DAY)
    of_unit = ExtensionFactory(dossier=None, unit=world.ward, period=world.period)
    own = ExtensionFactory(dossier=world.dossier, until=of_unit.until + DAY)
    take_back(of_unit, reason=WHY, by=world.organisation)
    assert not Plan.objects.get().is_late
    with pytest.raises(Refused):
        take_back(own, reason=WHY, by=world.organisation)


def test_people_of_other_units_do_not_hold_a_units_extension(world):
    other = DossierFactory(period=world.period)
    arrives(other, world.period.plan_closes_at + DAY)
    take_back(granted(world, unit=world.ward), reason=WHY, by=world.organisation)


def test_what_has_run_out_is_not_taken_back(world):
    row = granted(world)
    with clock.held(row.until), pytest.raises(Refused, match="Gia hạn đã hết"):
        take_back(row, reason=WHY, by=world.organisation)


# --- who hears of it ---


def told(user):
    return list(Notice.objects.unread().filter(to=user).values_list("sentence", flat=True))


def test_whoever_was_to_answer_hears_that_they_need_not_any_more(world):
    row = ask(requested(world), by=world.staff)
    withdraw(row, reason=WHY, by=world.staff)
    said = f"Đã rút đề nghị gia hạn: kế hoạch công tác của cá nhân, đồng chí {world.cadre.full_name} · Quý IV/2026"
    assert [told(user) for user in (world.organisation, world.subject, world.staff)] == [[said], [said], []]
    assert Notice.objects.unread().filter(to=world.organisation).get().words == WHY


def test_answered_by_one_it_waits_for_none_of_the_others(world):
    other = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    row = ask(requested(world), by=world.subject)
    assert len(told(other)) == 1
    refuse(row, reason="Đã nhắc", by=world.organisation)
    assert told(other) == []


@pytest.mark.parametrize("of_unit", [True, False])
def test_everybody_whose_window_moves_back_hears_of_it_and_why(world, of_unit):
    row = granted(world, **({"unit": world.ward} if of_unit else {}))
    take_back(row, reason=WHY, by=world.organisation)
    (said,) = told(world.subject)
    assert said.startswith("Đã rút gia hạn: kế hoạch công tác của cá nhân, ")
    assert said.endswith(f", hạn: {han(row.ordinarily)}")
    assert "đến" not in said


# --- what it took the place of ---


@pytest.fixture
def twice(world):
    """Two days, and by mistake five."""
    world.first = granted(world)
    longer = requested(world)
    longer.until += 3 * DAY
    world.second = give(longer, by=world.organisation)
    return world


def test_what_was_granted_before_applies_again_and_its_person_reads_that_day(twice):
    take_back(twice.second, reason=WHY, by=twice.organisation)
    assert closing() == {twice.dossier.pk: twice.first.until}
    twice.first.refresh_from_db()
    deeds = [entry.deed for entry in twice.first.history.order_by("pk")]
    assert (twice.first.stage, deeds) == (ExtensionStage.GRANTED, ["grant", "replace", "restore"])
    (said,) = told(twice.subject)
    assert said.startswith("Đã rút gia hạn: ")
    assert said.endswith(f", hạn: {han(twice.first.until)}")


def test_whoever_came_by_what_was_granted_before_needs_not_the_later_one(twice):
    arrives(twice.dossier, twice.first.until - timedelta(hours=1))
    take_back(twice.second, reason=WHY, by=twice.organisation)
    assert not Plan.objects.get().is_late


def test_whoever_came_after_it_holds_the_later_one(twice):
    arrives(twice.dossier, twice.first.until)
    with pytest.raises(Refused, match="đã nộp trong thời gian gia hạn"):
        take_back(twice.second, reason=WHY, by=twice.organisation)


def test_what_has_run_out_meanwhile_does_not_apply_again(twice):
    with clock.held(twice.first.until):
        take_back(twice.second, reason=WHY, by=twice.organisation)
    assert closing() == {twice.dossier.pk: twice.period.plan_closes_at}
