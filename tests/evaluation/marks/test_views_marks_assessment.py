"""Mẫu 03 as the cadre's page."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.core.steps import Stage
from evaluation.marks.actions import marks
from evaluation.models import CriterionMark, Dossier, Policy, Receipt, TaskMark
from tests.choosing import chosen, leads_to, left, offered, untouched
from tests.evaluation.marks.marking import a_case, at, fresh, handed_in, self_marks, typed
from tests.factories import UserFactory, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def mine(client, case):
    client.force_login(case.subject)
    return client


def page(case, name="assessment"):
    return reverse(name, args=[case.dossier.pk])


def post(client, case, *, button="save", day=(12, 26), **changes):
    with at(*day):
        return client.post(page(case), typed(case, **changes) | {button: "1"})


def test_the_form_opens_with_everything_ensured_and_nothing_done(mine, case):
    answer = mine.get(page(case))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert [form[f"criterion-{c.code}"].value() for c in case.dossier.period.edition.criteria] == [True] * 17
    assert [form[f"task-{task.pk}-done"].value() for task in case.tasks] == [None, None]


@pytest.mark.clause("M06.note")
def test_the_persons_pages_tell_the_last_day_that_their_own_unit_asks_for(mine, case):
    own = {"self_closes_at": datetime(2026, 12, 21, tzinfo=clock.HERE)}
    Policy.objects.create(period=case.dossier.period, unit=case.dossier.managing_unit, **own)
    told = "Hạn nộp bản tự đánh giá: hết Chủ nhật, 20/12/2026."
    with at(12, 18):
        pages = {name: mine.get(page(case, name)) for name in ("assessment", "dossier")}
        pages["home"] = mine.get(reverse("home"))
        hints = [tab["hint"] for answer in pages.values() for tab in answer.context["periods"]]
    assert (told in pages["assessment"].content.decode(), hints) == (True, ["còn 2 ngày"] * 3)
    with at(12, 22):
        late = mine.get(page(case)).content.decode()
    assert ["Hạn nộp bản tự đánh giá" in late, "Đã hết hạn (hết Chủ nhật, 20/12/2026)" in late] == [
        False,
        True,
    ]


@pytest.mark.clause("M06.note")
def test_others_are_told_the_rounds_last_day(client, case):
    own = {"self_closes_at": datetime(2026, 12, 21, tzinfo=clock.HERE)}
    Policy.objects.create(period=case.dossier.period, unit=case.dossier.managing_unit, **own)
    client.force_login(case.staff)
    with at(12, 18):
        (tab,) = client.get(page(case, "dossier")).context["periods"]
    assert tab["hint"] == "còn 11 ngày"


def test_work_becomes_a_self_assessment_at_a_button(client):
    case = a_case(stage=Stage.WORKING)
    client.force_login(case.subject)
    assert "Bắt đầu tự đánh giá" in client.get(page(case)).content.decode()
    answer = client.post(page(case, "begin_assessment"))
    assert answer.url == page(case)
    assert Dossier.objects.get().stage == Stage.SELF_ASSESSMENT


def test_nothing_is_shown_as_ensured_before_anybody_said_so(client):
    case = a_case(stage=Stage.WORKING)
    client.force_login(case.staff)
    text = client.get(page(case)).content.decode()
    assert "Chưa có bản tự đánh giá" in text
    assert "Đảm bảo" not in text


def test_only_the_cadre_begins(client):
    case = a_case(stage=Stage.WORKING)
    client.force_login(case.staff)
    assert client.post(page(case, "begin_assessment")).status_code == 403


def test_a_draft_is_saved_and_the_page_says_when(mine, case):
    answer = post(mine, case, rating="")
    assert answer.status_code == 302
    with at(12, 26):
        shown = mine.get(page(case))
    assert "Đã lưu 08:00 ngày 26/12/2026" in shown.content.decode()
    assert "data-saved" in shown.content.decode()
    assert "data-saved" not in mine.get(page(case)).content.decode()
    assert Dossier.objects.get().total == Decimal("100.00")


def test_handing_in_saves_and_submits_and_gives_a_receipt(mine, case):
    answer = post(mine, case, button="submit")
    receipt = Receipt.objects.get()
    assert answer.status_code == 302
    assert Dossier.objects.get().stage == Stage.SUBMITTED
    shown = mine.get(page(case)).content.decode()
    assert reverse("receipt", args=[receipt.pk]) in shown
    assert receipt.number in shown


def test_handing_in_twice_gives_the_same_receipt(mine, case):
    data = typed(case) | {"submit": "1"}
    with at(12, 26):
        answers = [mine.post(page(case), data, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert f"đã được nộp rồi. Biên nhận số {Receipt.objects.get().number}" in answers[1].content.decode()


def test_handing_in_lines_twice_gives_the_same_receipt_however_they_end(mine, case):
    """A browser sends a text's lines with CRLF, the database holds what was stored first."""
    evidence = f"task-{case.tasks[0].pk}-evidence"
    lines = ["Báo cáo số 45-BC/ĐU\r\nKế hoạch số 12-KH/ĐU\r\n", " Báo cáo số 45-BC/ĐU\nKế hoạch số 12-KH/ĐU"]
    with at(12, 26):
        for said in [lines[0], *lines]:
            answer = mine.post(page(case), typed(case) | {"submit": "1", evidence: said}, follow=True)
    assert answer.status_code == 200
    assert f"đã được nộp rồi. Biên nhận số {Receipt.objects.get().number}" in answer.content.decode()


