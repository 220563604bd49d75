"""Deeds on a plan, beneath the pages: what they refuse and what they leave behind."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from cadres.machine import OutOfTurn, ReasonOwed, Refusal, Refused, Stale
from catalog.models import CatalogItem
from config import clock
from evaluation.core.models.periods import Lateness
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.core.steps import Stage
from evaluation.models import Policy
from evaluation.plans import actions as plans
from regulation.quarters import Quarter
from regulation.vocabulary import Layer
from tests.factories import (
    AxisWeightFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    TaskMarkFactory,
    a_ward,
)

pytestmark = pytest.mark.django_db
IN_TIME = datetime(2026, 9, 20, 9, tzinfo=clock.HERE)
LATE = datetime(2026, 9, 26, tzinfo=clock.HERE)
DUE = date(2026, 12, 1)


@pytest.fixture
def ward():
    with clock.held(IN_TIME):
        ward = a_ward()
        ward.dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
        ward.plan, ward.catalog = ward.dossier.plan, CatalogFactory(unit=ward.ward, approved=True)
        ward.item = CatalogItemFactory(catalog=ward.catalog, points=Decimal(120))
        yield ward


def undertake(ward, axis=1, **more):
    ward.plan.refresh_from_db()
    given = {"axis": axis, "due_date": DUE, "by": ward.subject, "seen": ward.plan.version} | more
    return plans.add_tasks(ward.plan, [ward.item], **given)


def hand_in(ward, **more):
    ward.plan.refresh_from_db()
    return plans.submit_plan(ward.plan, by=ward.subject, seen=ward.plan.version, **more)


def at_work(ward):
    undertake(ward)
    hand_in(ward)
    plans.collate_plan(ward.plan, by=ward.staff)
    return plans.approve_plan(ward.plan, by=ward.leadership)


@pytest.mark.clause("B1.1/2")
def test_a_task_takes_its_coefficient_from_the_catalog(ward):
    task = undertake(ward, quantities={ward.item.pk: Decimal("2.5")}).tasks.get()
    assert (task.points, task.coefficient, task.quantity) == (Decimal(120), Decimal("1.2"), Decimal("2.5"))


def test_a_catalog_without_its_standard_item_gives_no_task(ward):
    CatalogItem.objects.filter(catalog=ward.catalog).update(is_standard=False)
    with pytest.raises(plans.NoCoefficient):
        undertake(ward)


def test_weights_are_proposed_when_an_axis_gets_its_first_task_and_left_alone_afterwards(ward):
    undertake(ward, axis=1)
    plan = undertake(ward, axis=2)
    assert list(plan.weights.values_list("weight", flat=True)) == [Decimal("46.67"), Decimal("23.33")]
    chosen = {1: ("main", Decimal(40)), 2: ("supporting", Decimal(30))}
    plans.set_weights(plan, chosen, by=ward.subject, seen=plan.version)
    plan = undertake(ward, axis=2)
    assert list(plan.weights.values_list("weight", flat=True)) == [Decimal(40), Decimal(30)]


def test_a_task_that_is_gone_is_told(ward):
    plan = undertake(ward)
    task = plan.tasks.get()
    plan = plans.remove_task(task, by=ward.subject, seen=plan.version)
    with pytest.raises(plans.TaskGone):
        plans.change_task(task, {"title": "Khác"}, by=ward.subject, seen=None)


def test_an_edit_of_an_older_version_is_stale(ward):
    undertake(ward)
    with pytest.raises(Stale):
        plans.set_weights(ward.plan, {}, by=ward.subject, seen=1)


def test_copying_finds_the_row_of_the_same_name_in_the_new_catalog(ward):
    before = DossierFactory(
        cadre=ward.cadre, unit=ward.division, period=PeriodFactory(quarter=Quarter(2026, 3))
    )
    old_catalog = CatalogFactory(unit=ward.ward, year=2025, approved=True)
    old_item = CatalogItemFactory(catalog=old_catalog, name=ward.item.name, points=Decimal(200))
    old = PlanTaskFactory(plan=before.plan, item=old_item, title="Của tôi", quantity=Decimal(4), is_key=True)
    task = plans.take_over(ward.plan, [plans.Taken(old, old.quantity)], by=ward.subject, seen=1).tasks.get()
    assert (task.item, task.coefficient, task.title, task.quantity, task.is_key, task.due_date) == (
        ward.item,
        Decimal("1.2"),
        "Của tôi",
        Decimal(4),
        True,
        None,
    )


@pytest.mark.parametrize(
    ("title", "copied"),
    [
        ("Báo cáo quý III/2026", "Báo cáo quý IV/2026"),
        ("QUÝ  iii/2026: sơ kết Quý III/2026", "QUÝ  IV/2026: sơ kết Quý IV/2026"),
        ("So với quý II/2026 và quý III/2025", "So với quý II/2026 và quý III/2025"),
        ("Văn bản số 3/2026", "Văn bản số 3/2026"),
    ],
)
def test_a_copied_title_names_the_new_quarter(ward, title, copied):
    period = PeriodFactory(quarter=Quarter(2026, 3))
    before = DossierFactory(cadre=ward.cadre, unit=ward.division, period=period)
    old = PlanTaskFactory(plan=before.plan, item=ward.item, title=title)
    plan = plans.take_over(ward.plan, [plans.Taken(old, old.quantity)], by=ward.subject, seen=1)
    assert [task.title for task in plan.tasks.all()] == [copied]
    assert plan.ledger.get().changes == {"added": [copied]}


def test_the_instant_of_closing_is_late(ward):
    undertake(ward)
    with clock.held(LATE):
        with pytest.raises(Exception, match="cần ghi lý do nộp muộn"):
            hand_in(ward)
        plan = hand_in(ward, late_reason="Ốm")
    assert (plan.is_late, plan.arrived_at, plan.late_reason) == (True, LATE, "Ốm")


def test_a_policy_may_take_nothing_late(ward):
    Policy.objects.create(period=ward.dossier.period, plan_lateness=Lateness.REFUSE)
    undertake(ward)
    with clock.held(LATE), pytest.raises(Exception, match="không nhận nộp muộn"):
        hand_in(ward, late_reason="Ốm")
    ward.plan.refresh_from_db()
    assert (ward.plan.stage, ward.dossier.receipts.count()) == (PlanStage.DRAFT, 0)


def test_the_first_arrival_counts_after_a_return(ward):
    undertake(ward)
    hand_in(ward)
    plans.return_plan(ward.plan, by=ward.staff, reason="Sửa hạn")
    with clock.held(LATE):
        plan = hand_in(ward, late_reason="Sửa theo yêu cầu")
    assert (plan.is_late, plan.arrived_at) == (False, IN_TIME)


@pytest.mark.clause("B2.2")
def test_no_plan_is_handed_in_where_tasks_are_entered_directly(ward):
    period = PeriodFactory(quarter=Quarter(2026, 2), direct_entry=True)
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, period=period, stage=Stage.SELF_ASSESSMENT)
    PlanTaskFactory(plan=dossier.plan, due_date=date(2026, 6, 1))
    AxisWeightFactory(plan=dossier.plan)
    with pytest.raises(Refused, match="không phải nộp kế hoạch"):
        plans.submit_plan(dossier.plan, by=ward.subject, seen=1, late_reason="Muộn")


@pytest.mark.clause("M01.note/1")
def test_approving_sends_the_dossier_to_work(ward):
    plan = at_work(ward)
    ward.dossier.refresh_from_db()
    assert (plan.stage, ward.dossier.stage) == (PlanStage.APPROVED, Stage.WORKING)
    with pytest.raises(OutOfTurn):
        plans.approve_plan(ward.plan, by=ward.leadership)


def ask(ward, plan, **values):
    return plans.ask_amendment(plan, {"ground": "Văn bản"} | values, by=ward.subject)


@pytest.mark.clause("M01.note/2")
def test_a_lowering_asked_before_the_due_date_counts_whenever_it_is_answered_and_on_that_day_none_is_asked(
    ward,
):
    plan = at_work(ward)
    task = plan.tasks.get()
    task.quantity = Decimal(3)
    task.save()
    with clock.held(datetime(2026, 11, 30, 23, 59, tzinfo=clock.HERE)):
        change = ask(ward, plan, kind="lower", task=task, quantity=Decimal(2))
    with clock.held(datetime(2026, 12, 1, tzinfo=clock.HERE)), pytest.raises(plans.AmendmentTooLate):
        ask(ward, plan, kind="lower", task=task, quantity=Decimal(1))
    with clock.held(datetime(2026, 12, 3, tzinfo=clock.HERE)):
        change = plans.approve_amendment(change, by=ward.leadership)
    task.refresh_from_db()
    assert (change.stage, change.previous_quantity, task.quantity) == (
        RequestStage.APPROVED,
        Decimal(3),
        Decimal(2),
    )
    with pytest.raises(plans.AmendmentMoot):
        ask(ward, plan, kind="lower", task=task, quantity=Decimal(2))


@pytest.mark.clause("M01.note/2")
@pytest.mark.parametrize("kind", ["lower", "withdraw"])
def test_no_change_is_asked_for_without_its_ground(ward, kind):
    plan = at_work(ward)
    with pytest.raises(ReasonOwed):
        ask(ward, plan, kind=kind, task=plan.tasks.get(), quantity=Decimal(1), ground=" ")
    assert plan.amendments.count() == 0


def test_an_amendment_is_not_approved_once_form_03_is_handed_in(ward):
    plan = at_work(ward)
    change = ask(ward, plan, kind="withdraw", task=plan.tasks.get())
    type(ward.dossier).objects.filter(pk=ward.dossier.pk).update(stage=Stage.SUBMITTED)
    with pytest.raises(Refused):
        plans.approve_amendment(change, by=ward.leadership)
    refused = plans.refuse_amendment(change, by=ward.leadership, answer="Đã nộp Mẫu số 03")
    assert refused.stage == RequestStage.REFUSED


def test_nothing_is_delivered_on_a_withdrawn_task(ward):
    plan = at_work(ward)
    task = plan.tasks.get()
    task.withdrawn_by = ask(ward, plan, kind="withdraw", task=task)
    task.save()
    with pytest.raises(plans.TaskGone):
        plans.record_delivery(task, {"delivered_on": DUE}, by=ward.subject)


def test_many_tasks_are_changed_at_once_and_history_tells_which(ward):
    undertake(ward)
    plan = undertake(ward, axis=2)
    first, second = plan.tasks.order_by("pk")
    changes = {first.pk: {"quantity": Decimal(4), "is_key": True}, second.pk: {"quantity": second.quantity}}
    plan = plans.change_tasks(plan, changes, by=ward.subject, seen=plan.version)
    assert list(plan.tasks.order_by("pk").values_list("quantity", "is_key")) == [
        (Decimal(4), True),
        (Decimal(1), False),
    ]
    told = ward.dossier.history.last().changes["tasks"]
    assert told == [
        {"task": first.named, "changed": {"quantity": ["1.00", "4"], "is_key": ["False", "True"]}}
    ]


def test_a_task_that_others_have_judged_is_not_removed():
    """Direct entry: after a return the cadre works on a list that already bears the appraiser's marks."""
    task = PlanTaskFactory(plan__dossier__stage=Stage.SELF_ASSESSMENT)
    TaskMarkFactory(task=task, layer=Layer.APPRAISAL.value)
    with pytest.raises(Refusal, match="không xóa được"):
        plans.remove_task(task, by=task.plan.dossier.cadre.user, seen=1)
    assert task.marks.count() == 1
