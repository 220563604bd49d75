"""From one quarter to the next: what is left of a plan, and (7.d) what was reached in a quarter that was not rated."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.core.steps import Stage
from evaluation.models import Delivery
from evaluation.plans import actions as plans
from evaluation.plans.actions import Taken
from evaluation.plans.models import Carried
from evaluation.plans.tells import earlier_tasks, left_over
from regulation.quarters import Quarter
from tests.evaluation.marks.marking import a_case, at
from tests.factories import (
    CatalogItemFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    TaskMarkFactory,
)

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case():
    """Quý IV's draft plan; in Quý III three reports were planned, and one other task."""
    case = a_case(tasks=0, stage=Stage.PLANNING)
    case.plan.stage = "draft"
    case.plan.save()
    case.before = DossierFactory(
        cadre=case.cadre,
        unit=case.ward,
        period=PeriodFactory(quarter=Quarter(2026, 3)),
        stage=Stage.PUBLISHED,
    )
    case.short = PlanTaskFactory(plan=case.before.plan, title="Báo cáo quý III/2026", quantity=D(3), axis=2)
    case.whole = PlanTaskFactory(plan=case.before.plan, title="Tờ trình")
    TaskMarkFactory(task=case.short, done=D(3))
    TaskMarkFactory(task=case.short, layer="appraisal", done=D(1))
    TaskMarkFactory(task=case.whole, done=D(1))
    return case


def deferred(case):
    type(case.before).objects.filter(pk=case.before.pk).update(stage=Stage.DEFERRED)


def rows(case):
    """Title → (what is left, what was reached and not rated)."""
    return {row.task.title: (row.rest, row.reached) for row in earlier_tasks(case.dossier, case.staff)}


def tasks(case):
    return list(case.plan.tasks.order_by("order").values_list("title", "quantity", "axis", "due_date"))


def send(client, case, **ticked):
    client.force_login(case.subject)
    with at(9, 24):
        return client.post(
            reverse("plan_copy", args=[case.dossier.pk]),
            {"version": str(type(case.plan).objects.get(pk=case.plan.pk).version)} | ticked,
        )


def test_what_is_left_is_planned_less_done_by_the_newest_layer(case):
    assert rows(case) == {"Báo cáo quý III/2026": (D(2), D(0)), "Tờ trình": (D(0), D(0))}


@pytest.mark.clause("7.d")
def test_of_a_deferred_quarter_what_was_reached_is_offered_too(case):
    deferred(case)
    assert rows(case) == {"Báo cáo quý III/2026": (D(2), D(1)), "Tờ trình": (D(0), D(1))}


@pytest.mark.clause("7.d")
def test_of_a_deferred_quarter_without_marks_what_was_delivered_counts(case):
    deferred(case)
    case.short.marks.all().delete()
    Delivery.objects.create(task=case.short, delivered_on=date(2026, 8, 3), quantity=D(2))
    assert rows(case)["Báo cáo quý III/2026"] == (D(1), D(2))


def test_more_than_planned_leaves_nothing(case):
    TaskMarkFactory(task=case.short, layer="authority", done=D(5))
    assert rows(case)["Báo cáo quý III/2026"] == (D(0), D(0))


def test_the_rest_is_taken_over_with_its_quantity_and_keeps_its_own_quarter(client, case):
    assert send(client, case, rest=[case.short.pk], due_date="2026-11-30").status_code == 302
    assert tasks(case) == [("Báo cáo quý III/2026 (còn lại của Quý III/2026)", D(2), 2, date(2026, 11, 30))]


def test_a_task_is_not_taken_over_whole_beside_its_rest(client, case):
    answer = send(client, case, rest=[case.short.pk], task=[case.short.pk, case.whole.pk])
    refused = "“Báo cáo quý III/2026” được chọn hai lần: chỉ chọn phần còn lại, hoặc lấy lại cả nhiệm vụ."
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [refused])
    assert (tasks(case), refused in answer.content.decode()) == ([], True)


