"""History as sentences."""

import pytest

from evaluation.core.tells.stories import changes, told
from evaluation.models import DossierEntry
from evaluation.plans import actions as plans
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, UserFactory, a_ward

pytestmark = pytest.mark.django_db


def an_entry(**values):
    return DossierFactory().history.create(**{"deed": "return", "label": "Trả lại để hoàn chỉnh"} | values)


def test_a_return_is_told_with_its_person_and_its_reason():
    person = UserFactory(full_name="Nguyễn Văn An")
    entry = an_entry(by=person, reason="Thiếu minh chứng", came_from="submitted", went_to="self_assessment")
    (line,) = told([entry])
    assert [line["who"], line["sentence"], line["reason"]] == [
        "Đồng chí Nguyễn Văn An",
        "trả lại để hoàn chỉnh: hồ sơ chuyển sang “Đang tự đánh giá”",
        "Lý do: Thiếu minh chứng",
    ]


def test_acting_for_another_names_both():
    entry = an_entry(by=UserFactory(), on_behalf_of=UserFactory(full_name="Lê Thị Bình"))
    assert told([entry])[0]["on_behalf_of"] == "đồng chí Lê Thị Bình"


def test_what_the_calendar_did_is_the_systems():
    assert told([an_entry(by=None, deed="open", label="Mở hồ sơ")])[0]["who"] == "Hệ thống"


def test_a_deed_whose_label_names_its_doer_reads_on_after_a_name():
    entry = an_entry(by=UserFactory(), deed="decide_at_province", label="Tỉnh quyết định xếp loại")
    assert told([entry])[0]["sentence"] == "chốt quyết định xếp loại của tỉnh"


def test_a_plans_own_steps_are_not_the_dossiers():
    entry = an_entry(deed="submit", label="Nộp kế hoạch", came_from="draft", went_to="submitted")
    assert told([entry])[0]["sentence"] == "nộp kế hoạch"


def test_the_latest_deed_stands_first():
    first, second = an_entry(label="Một"), an_entry(label="Hai")
    assert [line["sentence"] for line in told([first, second])] == ["hai", "một"]


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({"added": ["Báo cáo", "Tờ trình"]}, ["Thêm nhiệm vụ “Báo cáo”.", "Thêm nhiệm vụ “Tờ trình”."]),
        (
            {"task": "Báo cáo", "changed": {"quantity": ["1.50", "2"]}},
            ["“Báo cáo”, số lượng: 1,5 → 2."],
        ),
        (
            {"task": "Báo cáo", "changed": {"due_date": ["None", "2026-12-01"], "is_key": ["False", "True"]}},
            [
                "“Báo cáo”, hạn hoàn thành: trống → 01/12/2026.",
                "“Báo cáo”, trọng tâm, then chốt: không → có.",
            ],
        ),
        ({"changed": {"title": ["Cũ", ""]}}, ["nhiệm vụ: “Cũ” → trống."]),
        ({"task": "Báo cáo"}, ["Nhiệm vụ “Báo cáo”."]),
        ({"weights": {"1": "40.00", "4": "30"}}, ["Tỷ trọng các trục: Trục 1: 40 điểm; Trục 4: 30 điểm."]),
        (
            {"rating": "good", "summary": "Vượt mức"},
            ["Mức xếp loại: Hoàn thành tốt nhiệm vụ.", "Căn cứ: Vượt mức"],
        ),
        ({"rating": "", "summary": ""}, []),
        ({"layer": "appraisal"}, ["Lớp chấm điểm: Thẩm định."]),
        ({"rows": {"task-3": "Thiếu số văn bản", "task-4": ""}}, ["Cần xem lại: Thiếu số văn bản"]),
        ({"receipt": "2026-4-000001"}, ["Biên nhận số 2026-4-000001."]),
        ({"person": "Trần An"}, ["Người được xem: đồng chí Trần An."]),
        ({"something_new": 1}, []),
    ],
)
def test_what_changed_is_told_in_the_forms_words(said, sentences):
    assert changes(said) == sentences


def test_a_real_change_of_a_task_is_told_from_old_to_new():
    ward = a_ward()
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    task = PlanTaskFactory(plan=dossier.plan, title="Báo cáo tháng")
    AxisWeightFactory(plan=dossier.plan)
    plans.change_task(task, {"quantity": 3}, by=ward.subject, seen=None)
    (line,) = told(DossierEntry.objects.all())
    assert line["changes"] == ["“Báo cáo tháng”, số lượng: 1 → 3."]
