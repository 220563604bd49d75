"""The plan as pages: the whole road, and who may walk it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from catalog.stages import Stage as CatalogStage
from config import clock
from evaluation.core.models.periods import Lateness
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Plan, Policy, Receipt
from regulation.quarters import Quarter
from tests.choosing import chosen, left, offered, untouched
from tests.factories import (
    AxisWeightFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db
IN_TIME = datetime(2026, 9, 20, 9, tzinfo=clock.HERE)
TOO_LATE = datetime(2026, 9, 26, 9, tzinfo=clock.HERE)
DUE = "2026-12-01"


@pytest.fixture
def now():
    """A day on which plans of Quý IV/2026 are still in time."""
    with clock.held(IN_TIME):
        yield


@pytest.fixture
def ward(now):
    ward = a_ward()
    ward.dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, period=PeriodFactory())
    ward.plan = ward.dossier.plan
    ward.catalog = CatalogFactory(unit=ward.ward, approved=True)
    ward.items = [CatalogItemFactory(catalog=ward.catalog, name=f"Tờ trình số {n}") for n in range(3)]
    return ward


def url(name, dossier, *more):
    return reverse(name, args=[dossier.pk, *more])


def sign_in(client, user):
    client.force_login(user)
    return client


def version(plan):
    return Plan.objects.get(pk=plan.pk).version


def a_task(ward, **values):
    task = PlanTaskFactory(plan=ward.plan, item=ward.items[0], due_date=date(2026, 12, 1), **values)
    if not ward.plan.weights.filter(axis=task.axis).exists():
        AxisWeightFactory(plan=ward.plan, axis=task.axis)
    return task


def stand(plan, stage, dossier_stage=None):
    Plan.objects.filter(pk=plan.pk).update(stage=stage)
    if dossier_stage:
        Dossier.objects.filter(pk=plan.dossier_id).update(stage=dossier_stage)


def add(client, ward, **more):
    data = {
        "version": version(ward.plan),
        "item": [item.pk for item in ward.items],
        "axis": "1",
        "due_date": DUE,
        **{f"quantity-{item.pk}": "1" for item in ward.items},
    }
    return client.post(url("plan_add", ward.dossier), data | more)


@pytest.mark.clause("B1.1/1", "M01.note/1")
def test_a_plan_goes_the_whole_road_by_pages(client, ward):
    sign_in(client, ward.subject)
    assert add(client, ward).status_code == 302
    answer = client.post(url("plan_submit", ward.dossier), {"version": version(ward.plan)}, follow=True)
    receipt = Receipt.objects.get()
    assert reverse("receipt", args=[receipt.pk]) in answer.content.decode()
    sign_in(client, ward.staff)
    moved = client.post(url("plan_move", ward.dossier), {"version": version(ward.plan), "move": "collate"})
    assert moved.status_code == 302
    sign_in(client, ward.leadership)
    client.post(url("plan_move", ward.dossier), {"version": version(ward.plan), "move": "approve"})
    plan = Plan.objects.select_related("dossier").get()
    assert (plan.stage, plan.dossier.stage, plan.tasks.count()) == (PlanStage.APPROVED, Stage.WORKING, 3)


@pytest.mark.clause("B1.1/2", "M01.II")
def test_tasks_are_added_with_their_quantity_axis_and_day(client, ward):
    sign_in(client, ward.subject)
    add(client, ward, **{f"quantity-{ward.items[1].pk}": "2,5", "axis": "4"})
    rows = list(ward.plan.tasks.values_list("title", "axis", "quantity", "due_date"))
    day = date(2026, 12, 1)
    assert rows == [
        ("Tờ trình số 0", 4, Decimal(1), day),
        ("Tờ trình số 1", 4, Decimal("2.5"), day),
        ("Tờ trình số 2", 4, Decimal(1), day),
    ]
    assert list(ward.plan.weights.values_list("axis", "role", "weight")) == [(4, "main", Decimal(70))]


def test_the_search_finds_without_marks_and_keeps_what_is_ticked(client, ward):
    sign_in(client, ward.subject)
    CatalogItemFactory(catalog=ward.catalog, name="Báo cáo hằng quý")
    page = client.get(url("plan_add", ward.dossier), {"q": "to trinh so 2"})
    assert [row["item"].name for row in page.context["rows"]] == ["Tờ trình số 2"]
    found = client.get(
        url("plan_add", ward.dossier),
        {"q": "bao cao hang quy", "item": ward.items[0].pk},
        headers={"HX-Request": "true"},
    )
    assert [(row["item"].name, row["ticked"]) for row in found.context["rows"]] == [
        ("Tờ trình số 0", True),
        ("Báo cáo hằng quý", False),
    ]
    assert "<html" not in found.content.decode()


def test_a_catalog_that_is_not_approved_is_not_offered(client, ward):
    sign_in(client, ward.subject)
    draft = CatalogFactory(unit=ward.ward, year=2026, number=2, stage=CatalogStage.DRAFT)
    item = CatalogItemFactory(catalog=draft, name="Chưa phê duyệt")
    answer = add(client, ward, item=[item.pk])
    assert answer.status_code == 422
    assert "không thuộc danh mục được phê duyệt" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("item", [], "Chưa chọn sản phẩm/công việc nào"),
        ("item", ["999999999999999999999999"], "không thuộc danh mục được phê duyệt"),
        ("item", ["<b>"], "không thuộc danh mục được phê duyệt"),
        ("axis", "7", "Xin chọn một trong sáu trục"),
        ("axis", "", "Chưa chọn trục"),
        ("due_date", "", "Chưa ghi hạn hoàn thành"),
        ("due_date", "2026-12-32", "Phải là một ngày có thật"),
        ("due_date", "01/01/2027", "Phải từ ngày 01/10/2026 đến ngày 31/12/2026"),
        ("version", "abc", "Biểu mẫu gửi lên không đầy đủ"),
    ],
)
def test_adding_answers_bad_input_with_a_sentence(client, ward, field, typed, sentence):
    sign_in(client, ward.subject)
    answer = add(client, ward, **{field: typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert ward.plan.tasks.count() == 0


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "NaN", "1.234,5", "1e3", "9" * 90, "1,234", "<b>1</b>", "một"]
)
def test_a_bad_quantity_is_told_and_stays_in_its_place(client, ward, typed):
    sign_in(client, ward.subject)
    answer = add(client, ward, **{f"quantity-{ward.items[0].pk}": typed})
    row = next(row for row in answer.context["rows"] if row["item"] == ward.items[0])
    assert (answer.status_code, row["quantity"], row["ticked"]) == (422, typed, True)
    assert row["wrong"] != ""


def edited(**more):
    return {"title": "Nhiệm vụ", "quantity": "2", "due_date": DUE, "axis": "1", **more}


def test_a_task_is_changed(client, ward):
    task = a_task(ward)
    sign_in(client, ward.subject)
    data = edited(
        title="Trình Ban Thường vụ", quantity="1,5", axis="2", is_key="on", version=version(ward.plan)
    )
    answer = client.post(url("plan_task", ward.dossier, task.pk), data)
    assert answer.url == f"{url('plan', ward.dossier)}#task-{task.pk}"
    task.refresh_from_db()
    assert (task.title, task.quantity, task.axis, task.is_key) == (
        "Trình Ban Thường vụ",
        Decimal("1.5"),
        2,
        True,
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "x" * 1001),
        ("title", "a\x00b"),
        ("quantity", "0"),
        ("quantity", "-3"),
        ("quantity", "NaN"),
        ("quantity", "Infinity"),
        ("quantity", "1.234,5"),
        ("quantity", "1,234"),
        ("quantity", "10000"),
        ("due_date", "31/02/2026"),
        ("due_date", "30/09/2026"),
        ("axis", "0"),
        ("axis", "x"),
    ],
)
def test_a_bad_task_is_told_and_stays_typed(client, ward, field, typed):
    task = a_task(ward)
    sign_in(client, ward.subject)
    answer = client.post(
        url("plan_task", ward.dossier, task.pk), edited(version=version(ward.plan)) | {field: typed}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert answer.context["form"][field].value() == typed


def test_markup_and_decomposed_text_are_kept_as_text(client, ward):
    task = a_task(ward)
    sign_in(client, ward.subject)
    typed = "<script>alert(1)</script> ke\u0302\u0301 hoa\u0323ch"
    client.post(url("plan_task", ward.dossier, task.pk), edited(title=typed, version=version(ward.plan)))
    task.refresh_from_db()
    assert task.title == "<script>alert(1)</script> kế hoạch"
    assert "<script>alert" not in client.get(url("plan", ward.dossier)).content.decode()


def test_a_stale_page_shows_both_versions_and_one_is_chosen(client, ward):
    task = a_task(ward)
    sign_in(client, ward.subject)
    old = version(ward.plan)
    client.post(url("plan_task", ward.dossier, task.pk), edited(title="Người kia", version=old))
    answer = client.post(url("plan_task", ward.dossier, task.pk), edited(title="Người này", version=old))
    assert offered(answer) == {"Nhiệm vụ": ("Người kia", "Người này")}
    client.post(url("plan_task", ward.dossier, task.pk), chosen(answer))
    assert ward.plan.tasks.get().title == "Người kia"
    answer = client.post(url("plan_task", ward.dossier, task.pk), edited(title="Người này", version=old))
    client.post(url("plan_task", ward.dossier, task.pk), chosen(answer, "Nhiệm vụ"))
    assert ward.plan.tasks.get().title == "Người này"


def test_an_unreadable_page_goes_on_from_the_version_it_was_opened_with(client, ward):
    task = a_task(ward)
    sign_in(client, ward.subject)
    old = version(ward.plan)
    client.post(url("plan_task", ward.dossier, task.pk), edited(title="Người kia", version=old))
    answer = client.post(url("plan_task", ward.dossier, task.pk), edited(quantity="x", version=old))
    assert (answer.status_code, answer.context["version"]) == (422, str(old))


def test_a_task_of_another_plan_is_not_found(client, ward):
    other = PlanTaskFactory(plan__dossier=DossierFactory(unit=ward.division, plan=None), item=ward.items[0])
    sign_in(client, ward.subject)
    for name in ("plan_task", "plan_task_remove"):
        answer = client.post(url(name, ward.dossier, other.pk), edited(version=1))
        assert answer.status_code == 404


def test_a_task_is_removed_and_the_weights_follow(client, ward):
    kept, gone = a_task(ward, axis=1), a_task(ward, axis=2)
    sign_in(client, ward.subject)
    answer = client.post(url("plan_task_remove", ward.dossier, gone.pk), {"version": version(ward.plan)})
    assert answer.url == f"{url('plan', ward.dossier)}#axis-2"
    assert list(ward.plan.tasks.values_list("pk", flat=True)) == [kept.pk]
    assert list(ward.plan.weights.values_list("axis", "weight")) == [(1, Decimal(70))]


@pytest.mark.clause("2.5/1")
def test_weights_and_roles_are_set_in_one_form(client, ward):
    a_task(ward, axis=1), a_task(ward, axis=2)
    sign_in(client, ward.subject)
    typed = {"role-1": "main", "weight-1": "45,5", "role-2": "supporting", "weight-2": "24,5"}
    answer = client.post(url("plan_weights", ward.dossier), typed | {"version": version(ward.plan)})
    assert answer.status_code == 302
    assert list(ward.plan.weights.values_list("axis", "role", "weight")) == [
        (1, "main", Decimal("45.5")),
        (2, "supporting", Decimal("24.5")),
    ]


def test_weights_typed_away_are_not_proposed_instead(client, ward):
    PlanTaskFactory(plan=ward.plan, axis=1)
    client.force_login(ward.subject)
    typed = {"role-1": "main", "weight-1": "", "version": version(ward.plan)}
    assert client.post(url("plan_weights", ward.dossier), typed).status_code == 302
    assert list(ward.plan.weights.all()) == []


def test_proposed_weights_are_those_of_form_03(client, ward):
    a_task(ward, axis=1), a_task(ward, axis=2)
    sign_in(client, ward.subject)
    client.post(url("plan_weights", ward.dossier), {"then": "propose", "version": version(ward.plan)})
    assert list(ward.plan.weights.values_list("axis", "role", "weight")) == [
        (1, "main", Decimal("46.67")),
        (2, "supporting", Decimal("23.33")),
    ]


@pytest.mark.parametrize("typed", ["-1", "71", "NaN", "1.234,5", "<b>", "1,234"])
def test_a_bad_weight_is_told_on_the_plan_itself(client, ward, typed):
    a_task(ward, axis=1)
    sign_in(client, ward.subject)
    data = {"role-1": "main", "weight-1": typed, "version": version(ward.plan)}
    answer = client.post(url("plan_weights", ward.dossier), data)
    assert answer.status_code == 422
    assert answer.context["weights_form"]["weight-1"].value() == typed


def test_a_foreign_role_is_told(client, ward):
    a_task(ward, axis=1)
    sign_in(client, ward.subject)
    answer = client.post(url("plan_weights", ward.dossier), {"role-1": "x", "weight-1": "70", "version": "1"})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["plan_weights", "plan_submit"])
def test_stale_weights_stand_beside_those_stored_meanwhile(client, ward, name):
    a_task(ward, axis=1)
    sign_in(client, ward.subject)
    data = {"role-1": "main", "weight-1": "60", "version": "99"}
    answer = client.post(url(name, ward.dossier), data)
    assert offered(answer) == {"Điểm tối đa của Trục 1": ("70", "60")}


def test_unreadable_weights_go_on_from_the_version_they_were_opened_with(client, ward):
    a_task(ward, axis=1)
    sign_in(client, ward.subject)
    data = {"role-1": "main", "weight-1": "x", "version": "99"}
    answer = client.post(url("plan_weights", ward.dossier), data)
    assert (answer.status_code, answer.context["weights_version"]) == (422, "99")


@pytest.mark.clause("1.2.1")
def test_the_page_names_what_stands_in_the_way_with_its_place(client, ward):
    task = a_task(ward)
    ward.plan.tasks.update(due_date=None)
    ward.plan.weights.update(weight=Decimal(60))
    sign_in(client, ward.subject)
    page = client.get(url("plan", ward.dossier))
    assert [finding.anchor for finding in page.context["sheet"].findings] == [f"task-{task.pk}", "weights"]
    assert f'href="#task-{task.pk}"' in page.content.decode()
    answer = client.post(url("plan_submit", ward.dossier), {"version": version(ward.plan)})
    assert answer.status_code == 422
    assert Receipt.objects.count() == 0


def test_handing_in_twice_gives_the_same_receipt(client, ward):
    a_task(ward)
    sign_in(client, ward.subject)
    data = {"version": version(ward.plan)}
    answers = [client.post(url("plan_submit", ward.dossier), data, follow=True) for _ in range(2)]
    receipt = Receipt.objects.get()
    assert [answer.redirect_chain for answer in answers] == [[(url("plan", ward.dossier), 302)]] * 2
    assert all(f"Biên nhận số {receipt.number}" in answer.content.decode() for answer in answers)


def test_a_late_plan_handed_in_twice_keeps_its_receipt_and_another_reason_is_shown(client, ward):
    """Two tabs: the first is handed in, then the second; a browser ends the lines of a reason in its own way."""
    a_task(ward)
    sign_in(client, ward.subject)
    with clock.held(TOO_LATE):
        data = {"version": version(ward.plan), "late_reason": "Đi công tác\r\ntừ ngày 20"}
        for reason in (data["late_reason"], "Đi công tác\ntừ ngày 20 "):
            same = client.post(url("plan_submit", ward.dossier), data | {"late_reason": reason})
        other = client.post(url("plan_submit", ward.dossier), data | {"late_reason": "Nghỉ ốm"})
    shown = other.content.decode()
    assert (same.status_code, other.status_code, Receipt.objects.count()) == (302, 409, 1)
    assert "nội dung gõ ở đây chưa được lưu" in shown
    assert Receipt.objects.get().number in shown
    assert other.context["left"] == [("Lý do nộp muộn", "Nghỉ ốm")]
    assert "<dd>Nghỉ ốm</dd>" in shown
    assert Plan.objects.get().late_reason.startswith("Đi công tác")


def test_a_late_plan_owes_a_reason_and_is_marked(client, ward):
    a_task(ward)
    sign_in(client, ward.subject)
    with clock.held(TOO_LATE):
        page = client.get(url("plan", ward.dossier)).content.decode()
        assert "sẽ ghi là nộp muộn" in page
        refused = client.post(
            url("plan_submit", ward.dossier), {"version": version(ward.plan), "late_reason": " "}
        )
        assert refused.status_code == 422
        data = {"version": version(ward.plan), "late_reason": "Đi công tác"}
        client.post(url("plan_submit", ward.dossier), data)
    plan = Plan.objects.get()
    assert (plan.is_late, plan.late_reason) == (True, "Đi công tác")
    assert "Nộp muộn" in client.get(url("plan", ward.dossier)).content.decode()


def test_a_plan_that_came_in_time_and_was_returned_is_not_asked_why_it_is_late(client, ward):
    """The first arrival counts: it is handed in again without a reason, also where nothing late is taken."""
    Policy.objects.create(period=ward.dossier.period, plan_lateness=Lateness.REFUSE)
    a_task(ward)
    Plan.objects.update(arrived_at=IN_TIME, version=4)
    sign_in(client, ward.subject)
    with clock.held(TOO_LATE):
        page = client.get(url("plan", ward.dossier)).content.decode()
        assert "Nộp kế hoạch</button>" in page
        assert [words for words in ("không nhận kế hoạch nộp muộn", "Lý do nộp muộn") if words in page] == []
        client.post(url("plan_submit", ward.dossier), {"version": 4})
    plan = Plan.objects.get()
    assert (plan.stage, plan.arrived_at, plan.is_late) == (PlanStage.SUBMITTED, IN_TIME, False)


def test_a_return_owes_a_reason_and_the_cadre_reads_it(client, ward):
    a_task(ward)
    sign_in(client, ward.subject)
    client.post(url("plan_submit", ward.dossier), {"version": version(ward.plan)})
    sign_in(client, ward.staff)
    data = {"version": version(ward.plan), "move": "return"}
    assert client.post(url("plan_move", ward.dossier), data).status_code == 422
    client.post(url("plan_move", ward.dossier), data | {"reason": "Ghi rõ hạn từng việc"})
    sign_in(client, ward.subject)
    assert "Ghi rõ hạn từng việc" in client.get(url("plan", ward.dossier)).content.decode()


def test_a_reason_typed_while_somebody_else_returned_the_plan_is_shown(client, ward):
    a_task(ward)
    stand(ward.plan, PlanStage.SUBMITTED)
    sign_in(client, ward.staff)
    data = {"version": version(ward.plan), "move": "return", "reason": "Ghi rõ hạn\r\ntừng việc"}
    answers = [
        client.post(url("plan_move", ward.dossier), data | more)
        for more in ({}, {}, {"reason": "Thiếu <trọng tâm>"})
    ]
    assert [answer.status_code for answer in answers] == [302, 409, 409]
    assert (
        list(answers[1].context["left"]) == []
    )  # the same button twice: it is done, and these words are stored
    assert answers[2].context["left"] == [("Lý do trả lại", "Thiếu <trọng tâm>")]
    assert "<dd>Thiếu &lt;trọng tâm&gt;</dd>" in answers[2].content.decode()


def test_nobody_approves_their_own_plan_though_they_head_the_unit(client, ward):
    a_task(ward)
    from tests.factories import grant

    grant(ward.subject, Duty.LEADERSHIP, ward.ward)
    grant(ward.subject, Duty.ORGANISATION_STAFF, ward.ward)
    sign_in(client, ward.subject)
    for stage, move in ((PlanStage.SUBMITTED, "collate"), (PlanStage.COLLATED, "approve")):
        stand(ward.plan, stage)
        page = client.get(url("plan", ward.dossier))
        assert page.context["plan_moves"] == {}
        answer = client.post(url("plan_move", ward.dossier), {"version": version(ward.plan), "move": move})
        assert answer.status_code == 403
    assert Plan.objects.get().stage == PlanStage.COLLATED


def posts(ward, task, delivery, amendment):
    return [
        url("plan_submit", ward.dossier),
        url("plan_add", ward.dossier),
        url("plan_direct", ward.dossier),
        url("plan_copy", ward.dossier),
        url("plan_weights", ward.dossier),
        url("plan_table", ward.dossier),
        url("plan_task", ward.dossier, task.pk),
        url("plan_task_remove", ward.dossier, task.pk),
        url("plan_delivery", ward.dossier, task.pk),
        url("plan_delivery_remove", ward.dossier, task.pk, delivery.pk),
        url("plan_amendment", ward.dossier, "add"),
    ]


def test_every_post_is_hidden_from_strangers_and_refused_to_those_who_only_see(client, ward):
    from tests.evaluation.plans.test_views_plans_work import a_delivery, an_amendment

    task = a_task(ward)
    delivery, amendment = a_delivery(task), an_amendment(task)
    stranger = an_official(Duty.LEADERSHIP, a_ward().ward)
    addresses = posts(ward, task, delivery, amendment)
    judged = [url("plan_move", ward.dossier), url("plan_amendment_answer", ward.dossier, amendment.pk)]
    sign_in(client, stranger)
    assert {client.post(address, {"version": 1}).status_code for address in addresses + judged} == {404}
    sign_in(client, ward.council)
    assert {client.post(address, {"version": 1}).status_code for address in addresses} == {403}
    moved = {
        client.post(judged[0], {"version": 1, "move": move}).status_code
        for move in ("collate", "approve", "return")
    }
    answered = {
        client.post(judged[1], {"version": 1, "move": move}).status_code for move in ("approve", "refuse")
    }
    assert moved | answered == {403}


@pytest.mark.clause("7.d")
def test_copying_takes_the_ticked_tasks_with_the_catalog_now_in_force(client, ward):
    before = DossierFactory(
        cadre=ward.cadre, unit=ward.division, period=PeriodFactory(quarter=Quarter(2026, 3))
    )
    old = PlanTaskFactory(plan=before.plan, item=ward.items[0], title="Việc cũ", quantity=Decimal(2), axis=4)
    alone = PlanTaskFactory(plan=before.plan, item=None, title="Việc không có trong danh mục")
    left = PlanTaskFactory(plan=before.plan, item=ward.items[1])
    sign_in(client, ward.subject)
    page = client.get(url("plan_copy", ward.dossier))
    assert [row.unfinished for row in page.context["earlier"]] == [True, True, True]
    data = {"version": version(ward.plan), "task": [old.pk, alone.pk]}
    assert client.post(url("plan_copy", ward.dossier), data).status_code == 302
    copied = list(
        ward.plan.tasks.order_by("order").values_list("title", "item", "quantity", "due_date", "axis")
    )
    assert copied == [
        ("Việc không có trong danh mục", None, Decimal(1), None, 1),
        ("Việc cũ", ward.items[0].pk, Decimal(2), None, 4),
    ]
    foreign = client.post(
        url("plan_copy", ward.dossier), {"version": 1, "task": [left.pk, "99999999999999999999"]}
    )
    assert foreign.status_code == 422


def test_a_task_without_its_product_can_be_given_one(client, ward):
    item = CatalogItemFactory(catalog=ward.catalog, points=Decimal(150))
    task = PlanTaskFactory(plan=ward.plan, item=None)
    sign_in(client, ward.subject)
    data = edited(item=item.pk, version=version(ward.plan))
    assert client.post(url("plan_task", ward.dossier, task.pk), data).status_code == 302
    task.refresh_from_db()
    assert (task.item, task.coefficient) == (item, Decimal("1.5"))


def direct(ward):
    period = PeriodFactory(quarter=Quarter(2026, 2), direct_entry=True)
    return DossierFactory(cadre=ward.cadre, unit=ward.division, period=period, stage=Stage.SELF_ASSESSMENT)


@pytest.mark.clause("B2.2")
def test_in_a_round_of_direct_entry_tasks_come_with_their_points(client, ward):
    dossier = direct(ward)
    sign_in(client, ward.subject)
    page = client.get(url("plan", dossier))
    assert "Bước 2" in page.content.decode()
    assert set(page.context["plan_moves"]) == {"edit"}
    data = edited(product="Báo cáo", points="120", due_date="2026-06-15", version=1)
    assert client.post(url("plan_direct", dossier), data).status_code == 302
    assert list(dossier.plan.tasks.values_list("points", "coefficient")) == [(Decimal(120), Decimal("1.2"))]
    late = {"version": version(dossier.plan), "late_reason": "Quý đã qua"}
    refused = client.post(url("plan_submit", dossier), late)
    assert refused.status_code == 422
    assert "không phải nộp kế hoạch" in refused.content.decode()


@pytest.mark.parametrize("typed", ["", "0", "-5", "NaN", "1.234,5", "100000"])
def test_bad_points_are_told(client, ward, typed):
    dossier = direct(ward)
    sign_in(client, ward.subject)
    data = edited(product="Báo cáo", points=typed, due_date="2026-06-15", version=1)
    answer = client.post(url("plan_direct", dossier), data)
    assert (answer.status_code, answer.context["form"]["points"].value()) == (422, typed)


def test_an_approved_plan_opens_no_editor(client, ward):
    task = a_task(ward)
    stand(ward.plan, PlanStage.APPROVED, Stage.WORKING)
    sign_in(client, ward.subject)
    assert client.get(url("plan_task", ward.dossier, task.pk)).status_code == 409
    assert client.post(url("plan_task", ward.dossier, task.pk), edited(version=1)).status_code == 409


def test_the_page_asks_as_many_questions_for_30_tasks_as_for_1(client, ward, django_assert_max_num_queries):
    a_task(ward)
    sign_in(client, ward.subject)

    def asked():
        with django_assert_max_num_queries(25) as queries:
            client.get(url("plan", ward.dossier))
        return len(queries)

    one = asked()
    for _ in range(29):
        a_task(ward)
    assert asked() == one


def cells(task, **more):
    typed = {"quantity": "1", "due_date": DUE} | more
    return {f"{name}-{task.pk}": value for name, value in typed.items()}


def test_all_tasks_are_changed_in_one_table(client, ward):
    first, second = a_task(ward), a_task(ward)
    sign_in(client, ward.subject)
    typed = cells(first, quantity="2,5", is_key="on") | cells(second, due_date="2026-11-15")
    data = typed | {"version": version(ward.plan)}
    assert client.post(url("plan_table", ward.dossier), data).status_code == 302
    assert list(ward.plan.tasks.values_list("quantity", "due_date", "is_key")) == [
        (Decimal("2.5"), date(2026, 12, 1), True),
        (Decimal(1), date(2026, 11, 15), False),
    ]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("quantity", "0"),
        ("quantity", "NaN"),
        ("quantity", "1.234,5"),
        ("due_date", "01/01/2027"),
        ("due_date", "mai"),
    ],
)
def test_a_bad_cell_is_told_and_stays_typed(client, ward, name, typed):
    task = a_task(ward)
    sign_in(client, ward.subject)
    data = cells(task, **{name: typed}) | {"version": version(ward.plan)}
    answer = client.post(url("plan_table", ward.dossier), data)
    field = f"{name}-{task.pk}"
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {field})
    assert answer.context["form"][field].value() == typed


def test_a_stale_table_shows_both_versions(client, ward):
    task = a_task(ward)
    sign_in(client, ward.subject)
    answer = client.post(url("plan_table", ward.dossier), cells(task, quantity="7") | {"version": "99"})
    assert offered(answer) == {"Số lượng của nhiệm vụ 1": ("1", "7")}


def test_of_a_table_only_the_cells_that_a_person_touched_are_a_choice(client, ward):
    first, second = a_task(ward), a_task(ward)
    sign_in(client, ward.subject)
    mine = untouched(client.get(url("plan_table", ward.dossier)), f"quantity-{first.pk}")
    client.post(
        url("plan_table", ward.dossier), mine | {f"quantity-{second.pk}": "5", f"is_key-{first.pk}": "on"}
    )
    answer = client.post(url("plan_table", ward.dossier), mine | {f"quantity-{first.pk}": "3"})
    assert offered(answer) == {"Số lượng của nhiệm vụ 1": ("1", "3")}
    assert left(answer) == {
        "Trọng tâm của nhiệm vụ 1": ("Có", "Không"),
        "Số lượng của nhiệm vụ 2": ("5", "1"),
    }
    client.post(url("plan_table", ward.dossier), chosen(answer, "Số lượng của nhiệm vụ 1"))
    assert list(ward.plan.tasks.order_by("pk").values_list("quantity", "is_key")) == [(3, True), (5, False)]


def test_what_was_typed_into_the_table_of_a_task_that_was_removed_is_told(client, ward):
    first, second = a_task(ward), a_task(ward)
    sign_in(client, ward.subject)
    mine = untouched(client.get(url("plan_table", ward.dossier)), f"quantity-{first.pk}")
    client.post(url("plan_task_remove", ward.dossier, second.pk), {"version": version(ward.plan)})
    typed = mine | {f"quantity-{first.pk}": "3", f"quantity-{second.pk}": "7", f"is_key-{second.pk}": "on"}
    answer = client.post(url("plan_table", ward.dossier), typed)
    assert answer.status_code == 422
    assert answer.context["form"].gone == [
        ("Nhiệm vụ đã xóa: Số lượng", "7"),
        ("Nhiệm vụ đã xóa: Trọng tâm", "Có"),
    ]
    again = untouched(answer, f"quantity-{first.pk}")
    both = client.post(url("plan_table", ward.dossier), again)
    assert offered(both) == {"Số lượng của nhiệm vụ 1": ("1", "3")}
    client.post(url("plan_table", ward.dossier), chosen(both, "Số lượng của nhiệm vụ 1"))
    assert ward.plan.tasks.get().quantity == 3


def test_the_table_asks_as_many_questions_for_30_tasks_as_for_1(client, ward, django_assert_max_num_queries):
    a_task(ward)
    sign_in(client, ward.subject)

    def asked(name):
        with django_assert_max_num_queries(25) as queries:
            client.get(url(name, ward.dossier))
        return len(queries)

    names = ("plan_table", "plan_add", "plan_copy")
    one = [asked(name) for name in names]
    for _ in range(29):
        a_task(ward)
    assert [asked(name) for name in names] == one


def test_a_task_added_meanwhile_is_left_alone_by_an_older_table(client, ward):
    first = a_task(ward)
    sign_in(client, ward.subject)
    opened = version(ward.plan)
    add(client, ward)
    typed = cells(first, quantity="3")
    stale = client.post(url("plan_table", ward.dossier), typed | {"version": opened})
    again = client.post(url("plan_table", ward.dossier), chosen(stale, "Số lượng của nhiệm vụ 1"))
    assert again.status_code == 302
    assert list(ward.plan.tasks.values_list("quantity", flat=True)) == [Decimal(3), *[Decimal(1)] * 3]


@pytest.mark.parametrize("typed", ["a\x00b", "x" * 2001])
def test_a_reason_that_cannot_be_kept_is_told_and_stays_typed(client, ward, typed):
    a_task(ward)
    stand(ward.plan, PlanStage.SUBMITTED)
    sign_in(client, ward.staff)
    data = {"version": version(ward.plan), "move": "return", "reason": typed}
    answer = client.post(url("plan_move", ward.dossier), data)
    assert (answer.status_code, answer.context["reason"]) == (422, typed)
    assert Plan.objects.get().stage == PlanStage.SUBMITTED


@pytest.mark.parametrize("words", ["\x00", "x" * 5000, "%_'\"<b>", "ke\u0302\u0301"])
def test_any_words_can_be_searched(client, ward, words):
    sign_in(client, ward.subject)
    assert (
        client.get(url("plan_add", ward.dossier), {"q": words, "axis": "x", "item": words}).status_code == 200
    )


def two_axes(ward):
    for axis, weight in ((1, 40), (2, 30)):
        PlanTaskFactory(plan=ward.plan, item=ward.items[0], due_date=date(2026, 12, 1), axis=axis)
        role = "main" if axis == 1 else "supporting"
        AxisWeightFactory(plan=ward.plan, axis=axis, weight=Decimal(weight), role=role)


def hand_in_typed(client, ward, first, second):
    sign_in(client, ward.subject)
    typed = {"role-1": "main", "weight-1": first, "role-2": "supporting", "weight-2": second}
    return client.post(url("plan_submit", ward.dossier), typed | {"version": version(ward.plan)})


def stored_weights():
    plan = Plan.objects.get()
    return plan.stage, list(plan.weights.values_list("axis", "weight"))


def test_the_button_that_hands_in_sends_the_weights_as_they_stand_typed(client, ward):
    two_axes(ward)
    sign_in(client, ward.subject)
    page = client.get(url("plan", ward.dossier)).content.decode()
    assert page.count('<form id="plan-weights"') == 1
    assert f'form="plan-weights" formaction="{url("plan_submit", ward.dossier)}"' in page


def test_weights_typed_and_not_saved_are_handed_in_with_the_plan(client, ward):
    two_axes(ward)
    assert hand_in_typed(client, ward, "50", "20").status_code == 302
    assert stored_weights() == (PlanStage.SUBMITTED, [(1, Decimal(50)), (2, Decimal(20))])
    entry = ward.dossier.history.get(deed="submit")
    assert entry.changes["weights"] == {"1": "50", "2": "20"}


@pytest.mark.parametrize(("first", "second"), [("50", "30"), ("năm mươi", "20"), ("71", "0"), ("", "")])
def test_wrong_weights_stay_typed_and_nothing_is_handed_in(client, ward, first, second):
    two_axes(ward)
    answer = hand_in_typed(client, ward, first, second)
    form = answer.context["weights_form"]
    assert answer.status_code == 422
    assert [form["weight-1"].value(), form["weight-2"].value()] == [first, second]
    assert stored_weights() == (PlanStage.DRAFT, [(1, Decimal(40)), (2, Decimal(30))])
    assert Receipt.objects.count() == 0


@pytest.mark.parametrize("stage", [PlanStage.SUBMITTED, PlanStage.COLLATED])
@pytest.mark.parametrize("first", ["50", "năm mươi"])
def test_weights_of_a_second_tab_are_shown_where_the_plan_was_handed_in_with_others(
    client, ward, stage, first
):
    two_axes(ward)
    hand_in_typed(client, ward, "40", "30")
    stand(ward.plan, stage)
    answer = hand_in_typed(client, ward, first, "30")
    assert answer.context["left"] == [("Điểm tối đa của Trục 1", first)]
    assert f"<dd>{first}</dd>" in answer.content.decode()
    assert answer.status_code == (422 if first == "năm mươi" else 409)
    assert stored_weights() == (stage, [(1, Decimal(40)), (2, Decimal(30))])


def test_weights_stay_typed_when_something_else_stands_in_the_way(client, ward):
    two_axes(ward)
    ward.plan.tasks.update(due_date=None)
    answer = hand_in_typed(client, ward, "50", "20")
    assert answer.status_code == 422
    assert answer.context["weights_form"]["weight-1"].value() == "50"
    assert stored_weights() == (PlanStage.DRAFT, [(1, Decimal(40)), (2, Decimal(30))])


def test_the_panel_asks_for_nothing_where_nothing_is_missing(client, ward):
    two_axes(ward)
    sign_in(client, ward.subject)
    ready = client.get(url("plan", ward.dossier)).content.decode()
    ward.plan.tasks.update(due_date=None)
    lacking = client.get(url("plan", ward.dossier)).content.decode()
    assert ["Cần hoàn chỉnh" in page for page in (ready, lacking)] == [False, True]
    assert ["Xem và nộp" in page for page in (ready, lacking)] == [True, False]


def test_the_next_search_keeps_axis_and_day_and_tells_what_is_planned(client, ward):
    sign_in(client, ward.subject)
    answer = add(client, ward, item=[ward.items[0].pk], axis="4", then="another")
    assert answer.url == f"{url('plan_add', ward.dossier)}?axis=4&due_date={DUE}"
    page = client.get(answer.url)
    planned = {row["item"].pk for row in page.context["rows"] if row["planned"]}
    assert planned == {ward.items[0].pk}
    assert page.content.decode().count("đã có trong kế hoạch") == 1
    assert f'value="{date.fromisoformat(DUE):%d/%m/%Y}"' in page.content.decode()


def test_on_a_phone_a_plan_handed_in_says_so(client, ward):
    two_axes(ward)
    sign_in(client, ward.subject)
    before = client.get(url("plan", ward.dossier)).context["stage_said"]
    hand_in_typed(client, ward, "40", "30")
    page = client.get(url("plan", ward.dossier))
    assert (before, page.context["stage_said"]) == ("Đang lập kế hoạch", "Kế hoạch: Đã nộp")
    assert "Kế hoạch: Đã nộp" in page.content.decode()


def test_the_word_looked_for_in_the_catalog_is_not_looked_for_among_people(client, ward):
    client.force_login(ward.cadre.user)
    page = html.fromstring(client.get(url("plan_add", ward.dossier), {"q": "báo cáo"}).content)
    [above], [within] = (page.xpath(f"//{place}//input[@name='q']") for place in ("header", "main"))
    assert [above.get("value"), within.get("value")] == ["", "báo cáo"]


def test_what_was_typed_of_a_task_that_left_the_plan_is_told_with_the_plan(client, ward):
    task = PlanTaskFactory(plan=ward.plan)
    client.force_login(ward.cadre.user)
    address = url("plan_task", ward.dossier, task.pk)
    typed = {"version": client.get(address).context["version"], "title": "Báo cáo tháng 10", "quantity": "77"}
    task.delete()
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "Có nhiệm vụ đồng chí đã gõ mà không còn trong kế hoạch" in answer.text
    assert {("Số lượng", "77"), ("Nhiệm vụ", "Báo cáo tháng 10")} <= set(answer.context["gone"])