@pytest.mark.clause("7.d")
def test_rest_and_result_of_a_deferred_quarter_are_taken_over_side_by_side(client, case):
    deferred(case)
    case.short.marks.filter(layer="self").update(done=D(1))
    sent = {"rest": [case.short.pk], "reached": [case.short.pk, case.whole.pk], "task": [case.whole.pk]}
    assert send(client, case, **sent).status_code == 302
    assert [(title, quantity) for title, quantity, _, _ in tasks(case)] == [
        ("Báo cáo quý III/2026 (còn lại của Quý III/2026)", D(2)),
        ("Tờ trình (kết quả Quý III/2026, Mục 7.d)", D(1)),
        ("Báo cáo quý III/2026 (kết quả Quý III/2026, Mục 7.d)", D(1)),
        ("Tờ trình", D(1)),
    ]


def test_coefficients_come_from_the_catalog_now_in_force(case):
    case.short.item.points = D(150)
    case.short.item.save()
    plan = plans.take_over(case.plan, [Taken(case.short, D(2), Carried.REST)], by=case.subject, seen=None)
    assert plan.tasks.get().coefficient == D("1.5")


def test_what_the_catalog_no_longer_has_comes_without_its_item(case):
    case.short.item = None
    case.short.save()
    plan = plans.take_over(case.plan, [Taken(case.short, D(2), Carried.REST)], by=case.subject, seen=None)
    assert [(task.item, task.quantity) for task in plan.tasks.all()] == [(None, D(2))]


@pytest.mark.parametrize("name", ["rest", "reached"])
def test_a_row_that_was_not_offered_is_refused_and_the_ticks_are_kept(client, case, name):
    answer = send(client, case, **{name: [case.whole.pk], "task": [case.short.pk]})
    assert answer.status_code == 422
    assert answer.context["ticked"] == {"rest": set(), "reached": set(), "task": {case.short.pk}} | {
        name: {case.whole.pk}
    }
    assert tasks(case) == []


def test_a_due_day_outside_the_new_quarter_is_refused(client, case):
    answer = send(client, case, rest=[case.short.pk], due_date="2026-09-30")
    assert (answer.status_code, tasks(case)) == (422, [])


def test_the_plan_suggests_what_is_left_until_it_is_taken_over(client, case):
    client.force_login(case.subject)
    page = client.get(reverse("plan", args=[case.dossier.pk]))
    assert [row.task.title for row in page.context["left_over"]] == ["Báo cáo quý III/2026"]
    assert "Nhiệm vụ còn lại của Quý III/2026" in page.content.decode()
    send(client, case, rest=[case.short.pk])
    after = client.get(reverse("plan", args=[case.dossier.pk]))
    assert after.context["left_over"] == []


def still_left(case):
    return sorted(row.task.title for row in left_over(earlier_tasks(case.dossier, case.staff)))


@pytest.mark.parametrize(
    "title",
    [
        "Báo cáo quý III/2026 (đợt 2)",
        "Báo cáo quý III/2026 (còn lại của Quý II/2026)",
        "Báo cáo quý III/2026 (còn lại của Quý III/2026) bổ sung",
        "Báo cáo quý III/2026",
    ],
)
def test_another_task_whose_title_begins_alike_takes_nothing_over(case, title):
    PlanTaskFactory(plan=case.plan, title=title)
    assert still_left(case) == ["Báo cáo quý III/2026"]


def test_tasks_of_one_title_are_told_apart_by_their_product(case):
    item = case.short.item
    other = CatalogItemFactory(catalog=item.catalog)
    PlanTaskFactory(plan=case.before.plan, title=case.short.title, item=other)
    plans.take_over(case.plan, [Taken(case.short, D(2), Carried.REST)], by=case.subject, seen=None)
    left = left_over(earlier_tasks(case.dossier, case.staff))
    assert [row.task.item for row in left] == [other]


