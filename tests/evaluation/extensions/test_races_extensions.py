"""Two who ask, answer or withdraw at once, on PostgreSQL: one effect, and the other is told."""

from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from cadres.machine import OutOfTurn, Refused, lock
from cadres.models import Duty
from config import clock
from evaluation.core.actions.receipts import LateReasonOwed
from evaluation.core.stages import ExtensionStage
from evaluation.extensions.actions import AlreadyAsked, ask, give, grant, refuse, take_back, withdraw
from evaluation.lists.actions.groups import hold_groups
from evaluation.models import Extension, Plan
from evaluation.plans.actions import submit_plan
from tests.evaluation.core.test_races import refused, together
from tests.factories import (
    AxisWeightFactory,
    DossierFactory,
    ExtensionFactory,
    PlanTaskFactory,
    a_ward,
    an_official,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    world = a_ward()
    world.dossier = DossierFactory(unit=world.division, cadre=world.cadre)
    world.organisation = [an_official(Duty.PROVINCIAL_ORGANISATION, world.province) for _ in range(2)]
    return world


def at_the_time(world, deed):
    """Each connection of its own asks what time it is: the plan's window has just closed."""

    def run():
        with clock.held(world.dossier.period.plan_closes_at):
            return deed()

    return run


def test_two_who_answer_at_once_have_one_effect_and_the_other_is_told(world):
    row = ExtensionFactory(dossier=world.dossier, stage=ExtensionStage.ASKED)
    one, other = world.organisation
    answers = together(
        at_the_time(world, lambda: grant(row, until=row.until, by=one, seen=1)),
        at_the_time(world, lambda: refuse(row, reason="Đã nhắc", by=other, seen=1)),
    )
    assert [type(answer) for answer in refused(answers)] == [OutOfTurn]
    assert row.history.count() == 1


@pytest.mark.parametrize("scope", ["dossier", "unit"])
@pytest.mark.parametrize("deed", [ask, give])
def test_two_who_begin_at_once_leave_one_and_the_other_is_told(world, deed, scope):
    until = ExtensionFactory.build(dossier=world.dossier).until
    whose = {"dossier": world.dossier} if scope == "dossier" else {"unit": world.ward}
    rows = [
        Extension(period=world.dossier.period, window="plan", until=until, ground="Mưa bão", **whose)
        for _ in range(2)
    ]
    by = {ask: [world.staff] * 2, give: world.organisation}[deed]
    answers = together(
        *(
            at_the_time(world, lambda row=row, user=user: deed(row, by=user))
            for row, user in zip(rows, by, strict=True)
        )
    )
    assert [type(answer) for answer in refused(answers)] == [{ask: AlreadyAsked, give: Refused}[deed]]
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("scope", ["dossier", "unit"])
def test_whoever_hands_in_while_the_extension_is_taken_back_is_in_time_or_is_told(world, scope):
    whose = {"dossier": world.dossier} if scope == "dossier" else {"dossier": None, "unit": world.ward}
    row = ExtensionFactory(period=world.dossier.period, **whose)
    AxisWeightFactory(plan=world.dossier.plan), PlanTaskFactory(plan=world.dossier.plan)
    answers = together(
        at_the_time(world, lambda: take_back(row, reason="Ghi nhầm", by=world.organisation[0])),
        at_the_time(world, lambda: submit_plan(world.dossier.plan, by=world.subject, seen=None)),
    )
    row.refresh_from_db()
    taken = row.stage == ExtensionStage.WITHDRAWN
    assert [type(answer) for answer in refused(answers)] == [LateReasonOwed if taken else Refused]
    assert not any(plan.is_late for plan in Plan.objects.exclude(arrived_at=None))


def test_withdrawn_and_answered_at_once_it_is_one_of_both(world):
    row = ExtensionFactory(dossier=world.dossier, stage=ExtensionStage.ASKED)
    answers = together(
        at_the_time(world, lambda: withdraw(row, reason="Ghi nhầm", by=world.staff)),
        at_the_time(world, lambda: grant(row, until=row.until, by=world.organisation[0])),
    )
    assert [type(answer) for answer in refused(answers)] == [OutOfTurn]
    assert row.history.count() == 1


def test_a_units_extension_is_taken_back_while_somebody_works_on_the_groups_of_the_round(world):
    """They hold the round, then its dossiers: whoever took them the other way round would wait for them, and they for them."""
    row = ExtensionFactory(period=world.dossier.period, dossier=None, unit=world.ward)
    held = Event()

    def regroups():
        with transaction.atomic():
            hold_groups(world.dossier.period)
            held.set()
            until_somebody_waits()
            lock(world.dossier)

    def takes_back():
        held.wait(timeout=5)
        return take_back(row, reason="Ghi nhầm", by=world.organisation[0]).stage

    assert together(regroups, at_the_time(world, takes_back)) == [None, ExtensionStage.WITHDRAWN]


def test_a_units_extension_is_taken_back_while_something_of_the_round_is_written_for_one_of_its_people(world):
    row = ExtensionFactory(period=world.dossier.period, dossier=None, unit=world.ward)
    held = Event()

    def writes():
        with transaction.atomic():
            lock(world.dossier)
            held.set()
            until_somebody_waits()
            ExtensionFactory(dossier=world.dossier)

    def takes_back():
        held.wait(timeout=5)
        return take_back(row, reason="Ghi nhầm", by=world.organisation[0]).stage

    assert together(writes, at_the_time(world, takes_back)) == [None, ExtensionStage.WITHDRAWN]


def until_somebody_waits():
    """For a lock that this connection holds."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
