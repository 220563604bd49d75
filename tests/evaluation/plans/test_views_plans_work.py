"""An approved plan at work: deliveries, amendments."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from config import clock
from evaluation.core.stages import RequestStage
from evaluation.models import Delivery, PlanAmendment, PlanTask
from tests.factories import (
    AxisWeightFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    PlanTaskFactory,
    a_ward,
)

pytestmark = pytest.mark.django_db
MIDDLE = datetime(2026, 11, 10, 9, tzinfo=clock.HERE)
DUE = date(2026, 12, 1)


def a_delivery(task):
    return Delivery.objects.create(task=task, delivered_on=date(2026, 11, 1))


def an_amendment(task, kind="withdraw", **values):
    return PlanAmendment.objects.create(
        plan=task.plan, kind=kind, task=task, ground="Văn bản số 1", proposed_at=MIDDLE, **values
    )


@pytest.fixture
def ward():
    with clock.held(MIDDLE):
        ward = a_ward()
        ward.dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, approved_plan=True)
        ward.plan = ward.dossier.plan
        ward.item = CatalogItemFactory(catalog=CatalogFactory(unit=ward.ward, approved=True))
        ward.task = PlanTaskFactory(plan=ward.plan, item=ward.item, quantity=Decimal(3), due_date=DUE)
        AxisWeightFactory(plan=ward.plan)
        yield ward


def url(name, ward, *more):
    return reverse(name, args=[ward.dossier.pk, *more])


def delivered(**more):
    return {
        "delivered_on": "2026-11-09",
        "quantity": "1",
        "document": "12-BC/ĐU",
        "link": "",
        "version": "1",
        **more,
    }


def test_a_delivery_is_noted_and_shown(client, ward):
    client.force_login(ward.subject)
    typed = delivered(link="https://phuong.example/bao-cao")
    answer = client.post(url("plan_delivery", ward, ward.task.pk), typed)
    assert answer.url == f"{url('plan', ward)}#task-{ward.task.pk}"
    page = client.get(url("plan", ward)).content.decode()
    assert "12-BC/ĐU" in page
    assert "1/3" in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("delivered_on", ""),
        ("delivered_on", "2026-09-30"),
        ("delivered_on", "2026-11-11"),
        ("delivered_on", "hôm qua"),
        ("quantity", "0"),
        ("quantity", "NaN"),
        ("quantity", "-1"),
        ("quantity", "1.234,5"),
        ("document", "x" * 121),
        ("link", "javascript:alert(1)"),
        ("link", "ftp://phuong.example/a"),
        ("link", "không phải đường dẫn"),
        ("link", "https://phuong.example/" + "a" * 500),
    ],
)
def test_a_bad_delivery_is_told_and_stays_typed(client, ward, field, typed):
    client.force_login(ward.subject)
    answer = client.post(url("plan_delivery", ward, ward.task.pk), delivered(**{field: typed}))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert str(answer.context["form"][field].value()) == typed
    assert Delivery.objects.count() == 0


def test_the_same_delivery_sent_twice_is_noted_once(client, ward):
    client.force_login(ward.subject)
    sent = [client.post(url("plan_delivery", ward, ward.task.pk), delivered()).status_code for _ in range(2)]
    assert (sent, Delivery.objects.count()) == ([302, 409], 1)


def test_a_delivery_of_a_task_withdrawn_meanwhile_is_shown_as_typed(client, ward):
    PlanTask.objects.update(withdrawn_by=an_amendment(ward.task))
    client.force_login(ward.subject)
    address = url("plan_delivery", ward, ward.task.pk)
    answer = client.post(address, delivered())
    shown = answer.content.decode()
    assert (answer.status_code, "<dd>12-BC/ĐU</dd>" in shown, "<dd>09/11/2026</dd>" in shown) == (
        409,
        True,
        True,
    )
    assert f'href="{url("plan", ward)}">Đi tiếp</a>' in shown
    foreign = url("plan_delivery", ward, PlanTaskFactory().pk)
    assert (client.get(address).status_code, client.post(foreign, delivered()).status_code) == (404, 404)


def test_a_delivery_that_cannot_be_is_not_found(client, ward):
    client.force_login(ward.subject)
    foreign, own = a_delivery(PlanTaskFactory()), a_delivery(ward.task)
    for task, delivery in ((10**19, own.pk), (ward.task.pk, foreign.pk)):
        assert client.post(url("plan_delivery_remove", ward, task, delivery)).status_code == 404


def test_a_delivery_removed_twice_is_said_to_be_removed(client, ward):
    delivery = a_delivery(ward.task).pk
    client.force_login(ward.subject)
    address = url("plan_delivery_remove", ward, ward.task.pk, delivery)
    first, second = (client.post(address, follow=True) for _ in range(2))
    assert (first.status_code, second.status_code, Delivery.objects.count()) == (200, 200, 0)
    assert "Dòng sản phẩm này đã được bỏ rồi." in second.content.decode()
    client.force_login(ward.leadership)
    assert client.post(address).status_code == 404


def test_before_its_quarter_nothing_can_be_delivered(client, ward):
    client.force_login(ward.subject)
    with clock.held(datetime(2026, 9, 28, 9, tzinfo=clock.HERE)):
        answer = client.post(url("plan_delivery", ward, ward.task.pk), delivered(delivered_on="2026-10-01"))
    assert answer.status_code == 422
    assert "chưa bắt đầu" in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "offered"), [(datetime(2026, 9, 30, 23), False), (datetime(2026, 10, 1), True)]
)
def test_products_are_asked_for_from_the_first_day_of_the_quarter_on(client, ward, day, offered):
    client.force_login(ward.subject)
    with clock.held(day.replace(tzinfo=clock.HERE)):
        plan, home = (client.get(page).content.decode() for page in (url("plan", ward), "/?ky=2026-4"))
    assert [url("plan_delivery", ward, ward.task.pk) in plan, "Ghi sản phẩm" in home] == [offered, offered]
    assert url("plan_amendment", ward, "lower") in plan


def test_a_delivery_noted_by_mistake_is_taken_back(client, ward):
    row = a_delivery(ward.task)
    client.force_login(ward.subject)
    client.post(url("plan_delivery_remove", ward, ward.task.pk, row.pk))
    assert Delivery.objects.count() == 0
    assert ward.dossier.history.get().changes["undelivered"] == [ward.task.title]


def test_nothing_is_delivered_or_asked_once_form_03_is_handed_in(client, ward):
    ward.dossier.stage = "submitted"
    ward.dossier.save()
    client.force_login(ward.subject)
    assert client.post(url("plan_delivery", ward, ward.task.pk), delivered()).status_code == 422
    data = {"task": ward.task.pk, "ground": "Văn bản số 1", "version": 1}
    assert client.post(url("plan_amendment", ward, "withdraw"), data).status_code == 422


def test_less_of_a_task_is_offered_only_before_its_day(client, ward):
    """Mẫu 01, note; what was sent all the same is answered with the day."""
    client.force_login(ward.subject)
    offered = []
    for day in (MIDDLE, datetime(2026, 12, 1, 0, tzinfo=clock.HERE)):
        with clock.held(day):
            form = client.get(url("plan_amendment", ward, "withdraw")).context["form"]
            plan = client.get(url("plan", ward)).content.decode()
        link = url("plan_amendment", ward, "withdraw") + f"?task={ward.task.pk}"
        offered.append((ward.task.pk in dict(form.fields["task"].choices), link in plan))
    assert offered == [(True, True), (False, False)]
    with clock.held(datetime(2026, 12, 1, 0, tzinfo=clock.HERE)):
        data = {"task": ward.task.pk, "ground": "Văn bản số 1", "version": 1}
        late = client.post(url("plan_amendment", ward, "withdraw"), data)
    assert (late.status_code, "đã đến hạn 01/12/2026" in late.content.decode()) == (422, True)


def test_a_withdrawal_is_asked_approved_and_stays_visible(client, ward):
    kept = PlanTaskFactory(plan=ward.plan, item=ward.item)
    client.force_login(ward.subject)
    data = {"task": ward.task.pk, "ground": "Công văn số 5", "version": 1}
    assert client.post(url("plan_amendment", ward, "withdraw"), data).status_code == 302
    change = PlanAmendment.objects.get()
    client.force_login(ward.leadership)
    assert "Công văn số 5" in client.get(url("plan", ward)).content.decode()
    answer = client.post(
        url("plan_amendment_answer", ward, change.pk), {"version": change.version, "move": "approve"}
    )
    assert answer.status_code == 302
    ward.task.refresh_from_db()
    assert ward.task.withdrawn_by == change
    page = client.get(url("plan", ward))
    assert [task.pk for task in page.context["sheet"].withdrawn] == [ward.task.pk]
    assert page.context["reduced"].code == "reduced-plan"
    assert [line.task.pk for part in page.context["sheet"].parts for line in part.lines] == [kept.pk]


def test_a_lowering_keeps_what_it_replaced(client, ward):
    client.force_login(ward.subject)
    data = {"task": ward.task.pk, "quantity": "2", "ground": "Công văn số 5", "version": 1}
    client.post(url("plan_amendment", ward, "lower"), data)
    change = PlanAmendment.objects.get()
    client.force_login(ward.leadership)
    client.post(url("plan_amendment_answer", ward, change.pk), {"version": 1, "move": "approve"})
    change.refresh_from_db()
    ward.task.refresh_from_db()
    assert (ward.task.quantity, change.previous_quantity) == (Decimal(2), Decimal(3))


@pytest.mark.parametrize("typed", ["3", "4", "0", "-1", "NaN", "1.234,5", ""])
def test_a_lowering_must_lower(client, ward, typed):
    client.force_login(ward.subject)
    data = {"task": ward.task.pk, "quantity": typed, "ground": "Công văn số 5", "version": 1}
    answer = client.post(url("plan_amendment", ward, "lower"), data)
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"quantity"})


def test_from_the_due_date_on_nothing_is_withdrawn_or_lowered(client, ward):
    change = an_amendment(ward.task)
    with clock.held(datetime(2026, 12, 1, 0, tzinfo=clock.HERE)):
        client.force_login(ward.subject)
        data = {"task": ward.task.pk, "ground": "Công văn số 5", "version": 1}
        asked = client.post(url("plan_amendment", ward, "withdraw"), data)
        client.force_login(ward.leadership)
        answered = client.post(
            url("plan_amendment_answer", ward, change.pk), {"version": 1, "move": "approve"}
        )
    assert (asked.status_code, answered.status_code) == (422, 422)
    assert "đã đến hạn 01/12/2026" in asked.content.decode()
    change.refresh_from_db()
    assert change.stage == RequestStage.PROPOSED


def added(ward, **more):
    values = {"item": ward.item.pk, "title": "", "axis": "2", "quantity": "1,5", "due_date": "2026-12-20"}
    return values | {"ground": "Nghị quyết số 9", "version": 1} | more


@pytest.mark.clause("M01.note/2")
def test_a_task_that_arose_is_added_with_new_weights(client, ward):
    client.force_login(ward.subject)
    assert client.post(url("plan_amendment", ward, "add"), added(ward, is_key="on")).status_code == 302
    change = PlanAmendment.objects.get()
    assert change.draft == {
        "item": ward.item.pk,
        "axis": 2,
        "title": ward.item.name,
        "quantity": "1.5",
        "due_date": "2026-12-20",
        "is_key": True,
    }
    client.force_login(ward.leadership)
    client.post(url("plan_amendment_answer", ward, change.pk), {"version": 1, "move": "approve"})
    task = PlanTask.objects.get(added_by=change)
    assert (task.axis, task.quantity, task.due_date, task.is_key) == (
        2,
        Decimal("1.5"),
        date(2026, 12, 20),
        True,
    )
    assert list(ward.plan.weights.values_list("axis", "weight")) == [
        (1, Decimal("46.67")),
        (2, Decimal("23.33")),
    ]
    assert client.get(url("plan", ward)).context["reduced"] is None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("item", ""),
        ("item", "99999999999999999999999"),
        ("item", "<b>"),
        ("axis", "9"),
        ("quantity", "NaN"),
        ("due_date", "2027-01-01"),
        ("ground", "  "),
        ("ground", "x" * 2001),
        ("title", "x" * 1001),
    ],
)
def test_a_bad_addition_is_told_and_stays_typed(client, ward, field, typed):
    client.force_login(ward.subject)
    answer = client.post(url("plan_amendment", ward, "add"), added(ward, **{field: typed}))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {field})
    assert str(answer.context["form"][field].value()) == typed


def test_a_task_of_another_plan_cannot_be_withdrawn(client, ward):
    other = PlanTaskFactory(plan__dossier=DossierFactory(unit=ward.division, plan=None), item=ward.item)
    client.force_login(ward.subject)
    data = {"task": other.pk, "ground": "Công văn", "version": 1}
    assert client.post(url("plan_amendment", ward, "withdraw"), data).status_code == 422


def test_an_unknown_kind_is_not_found(client, ward):
    client.force_login(ward.subject)
    assert client.get(url("plan_amendment", ward, "khac")).status_code == 404


def test_a_refusal_owes_its_reason_and_keeps_what_was_typed(client, ward):
    change = an_amendment(ward.task)
    client.force_login(ward.leadership)
    address = url("plan_amendment_answer", ward, change.pk)
    assert client.post(address, {"version": 1, "move": "refuse"}).status_code == 422
    assert client.post(address, {"version": 1, "move": "khac", "answer": "x"}).status_code == 422
    stale = client.post(address, {"version": 7, "move": "refuse", "answer": "Chưa đủ căn cứ"})
    assert stale.status_code == 409
    assert "Chưa đủ căn cứ" in stale.content.decode()
    client.post(address, {"version": 1, "move": "refuse", "answer": "Chưa đủ căn cứ"})
    change.refresh_from_db()
    assert (change.stage, change.answer) == (RequestStage.REFUSED, "Chưa đủ căn cứ")
    second = client.post(address, {"version": 1, "move": "refuse", "answer": "Lần hai"})
    assert second.status_code == 409
    assert second.context["left"] == [("Ý kiến về đề nghị điều chỉnh", "Lần hai")]
    assert "<dd>Lần hai</dd>" in second.content.decode()


def test_what_was_withdrawn_meanwhile_is_told(client, ward):
    first, second = an_amendment(ward.task), an_amendment(ward.task)
    PlanTaskFactory(plan=ward.plan, item=ward.item)
    client.force_login(ward.leadership)
    client.post(url("plan_amendment_answer", ward, first.pk), {"version": 1, "move": "approve"})
    answer = client.post(url("plan_amendment_answer", ward, second.pk), {"version": 1, "move": "approve"})
    assert answer.status_code == 422
    assert "đã được rút" in answer.content.decode()


def test_withdrawing_the_only_task_is_refused_by_the_weights(client, ward):
    change = an_amendment(ward.task)
    client.force_login(ward.leadership)
    answer = client.post(url("plan_amendment_answer", ward, change.pk), {"version": 1, "move": "approve"})
    assert answer.status_code == 422
    change.refresh_from_db()
    assert change.stage == RequestStage.PROPOSED


def test_amendments_and_deliveries_cost_no_more_questions(client, ward, django_assert_max_num_queries):
    client.force_login(ward.leadership)

    def asked():
        with django_assert_max_num_queries(26) as queries:
            client.get(url("plan", ward))
        return len(queries)

    a_delivery(ward.task), an_amendment(ward.task)
    client.get(url("plan", ward))  # who looked into it is kept once a day
    one = asked()
    for _ in range(29):
        task = PlanTaskFactory(plan=ward.plan, item=ward.item)
        a_delivery(task), an_amendment(task)
    assert asked() == one
