"""Which dossiers wait for whom: over a world with one at every stage and of every kind, a queue holds what can be moved."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.arrivals.moves import ARRIVALS
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.core.steps import Stage, stages
from evaluation.home.tells.queues import QUEUES, waiting_at
from evaluation.marks.moves import EXCUSES
from evaluation.models import Dossier, Excuse, PlanAmendment, Remark
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS
from regulation.vocabulary import CaseKind, Leadership
from tests.factories import (
    LONG_AGO,
    AppointmentFactory,
    DossierFactory,
    PlanTaskFactory,
    UserFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db

NAMED = {(type(move.machine).__name__, move.name): (move, queue) for move, queue in QUEUES}
OF_CASES = {
    "ask_remark",
    "follow_person",
    "end",
    "exempt",
}  # they wait for posts, and have tests of their own
OF_DOSSIERS = {move.name: (move, queue) for move, queue in QUEUES if move.machine is DOSSIERS}


@pytest.fixture
def world():
    """One dossier at every stage of each kind: used by the ward, by a division, its head, of tier 3.1."""
    world = a_ward()
    world.kinds = {
        "of the ward": {"unit": world.ward},
        "of a division": {"unit": world.division},
        "head of a division": {"unit": world.division, "leadership": Leadership.HEAD.value},
        "of tier 3.1": {"unit": world.ward, "provincial": True},
    }
    world.rows = {
        (kind, stage): DossierFactory(stage=stage, **values)
        for kind, values in world.kinds.items()
        for stage in Stage
    }
    world.people = {
        "subject": world.subject,
        "staff": world.staff,
        "leadership": world.leadership,
        "division": world.division_leadership,
        "council": world.council,
        "organisation": an_official(Duty.PROVINCIAL_ORGANISATION, world.province),
        "secretariat": an_official(Duty.PROVINCIAL_SECRETARIAT, world.province),
        "stranger": UserFactory(),
    }
    return world


def at(world, waiting):
    """The kinds and stages of these dossiers."""
    places = {row.pk: place for place, row in world.rows.items()}
    return {places[row.pk] for row in waiting}


def all_but(world, kinds, stage):
    return {(kind, stage) for kind in world.kinds if kind not in kinds}


# --- whose ----------------------------------------------------------------------------------------------------------


def test_queues_are_those_of_the_moves_that_tell_of_one():
    told = [
        move
        for machine in (PLANS, AMENDMENTS, DOSSIERS, EXCUSES, ARRIVALS, PETITIONS)
        for move in machine.moves.values()
        if getattr(move, "queue", None)
    ]
    assert [move for move, _ in QUEUES] == told
    assert [queue is move.queue for move, queue in QUEUES] == [True] * len(QUEUES)


@pytest.mark.parametrize("name", sorted(set(OF_DOSSIERS) - OF_CASES))
def test_a_queue_holds_what_its_holder_can_move_now_and_is_led_to(world, name):
    """Of each person: the dossiers that their right filters in the queue are those that they can move, row by row."""
    move, queue = OF_DOSSIERS[name]
    divided = (
        name == "propose_in_division"
    )  # what the division proposes first is led to nobody else meanwhile (2.2)
    for who, user in world.people.items():
        listed = set(waiting_at(move, queue).filter(move.by.q(user)))
        movable = [row for row in world.rows.values() if move.open_to(user, row)]
        led = {row for row in movable if row.stage != Stage.SUBMITTED or row.needs_division == divided}
        assert listed == led, who


@pytest.mark.parametrize("name", sorted(set(OF_DOSSIERS) - OF_CASES))
def test_somebody_holds_each_queue_and_a_stranger_none(world, name):
    move, queue = OF_DOSSIERS[name]
    holding = {
        who for who, user in world.people.items() if waiting_at(move, queue).filter(move.by.q(user)).exists()
    }
    assert (
        holding
        == {
            "propose_in_division": {"division"},
            "appraise": {"staff"},
            "council": {"staff", "council"},
            "propose": {"leadership"},
            "decide": {"leadership"},
            "province_appraise": {"organisation"},
            "decide_at_province": {"secretariat"},
            "publish": {"staff", "leadership"},
        }[name]
    )


def test_before_the_division_proposed_its_people_wait_for_it_and_the_others_for_staff(world):
    first, staff = OF_DOSSIERS["propose_in_division"], OF_DOSSIERS["appraise"]
    submitted = all_but(world, {"of a division"}, Stage.SUBMITTED)
    proposed = all_but(world, set(), Stage.DIVISION_PROPOSED)
    assert at(world, waiting_at(*first)) == {("of a division", Stage.SUBMITTED)}
    assert at(world, waiting_at(*staff)) == submitted | proposed


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("council", Stage.APPRAISED),
        ("propose", Stage.COUNCIL),
        ("decide", Stage.COUNCIL),
        ("province_appraise", Stage.PROPOSED),
        ("decide_at_province", Stage.PROVINCE_APPRAISED),
        ("publish", Stage.DECIDED),
    ],
)
def test_what_waits_stands_where_the_move_begins_whoever_it_is_about(world, name, stage):
    """Whose it is to move is the right's to say, not the queue's."""
    assert at(world, waiting_at(*OF_DOSSIERS[name])) == all_but(world, set(), stage)


def test_whoever_came_from_another_unit_waits_until_it_was_asked_whatever_the_step_before_the_decision(world):
    move, queue = OF_DOSSIERS["ask_remark"]
    assert list(waiting_at(move, queue)) == []
    left = [[world.division.code, world.division.name]]
    kind = CaseKind.TRANSFERRED.value
    moved = [{"kind": kind, "since": "2026-11-10", "sentence": "x", "from_units": left}]
    Dossier.objects.update(cases=moved)
    undecided = {place for place in world.rows if place[1] in move.source}
    assert at(world, waiting_at(move, queue)) == undecided
    Remark.objects.create(
        dossier=world.rows["of the ward", Stage.WORKING],
        from_unit=world.division,
        asked_at="2026-12-01T00:00Z",
    )
    assert at(world, waiting_at(move, queue)) == undecided - {("of the ward", Stage.WORKING)}


def test_the_province_may_ask_the_old_unit_but_it_is_the_staffs_to_do(world):
    move, queue = OF_DOSSIERS["ask_remark"]
    row = world.rows["of the ward", Stage.WORKING]
    users = [world.people[who] for who in ("staff", "organisation")]
    assert [move.allows(user, row) for user in users] == [True, True]
    assert [queue.by.allows(user, row) for user in users] == [True, False]


# --- rows of a dossier -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stage"), [("collate", PlanStage.SUBMITTED), ("approve", PlanStage.COLLATED)]
)
def test_a_plan_waits_while_its_dossier_plans_and_for_nobody_once_set_aside(name, stage):
    plans = [DossierFactory(plan__stage=plan_stage).plan for plan_stage in PlanStage]
    DossierFactory(plan__stage=stage, stage=Stage.DEFERRED)
    waiting = set(waiting_at(*NAMED["Plans", name]))
    assert waiting == {plan.dossier for plan in plans if plan.stage == stage}


def test_a_plan_can_be_moved_by_whomever_it_waits_for():
    ward = a_ward()
    rows = [DossierFactory(unit=ward.division, plan__stage=stage) for stage in PlanStage]
    for name in ("collate", "approve"):
        move, queue = NAMED["Plans", name]
        for user in (ward.staff, ward.leadership, ward.subject):
            listed = set(waiting_at(move, queue).filter(move.by.q(user)))
            assert listed == {row for row in rows if move.open_to(user, row.plan)}


@pytest.mark.parametrize("stage", RequestStage)
def test_a_request_waits_until_it_is_answered(stage):
    task = PlanTaskFactory()
    PlanAmendment.objects.create(
        plan=task.plan, kind="withdraw", task=task, proposed_at="2026-11-01T00:00Z", stage=stage
    )
    Excuse.objects.create(
        task=PlanTaskFactory(), ground="Bão", put_forward_at="2026-12-20T00:00Z", stage=stage
    )
    open_ones = [row.dossier for row in (task.plan, Excuse.objects.get().task.plan)] * (stage == "proposed")
    names = (("Amendments", "approve"), ("Excuses", "confirm"))
    assert [row for name in names for row in waiting_at(*NAMED[name])] == open_ones


def test_whoever_moved_waits_for_staff_until_the_dossier_has_followed(world):
    move, queue = OF_DOSSIERS["follow_person"]
    stays, moves, ended = (
        world.rows["of the ward", stage] for stage in (Stage.WORKING, Stage.COUNCIL, Stage.ENDED)
    )
    at_home = {"unit": world.ward, "valid_from": LONG_AGO}
    for row in (stays, moves, ended):
        AppointmentFactory(cadre=row.cadre, **at_home)
    for row in (moves, ended):
        last = moves.period.quarter.first_day
        AppointmentFactory(cadre=row.cadre, unit=world.other_division, valid_from=last)
    with clock.held(moves.period.dossier_closes_at):
        assert list(waiting_at(move, queue).filter(move.by.q(world.staff))) == [moves]
    Dossier.objects.filter(pk=moves.pk).update(unit=world.other_division)
    with clock.held(moves.period.dossier_closes_at):
        assert not waiting_at(move, queue).exists()


@pytest.mark.clause("3.3.2")
def test_whom_quarters_do_not_bind_waits_for_staff_until_they_hand_in_or_are_set_aside(client, world):
    move, queue = OF_DOSSIERS["exempt"]
    assert list(waiting_at(move, queue)) == []
    seat = {"since": "2026-01-01", "sentence": "Cấp ủy viên.", "from_units": []}
    cases = [{"kind": CaseKind.INSPECTED.value} | seat, {"kind": CaseKind.OPTIONAL.value} | seat]
    Dossier.objects.update(cases=cases)
    Dossier.objects.filter(stage__in=stages("review", "province", "after")).update(
        arrived_at="2026-12-20T00:00Z"
    )
    assert {stage for _, stage in at(world, waiting_at(move, queue))} == set(stages("before"))
    takes_part = world.rows["of the ward", Stage.PLANNING]
    takes_part.plan.__class__.objects.filter(dossier=takes_part).update(arrived_at="2026-09-20T00:00Z")
    assert takes_part not in waiting_at(move, queue)
    people = ("staff", "organisation", "leadership")
    assert [waiting_at(move, queue).filter(queue.by.q(world.people[who])).exists() for who in people] == [
        True,
        False,
        False,
    ]
    client.force_login(world.staff)
    page = client.get(reverse("home"))
    narrowed = client.get(reverse("dossiers"), {"ky": takes_part.period.code, "unbound": "yes"})
    assert "Xét không bắt buộc đánh giá (Mục 3.3)" in page.content.decode()
    shown = {int(line["pk"]) for line in narrowed.context["lines"]}
    assert shown == {row.pk for row in waiting_at(move, queue)}


@pytest.mark.clause("7.e")
def test_whoever_left_waits_for_staff_until_the_dossier_has_ended(client, world):
    """At any step before the decision, from the first day without a post on; not who takes up another post in time."""
    move, queue = OF_DOSSIERS["end"]
    at_work, stays, leaves, ended, goes_on, decided = (
        world.rows[kind, stage]
        for kind, stage in (
            ("of the ward", Stage.PLANNING),
            ("of the ward", Stage.WORKING),
            ("of a division", Stage.PLANNING),
            ("of the ward", Stage.ENDED),
            ("of the ward", Stage.COUNCIL),
            ("of the ward", Stage.DECIDED),
        )
    )
    first, closes = at_work.period.quarter.first_day, at_work.period.dossier_closes_at
    last = first + timedelta(days=40)
    for row in (leaves, ended, goes_on, decided):
        AppointmentFactory(cadre=row.cadre, unit=row.unit, valid_from=LONG_AGO, valid_until=last)
    for row in (at_work, stays):
        AppointmentFactory(cadre=row.cadre, unit=row.unit, valid_from=LONG_AGO)
    AppointmentFactory(cadre=goes_on.cadre, unit=goes_on.unit, valid_from=last + timedelta(days=20))
    for day, found in ((last, []), (last + timedelta(days=1), [leaves]), (closes.date(), [leaves])):
        with clock.held(closes.replace(month=day.month, day=day.day, hour=9)):
            assert list(waiting_at(move, queue).filter(move.by.q(world.staff))) == found, day
    client.force_login(world.staff)
    with clock.held(closes):
        page = client.get(reverse("home"))
        narrowed = client.get(reverse("dossiers"), {"ky": at_work.period.code, "left": "yes"})
    assert "Ghi kết thúc hồ sơ" in page.content.decode()
    assert [line["pk"] for line in narrowed.context["lines"]] == [str(leaves.pk)]
