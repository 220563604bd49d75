"""Many plans at once: collated by staff, approved by leadership, never one's own."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Plan, PlanAmendment
from tests.factories import (
    AxisWeightFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    PlanTaskFactory,
    a_ward,
    grant,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 5, 9, tzinfo=clock.HERE)
REVIEW, BULK = "plans_review", "plans_bulk"


@pytest.fixture
def ward():
    with clock.held(NOW):
        ward = a_ward()
        ward.item = CatalogItemFactory(catalog=CatalogFactory(unit=ward.ward, approved=True))
        yield ward


def a_plan(ward, stage=PlanStage.SUBMITTED, **values):
    dossier = DossierFactory(unit=ward.division, **values)
    PlanTaskFactory(plan=dossier.plan, item=ward.item, due_date=date(2026, 12, 1))
    AxisWeightFactory(plan=dossier.plan)
    Plan.objects.filter(pk=dossier.plan.pk).update(stage=stage)
    dossier.plan.refresh_from_db()
    return dossier


def rows(client, **filters):
    answer = client.get(reverse(REVIEW), filters)
    assert answer.status_code == 200
    return [dossier.pk for dossier in answer.context["page_obj"]]


def send(client, move, *dossiers, **more):
    picks = [f"{dossier.pk}-{dossier.plan.version}" for dossier in dossiers]
    return client.post(reverse(BULK), {"move": move, "pick": picks} | more, follow=True)


def told(answer):
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


def stages():
    return list(Plan.objects.order_by("pk").values_list("stage", flat=True))


def test_only_plans_under_my_charge_and_not_my_own_are_listed(client, ward):
    mine = a_plan(ward, cadre=ward.cadre)
    theirs = a_plan(ward)
    a_plan(a_ward_with_item())
    grant(ward.subject, Duty.LEADERSHIP, ward.ward)
    client.force_login(ward.subject)
    assert rows(client) == [theirs.pk]
    client.force_login(ward.staff)
    assert sorted(rows(client)) == [mine.pk, theirs.pk]
    client.force_login(ward.council)
    assert rows(client) == []


def a_ward_with_item():
    ward = a_ward()
    ward.item = CatalogItemFactory(catalog=CatalogFactory(unit=ward.ward, approved=True))
    return ward


def test_the_list_is_narrowed_by_name_unit_and_stage(client, ward):
    named = a_plan(ward, cadre__full_name="Đỗ Thị Ngọc Ánh", stage=PlanStage.DRAFT)
    other = a_plan(ward)
    client.force_login(ward.staff)
    assert rows(client, q="ngoc anh") == [named.pk]
    assert rows(client, stage="submitted") == [other.pk]
    elsewhere = DossierFactory(unit=ward.other_division)
    assert rows(client, unit=ward.other_division.pk) == [elsewhere.pk]
    assert len(rows(client, unit="9" * 30, stage="<b>", q="", page="-3")) == 3
    counts = client.get(reverse(REVIEW)).context["counts"]
    assert [(count["label"], count["count"]) for count in counts] == [
        ("Chưa nộp", 2),
        ("Đã nộp", 1),
        ("Đã tổng hợp", 0),
        ("Đã phê duyệt", 0),
    ]


def test_set_aside_dossiers_are_not_listed(client, ward):
    a_plan(ward, stage=PlanStage.DRAFT).__class__.objects.update(stage=Stage.DEFERRED)
    client.force_login(ward.staff)
    assert rows(client) == []


def test_many_are_collated_then_approved(client, ward):
    dossiers = [a_plan(ward) for _ in range(3)]
    client.force_login(ward.staff)
    answer = send(client, "collate", *dossiers)
    assert told(answer) == [("success", "Đã tổng hợp 3 kế hoạch.")]
    for dossier in dossiers:
        dossier.plan.refresh_from_db()
    client.force_login(ward.leadership)
    send(client, "approve", *dossiers)
    assert stages() == [PlanStage.APPROVED] * 3


def test_what_does_not_apply_is_left_out_and_told(client, ward):
    fit, early = a_plan(ward), a_plan(ward, stage=PlanStage.DRAFT, cadre__full_name="Trần Văn Sớm")
    stale = a_plan(ward, cadre__full_name="Phan Văn Cũ")
    Plan.objects.filter(pk=stale.plan.pk).update(version=5)
    foreign = a_plan(a_ward_with_item())
    client.force_login(ward.staff)
    answer = send(client, "collate", fit, early, stale, foreign)
    (_, done), (level, left) = told(answer)
    assert (done, level) == ("Đã tổng hợp 1 kế hoạch.", "warning")
    assert "3 kế hoạch chưa tổng hợp được" in left
    assert "Trần Văn Sớm: Hiện ở bước “Bản nháp”" in left
    assert "Phan Văn Cũ: Nội dung đã thay đổi" in left
    assert "1 dòng gửi lên không có trong phạm vi" in left
    assert stages() == [PlanStage.COLLATED, PlanStage.DRAFT, PlanStage.SUBMITTED, PlanStage.SUBMITTED]


def test_ones_own_plan_is_refused_in_a_bulk_too(client, ward):
    own = a_plan(ward, cadre=ward.cadre, stage=PlanStage.COLLATED)
    grant(ward.subject, Duty.LEADERSHIP, ward.ward)
    client.force_login(ward.subject)
    send(client, "approve", own)
    assert stages() == [PlanStage.COLLATED]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"move": "collate"},
        {"move": "decide", "pick": ["1-1"]},
        {
            "move": "collate",
            "pick": ["x", "1", "-", "99999999999999999999-1", "1-2-3", "<b>-1", "1-", "01-1"],
        },
    ],
)
def test_a_bad_bulk_is_answered_with_a_sentence(client, ward, data):
    client.force_login(ward.staff)
    answer = client.post(reverse(BULK), data, follow=True)
    assert answer.status_code == 200
    assert [level for level, _ in told(answer)] in (["error"], ["warning"])


def test_after_a_bulk_the_same_filters_stand(client, ward):
    client.force_login(ward.staff)
    here = f"http://testserver{reverse(REVIEW)}?stage=submitted"
    answer = client.post(reverse(BULK), {"move": "collate", "pick": []}, headers={"Referer": here})
    assert answer.url == here
    answer = client.post(reverse(BULK), {}, headers={"Referer": "http://khac.example/ke-hoach/"})
    assert answer.url == reverse(REVIEW)


def test_amendments_that_wait_are_listed(client, ward):
    dossier = a_plan(ward, stage=PlanStage.APPROVED)
    task = dossier.plan.tasks.get()
    PlanAmendment.objects.create(
        plan=dossier.plan, kind="withdraw", task=task, ground="Văn bản", proposed_at=NOW
    )
    client.force_login(ward.leadership)
    page = client.get(reverse(REVIEW)).content.decode()
    assert "rút nhiệm vụ" in page
    assert f"{reverse('plan', args=[dossier.pk])}#amendment-" in page


def test_without_a_round_the_page_says_so(client, ward):
    client.force_login(ward.staff)
    assert "Chưa mở kỳ đánh giá nào" in client.get(reverse(REVIEW)).content.decode()


def test_the_list_asks_as_many_questions_for_30_rows_as_for_1(client, ward, django_assert_max_num_queries):
    client.force_login(ward.staff)

    def asked():
        with django_assert_max_num_queries(13) as queries:
            client.get(reverse(REVIEW))
        return len(queries)

    def both():
        dossier = a_plan(ward)
        task = dossier.plan.tasks.get()
        PlanAmendment.objects.create(
            plan=dossier.plan, kind="withdraw", task=task, ground="VB", proposed_at=NOW
        )

    both()
    one = asked()
    for _ in range(29):
        both()
    assert asked() == one


def test_the_filter_says_not_handed_in_as_tiles_and_rows_do(client, ward):
    a_plan(ward, PlanStage.DRAFT)
    client.force_login(ward.staff)
    context = client.get(reverse(REVIEW)).context
    choices = dict(context["form"].fields["stage"].choices)
    assert [choices["draft"], context["counts"][0]["label"]] == ["Chưa nộp", "Chưa nộp"]


@pytest.mark.parametrize(
    ("asked", "offered"),
    [({}, False), ({"q": "", "unit": "", "stage": ""}, False), ({"stage": "draft"}, True)],
)
def test_filters_are_taken_off_only_where_one_is_set(client, ward, asked, offered):
    client.force_login(ward.staff)
    a_plan(ward)
    assert ("Bỏ lọc" in client.get(reverse(REVIEW), asked).content.decode()) == offered
