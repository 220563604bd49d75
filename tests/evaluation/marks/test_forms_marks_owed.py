"""Handing Mẫu 03 over: everything that is missing is told at once, each beside its field."""

import pytest
from django.urls import reverse

from evaluation.core.steps import Stage
from tests.evaluation.marks.marking import a_case, at, fresh, handed_in, typed

pytestmark = pytest.mark.django_db


def hand_over(client, case, page, button, *, day=(12, 26), **changes):
    user = case.subject if page == "assessment" else case.staff
    client.force_login(user)
    with at(*day):
        return client.post(reverse(page, args=[case.dossier.pk]), typed(case, **changes) | {button: "1"})


def wrong(answer):
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


def test_everything_missing_is_told_at_once(client):
    case = a_case()
    first, _ = case.tasks
    missing = {f"task-{first.pk}-done": "", "criterion-1.1": None, "rating": ""}
    answer = hand_over(client, case, "assessment", "submit", **missing)
    assert answer.status_code == 422
    assert wrong(answer) == {
        f"task-{first.pk}-done": ["Nhiệm vụ 1 chưa ghi kết quả thực hiện; chưa làm được thì ghi 0."],
        "criterion-1.1-reason": ["Tiêu chí 1.1 không đảm bảo: cần ghi lý do."],
        "rating": [
            "Chưa chọn mức tự đề xuất xếp loại. Mức gợi ý: “Không hoàn thành”; chọn mức khác thì ghi lý do."
        ],
    }


def test_a_rating_without_its_reason_and_lateness_without_its_own_come_together(client):
    answer = hand_over(client, a_case(), "assessment", "submit", day=(12, 31), rating="completed")
    assert wrong(answer) == {
        "reason": ["Mức tự đề xuất “Hoàn thành” khác mức gợi ý “Tốt”: cần ghi lý do."],
        "late_reason": ["Hồ sơ đánh giá, xếp loại đã hết hạn: cần ghi lý do nộp muộn."],
    }


def test_the_error_leads_to_a_field_that_says_it_is_invalid(client):
    text = hand_over(client, a_case(), "assessment", "submit", rating="completed").content.decode()
    assert '<a href="#id_reason">Mức tự đề xuất “Hoàn thành” khác mức gợi ý' in text
    field = text[text.index('<textarea name="reason"') :].split(">")[0]
    assert 'aria-invalid="true"' in field


def test_an_error_says_its_sentence_once(client):
    case = a_case()
    answer = hand_over(client, case, "assessment", "save", **{f"task-{case.tasks[0].pk}-done": "x"})
    text = answer.content.decode()
    assert "Nhiệm vụ 1, thực hiện" not in text
    assert f'<a href="#id_task-{case.tasks[0].pk}-done">Số lượng thực hiện của nhiệm vụ 1 phải là' in text


def test_a_draft_may_lack_all_of_it(client):
    changes = {"rating": "", "criterion-1.1": None}
    assert hand_over(client, a_case(), "assessment", "save", **changes).status_code == 302


def test_an_appraisal_is_told_all_it_lacks(client):
    case = a_case()
    handed_in(case)
    first, second = case.tasks
    missing = {f"task-{first.pk}-quality": "0.75", f"task-{second.pk}-key": "on", "criterion-1.1": None}
    answer = hand_over(client, case, "appraisal", "done", rating="", **missing)
    assert set(wrong(answer)) == {
        "criterion-1.1-reason",
        f"task-{first.pk}-reason",
        f"task-{second.pk}-response",
        "rating",
    }
    assert fresh(case).stage == Stage.SUBMITTED