def test_what_a_second_tab_says_otherwise_is_shown_and_said_not_to_be_saved(mine, case):
    """Two tabs: the first is handed in, then the second, with other words."""
    pk = case.tasks[0].pk
    with at(12, 26):
        mine.post(page(case), typed(case) | {"submit": "1"})
        other = typed(case) | {"submit": "1", f"task-{pk}-evidence": "Báo cáo số 45-BC/ĐU"}
        answer = mine.post(page(case), other)
    shown = answer.content.decode()
    assert (answer.status_code, "nội dung gõ ở đây chưa được lưu" in shown) == (409, True)
    assert Receipt.objects.get().number in shown
    assert [words for _, words in answer.context["left"]] == ["Báo cáo số 45-BC/ĐU"]
    assert TaskMark.objects.get(task=pk).evidence != "Báo cáo số 45-BC/ĐU"


def test_a_refused_hand_in_keeps_what_was_typed_and_saves_nothing(mine, case):
    pk = case.tasks[0].pk
    answer = post(mine, case, button="submit", rating="", **{f"task-{pk}-evidence": "Kế hoạch số 12-KH/ĐU"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chưa chọn mức tự đề xuất xếp loại." in text
    assert "Kế hoạch số 12-KH/ĐU" in text
    assert TaskMark.objects.count() == 0


def test_a_rating_other_than_suggested_asks_for_its_reason(mine, case):
    answer = post(mine, case, button="submit", rating="completed")
    assert answer.status_code == 422
    assert "khác mức gợi ý “Tốt”" in answer.content.decode()
    assert (
        post(mine, case, button="submit", rating="completed", reason="Còn việc chưa ưng ý").status_code == 302
    )


def test_late_asks_for_the_reason_with_the_instant_that_passed(mine, case):
    answer = post(mine, case, button="submit", day=(12, 30))
    assert answer.status_code == 422
    assert "Đã hết hạn (hết thứ Ba, 29/12/2026)" in answer.content.decode()
    answer = post(mine, case, button="submit", day=(12, 30), late_reason="Đi công tác")
    assert answer.status_code == 302
    assert "Nộp muộn" in mine.get(page(case)).content.decode()


def test_a_late_reason_is_kept_with_the_draft(mine, case):
    post(mine, case, day=(12, 30), late_reason="Đi công tác")
    with at(12, 30):
        assert "Đi công tác" in mine.get(page(case)).content.decode()
    assert Dossier.objects.get().is_late is False


def test_a_stale_page_shows_both_versions_and_overwrites_nothing(mine, case):
    pk = case.tasks[0].pk
    old = typed(case, **{f"task-{pk}-done": "1"}) | {"save": "1"}
    post(mine, case)
    answer = mine.post(page(case), old)
    assert offered(answer) == {"Nhiệm vụ 1, thực hiện": ("2", "1")}
    assert TaskMark.objects.get(task=pk).done == 2
    assert mine.post(page(case), chosen(answer)).status_code == 302
    assert TaskMark.objects.get(task=pk).done == 2


@pytest.mark.parametrize(
    ("button", "says"),
    [("save", "Lưu với những bản đã chọn"), ("submit", "Nộp bản tự đánh giá với những bản đã chọn")],
)
def test_the_button_says_what_choosing_does(mine, case, button, says):
    old = typed(case, **{f"task-{case.tasks[0].pk}-done": "1"}) | {button: "1"}
    post(mine, case)
    assert leads_to(mine.post(page(case), old)) == ("", says)


def test_one_chooses_field_by_field_after_a_conflict_and_loses_nothing_of_the_other_version(mine, case):
    first, second = (f"task-{task.pk}" for task in case.tasks)
    said = {f"{first}-evidence": "Bản này", "criterion-1.1-reason": ""}
    old = typed(case, rating="completed", **said) | {"save": "1"}
    post(mine, case, **{"criterion-1.1": "", "criterion-1.1-reason": "Chậm", f"{second}-expected": "on"})
    answer = mine.post(page(case), old)
    assert offered(answer) == {
        "Tiêu chí 1.1, đảm bảo": ("Không", "Có"),
        "Tiêu chí 1.1, lý do": ("Chậm", "(trống)"),
        "Nhiệm vụ 1, kết quả": ("(trống)", "Bản này"),
        "Nhiệm vụ 2, dự kiến đến hết quý": ("Có", "Không"),
        "Mức đề xuất xếp loại": ("Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ"),
    }
    kept = chosen(answer, "Nhiệm vụ 1, kết quả", "Mức đề xuất xếp loại")
    assert mine.post(page(case), kept).status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.self_rating == "completed"
    assert [(row.code, row.reason) for row in dossier.criterion_marks.filter(ensured=False)] == [
        ("1.1", "Chậm")
    ]
    assert [(mark.evidence, mark.expected) for mark in TaskMark.objects.order_by("task")] == [
        ("Bản này", False),
        ("", True),
    ]


def test_what_only_the_other_one_changed_stays_stored_and_is_told(mine, case):
    first, second = (f"task-{task.pk}" for task in case.tasks)
    said = {f"{first}-done": "1", f"{first}-evidence": "Bản này", "save": "1"}
    old = untouched(mine.get(page(case)), "rating") | said
    post(mine, case, **{"criterion-1.1": "", "criterion-1.1-reason": "Chậm", f"{second}-expected": "on"})
    answer = mine.post(page(case), old)
    assert offered(answer) == {
        "Nhiệm vụ 1, thực hiện": ("2", "1"),
        "Nhiệm vụ 1, kết quả": ("(trống)", "Bản này"),
    }
    assert left(answer) == {
        "Tiêu chí 1.1, đảm bảo": ("Không", "Có"),
        "Tiêu chí 1.1, lý do": ("Chậm", "(trống)"),
        "Nhiệm vụ 2, thực hiện": ("2", "(trống)"),
        "Nhiệm vụ 2, dự kiến đến hết quý": ("Có", "Không"),
        "Mức đề xuất xếp loại": ("Hoàn thành tốt nhiệm vụ", "(trống)"),
    }
    assert mine.post(page(case), chosen(answer, "Nhiệm vụ 1, kết quả")).status_code == 302
    assert CriterionMark.objects.get(ensured=False).reason == "Chậm"
    assert [(mark.done, mark.evidence, mark.expected) for mark in TaskMark.objects.order_by("task")] == [
        (2, "Bản này", False),
        (2, "", True),
    ]


def test_nothing_is_decided_unseen_where_there_is_nothing_to_choose(mine, case):
    old = untouched(mine.get(page(case)), "rating") | {"submit": "1"}
    post(mine, case)
    answer = mine.post(page(case), old)
    assert (offered(answer), leads_to(answer)) == ({}, ("", "Nộp bản tự đánh giá"))
    assert Dossier.objects.get().stage == Stage.SELF_ASSESSMENT
    with at(12, 26):
        assert mine.post(page(case), chosen(answer)).status_code == 302
    assert (Dossier.objects.get().stage, Dossier.objects.get().self_rating) == (Stage.SUBMITTED, "good")


def test_a_page_that_came_back_still_knows_what_was_not_touched(mine, case):
    pk = case.tasks[0].pk
    old = untouched(mine.get(page(case)), "rating") | {f"task-{pk}-done": "x", "save": "1"}
    post(mine, case, rating="completed")
    again = untouched(mine.post(page(case), old), "rating")
    answer = mine.post(page(case), again | {f"task-{pk}-done": "1", "save": "1"})
    assert offered(answer) == {"Nhiệm vụ 1, thực hiện": ("2", "1")}
    assert "Mức đề xuất xếp loại" in left(answer)


@pytest.mark.parametrize("withdrawn", [True, False])
def test_what_was_typed_of_a_task_that_left_the_plan_is_told_before_anything_is_saved(mine, case, withdrawn):
    """In direct entry the plan changes and the dossier's version does not: nothing else would stop the saving."""
    gone = case.tasks[1]
    old = untouched(mine.get(page(case)), "rating") | {"rating": "good", "save": "1"}
    said = {
        f"task-{gone.pk}-done": "2",
        f"task-{gone.pk}-evidence": "Số 7-BC",
        f"task-{gone.pk}-expected": "on",
    }
    title = leave(gone, withdrawn=withdrawn)
    answer = mine.post(page(case), old | said)
    assert (answer.status_code, Dossier.objects.get().self_rating) == (422, "")
    assert answer.context["form"].gone == [
        (f"{title}: thực hiện", "2"),
        (f"{title}: kết quả", "Số 7-BC"),
        (f"{title}: dự kiến đến hết quý", "Có"),
    ]
    assert "Số 7-BC" in answer.content.decode()
    assert mine.post(page(case), untouched(answer, "rating") | {"save": "1"}).status_code == 302
    assert Dossier.objects.get().self_rating == "good"


def leave(task, *, withdrawn):
    """The task leaves the plan; what it is called then."""
    if not withdrawn:
        task.delete()
        return "Nhiệm vụ đã xóa"
    said = {"kind": "withdraw", "ground": "Văn bản số 1", "proposed_at": clock.now()}
    task.withdrawn_by = task.plan.amendments.create(task=task, **said)
    task.save()
    return task.title


def test_a_task_that_left_the_plan_and_was_not_touched_stops_nobody(mine, case):
    old = untouched(mine.get(page(case)), "rating") | {"rating": "good", "save": "1"}
    case.tasks[1].delete()
    assert mine.post(page(case), old).status_code == 302


def test_a_page_that_comes_back_goes_on_from_the_version_it_was_opened_with(mine, case):
    """Unreadable first, computed without being saved: neither may take over what was stored meanwhile unseen."""
    pk = case.tasks[0].pk
    old = typed(case, **{f"task-{pk}-done": "1"}) | {"save": "1"}
    post(mine, case)
    shown = mine.post(page(case), old | {f"task-{pk}-done": "x"}).context["form"]
    assert shown["version"].value() == str(old["version"])
    computed = mine.post(reverse("assessment_score", args=[case.dossier.pk]), old).context["form"]
    assert computed["version"].value() == str(old["version"])


@pytest.mark.parametrize("bad", ["", "-1", "NaN", "1e9", "<script>alert(1)</script>", "9" * 400])
def test_bad_figures_are_sentences_and_nothing_typed_is_lost(mine, case, bad):
    first, second = (task.pk for task in case.tasks)
    changes = {
        f"task-{first}-done": bad,
        f"task-{first}-evidence": "Đã làm",
        f"task-{second}-evidence": "Số 7-BC",
    }
    answer = post(mine, case, **changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Đã làm" in text
    assert "Số 7-BC" in text
    assert "<script>alert" not in text
    assert TaskMark.objects.count() == 0


@pytest.mark.clause("1.2.3")
def test_the_score_is_computed_from_what_is_typed_without_saving(mine, case):
    pk = case.tasks[0].pk
    data = typed(case, **{f"task-{pk}-done": "1", "criterion-1.1": None})
    answer = mine.post(page(case, "assessment_score"), data, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert "80,50" in text
    assert "mới thực hiện 1/2" in text
    assert "→ tối đa Không hoàn thành nhiệm vụ" in text
    assert (TaskMark.objects.count(), CriterionMark.objects.count()) == (0, 0)


def test_without_scripts_the_whole_page_comes_back_as_typed(mine, case):
    pk = case.tasks[0].pk
    answer = mine.post(page(case, "assessment_score"), typed(case, **{f"task-{pk}-done": "1"}))
    assert answer.status_code == 200
    assert answer.context["form"][f"task-{pk}-done"].value() == "1"
    assert answer.context["panel"].total == Decimal("82.50")


def test_an_unreadable_figure_leaves_the_live_score_standing(mine, case):
    pk = case.tasks[0].pk
    answer = mine.post(
        page(case, "assessment_score"),
        typed(case, **{f"task-{pk}-done": "hai"}),
        headers={"HX-Request": "true"},
    )
    assert "Số lượng thực hiện của nhiệm vụ 1 phải là số" in answer.content.decode()


@pytest.mark.parametrize("name", ["assessment", "assessment_score"])
def test_others_may_read_but_not_write(client, case, name):
    client.force_login(case.staff)
    assert client.post(page(case, name), typed(case)).status_code == 403
    shown = client.get(page(case))
    assert shown.status_code == 200
    assert shown.context["form"] is None


@pytest.mark.parametrize("name", ["assessment", "appraisal", "authority"])
def test_strangers_do_not_even_see_that_it_exists(client, case, name):
    for user in (
        UserFactory(),
        an_official(Duty.ORGANISATION_STAFF, a_case().ward),
        an_official(Duty.SYSTEM_ADMIN, case.province),
    ):
        client.force_login(user)
        assert client.get(page(case, name)).status_code == 404
        assert client.post(page(case, name), typed(case)).status_code == 404


def test_a_return_is_shown_at_the_top_and_at_its_rows(mine, case):
    handed_in(case)
    task = f"task-{case.tasks[1].pk}"
    rows = {task: "Ghi số văn bản", "criterion-1.3": "Nêu rõ"}
    marks.return_dossier(fresh(case), by=case.staff, reason="Thiếu minh chứng", rows=rows, seen=None)
    answer = mine.get(page(case))
    assert "Thiếu minh chứng" in answer.content.decode()
    noted = [
        line.anchor
        for block in (*answer.context["sheet"].groups(), *answer.context["sheet"].axes())
        for line in block.lines
        if line.note
    ]
    assert noted == ["criterion-1.3", task]
    assert answer.context["note_rows"] == [("criterion-1.3", "tiêu chí 1.3"), (task, "nhiệm vụ 2")]


def test_direct_entry_leads_to_where_tasks_are_listed(mine, case):
    case.dossier.period.direct_entry = True
    case.dossier.period.save()
    assert (
        f'href="{reverse("plan", args=[case.dossier.pk])}">Nhập nhiệm vụ'
        in mine.get(page(case)).content.decode()
    )


@pytest.mark.usefixtures("long_keys")
def test_the_page_asks_no_more_with_thirty_tasks_and_stays_light(client):
    counted, sizes = [], []
    for tasks in (1, 30):
        case = a_case(tasks=tasks)
        with at(12, 20):
            marks.save_self(case.dossier, self_marks(case), by=case.subject, seen=None)
        client.force_login(case.subject)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page(case))
        counted.append(len(queries))
        sizes.append(len(answer.content))
    assert counted[0] == counted[1]
    assert max(counted) <= 25, counted
    assert max(sizes) <= 150_000, sizes