def test_what_was_taken_over_stays_so_when_its_product_is_chosen_anew(case):
    """The next catalog names it otherwise; a product of no catalog says nothing either."""
    plans.take_over(case.plan, [Taken(case.short, D(2), Carried.REST)], by=case.subject, seen=None)
    for item in (CatalogItemFactory(), None):
        case.plan.tasks.update(item=item)
        assert still_left(case) == []


@pytest.mark.clause("7.d")
def test_a_result_taken_over_is_not_offered_again(case):
    deferred(case)
    assert still_left(case) == ["Báo cáo quý III/2026", "Tờ trình"]
    plans.take_over(case.plan, [Taken(case.whole, D(1), Carried.REACHED)], by=case.subject, seen=None)
    assert still_left(case) == ["Báo cáo quý III/2026"]


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        (Stage.PUBLISHED, {"Báo cáo quý III/2026": D(2)}),
        (Stage.DECIDED, {}),
        (Stage.COUNCIL, {}),
        (Stage.DEFERRED, {}),
    ],
)
def test_whoever_plans_reads_how_others_marked_them_only_when_it_is_published(client, case, stage, left):
    """ADR 5: by their own marks all three reports are made; the appraisal says one."""
    type(case.before).objects.filter(pk=case.before.pk).update(stage=stage)
    client.force_login(case.subject)
    page = client.get(reverse("plan", args=[case.dossier.pk]))
    assert {row.task.title: row.rest for row in page.context["left_over"] if row.rest} == left
    copied = client.get(reverse("plan_copy", args=[case.dossier.pk]))
    assert {row.task.title: row.rest for row in copied.context["rest"]} == left


def test_nobody_else_is_shown_the_suggestion(client, case):
    client.force_login(case.staff)
    assert client.get(reverse("plan", args=[case.dossier.pk])).context["left_over"] == ()


@pytest.mark.parametrize(
    ("stage", "day", "told"),
    [
        (Stage.WORKING, (9, 24), []),
        (Stage.WORKING, (10, 1), ["Báo cáo quý III/2026"]),
        (Stage.SELF_ASSESSMENT, (9, 24), ["Báo cáo quý III/2026"]),
        (Stage.DEFERRED, (9, 24), ["Báo cáo quý III/2026", "Tờ trình"]),
    ],
)
def test_work_that_still_goes_on_is_not_called_left(case, stage, day, told):
    type(case.before).objects.filter(pk=case.before.pk).update(stage=stage)
    with at(*day):
        titles = [row.task.title for row in left_over(earlier_tasks(case.dossier, case.staff))]
    assert sorted(titles) == told


def test_the_draft_plans_page_asks_no_more_for_many_left_tasks_than_for_one(client, case):
    client.force_login(case.subject)

    def count():
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("plan", args=[case.dossier.pk]))
        return len(caught)

    count()
    few = count()
    for _ in range(20):
        TaskMarkFactory(task=PlanTaskFactory(plan=case.before.plan, quantity=D(2)), done=D(1))
    assert [count(), few <= 25] == [few, True]


def test_what_stands_in_the_plan_already_is_marked_and_not_ticked_so_that_nobody_copies_twice(client, case):
    page = reverse("plan_copy", args=[case.dossier.pk])
    client.force_login(case.subject)
    told = []
    for _ in range(2):
        with at(9, 24):
            text = client.get(page).content.decode()
        told.append((text.count("đã có trong kế hoạch này"), " checked" in text))
        PlanTaskFactory(plan=case.plan, title=case.whole.title, product=case.whole.product)
    assert told == [(0, False), (1, False)]


def test_what_took_the_new_quarters_name_with_it_is_marked_too(client, case):
    """ "… quý III/2026" stands in the plan as "… quý IV/2026"."""
    type(case.whole).objects.filter(pk=case.whole.pk).update(title="Thu ngân sách quý III/2026")
    PlanTaskFactory(plan=case.plan, title="Thu ngân sách quý IV/2026", product=case.whole.product)
    client.force_login(case.subject)
    with at(9, 24):
        text = client.get(reverse("plan_copy", args=[case.dossier.pk])).content.decode()
    assert text.count("đã có trong kế hoạch này") == 1
