"""History as sentences."""

import pytest

from evaluation.core.tells.stories import changes, sentence, told
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
        ({"amendment": "Rút"}, ["Nội dung điều chỉnh: Rút."]),
        ({"unmet": True}, ["Đề xuất trước đó không bảo đảm điều kiện, tiêu chuẩn, tiêu chí (6.2)."]),
        ({"unmet": False}, ["Đề xuất trước đó bảo đảm điều kiện, tiêu chuẩn, tiêu chí (6.2)."]),
        ({"answer": "Do bão"}, ["Giải trình cảnh báo: Do bão"]),
        ({"group": ["Bí thư", "Chủ tịch"]}, ["Nhóm: từ “Bí thư” sang “Chủ tịch”."]),
        ({"delivered": ["Báo cáo"]}, ["Đã hoàn thành sản phẩm của nhiệm vụ “Báo cáo”."]),
        ({"undelivered": ["Báo cáo"]}, ["Bỏ sản phẩm ghi nhầm của nhiệm vụ “Báo cáo”."]),
        (
            {"excuses": ["“Báo cáo”, Đã chấp thuận → Chờ xem xét"]},
            ["Lý do khách quan của nhiệm vụ “Báo cáo”, Đã chấp thuận → Chờ xem xét."],
        ),
        ({"removed": ["Báo cáo"]}, ["Bỏ nhiệm vụ “Báo cáo”."]),
        ({"circumstance": "Khiển trách"}, ["Khiển trách."]),
        ({"absence": "Nghỉ ốm từ 01/12/2026"}, ["Nghỉ ốm từ 01/12/2026."]),
        ({"old_unit": "Xã Khác", "paper": "12-CV/TU"}, ["Đơn vị cũ: Xã Khác.", "Văn bản: 12-CV/TU."]),
        (
            {
                "tasks": [
                    {"task": "Báo cáo", "changed": {"quantity": ["1", "2"]}},
                    {"task": "x", "changed": {}},
                ]
            },
            ["“Báo cáo”, số lượng: 1 → 2."],
        ),
        (
            {"confirmed": [{"task": "Báo cáo", "ground": "Sớm", "document": ""}]},
            ["Xác nhận nhiệm vụ “Báo cáo” vượt yêu cầu: Sớm"],
        ),
        (
            {"confirmed": [{"task": "Báo cáo", "ground": "Sớm", "document": "12-CV"}]},
            ["Xác nhận nhiệm vụ “Báo cáo” vượt yêu cầu: Sớm (12-CV)"],
        ),
        (
            {"withdrawn": [{"task": "Báo cáo", "ground": "Sớm", "why": "Nhầm"}]},
            ["Rút xác nhận nhiệm vụ “Báo cáo” vượt yêu cầu (căn cứ đã ghi: Sớm): Nhầm"],
        ),
        (
            {"withdrawn": [{"task": "Báo cáo", "ground": "Sớm", "why": ""}]},
            ["Rút xác nhận nhiệm vụ “Báo cáo” vượt yêu cầu (căn cứ đã ghi: Sớm)"],
        ),
        (
            {"cases": [[], ["Nghỉ ốm.", "Mới bổ nhiệm."]]},
            ["Trường hợp của Mục 7, Mục 3.3: không thuộc trường hợp nào → Nghỉ ốm. Mới bổ nhiệm."],
        ),
        ({"receipt": "", "person": None, "summary": ""}, []),
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


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("1.50", "1,5"),
        ("100", "100"),
        ("2026-12-01", "01/12/2026"),
        ("Một-hai-ba", "“Một-hai-ba”"),
        ("12-CV", "“12-CV”"),
        ("1.2.3", "“1.2.3”"),
        ("12-2026", "“12-2026”"),
        ("True", "có"),
        ("", "trống"),
        ("None", "trống"),
    ],
)
def test_a_stored_value_is_shown_as_one_reads_it(stored, shown):
    assert changes({"changed": {"title": ["x", stored]}}) == [f"nhiệm vụ: “x” → {shown}."]


@pytest.mark.parametrize(
    ("came_from", "went_to", "ending"),
    [
        ("submitted", "self_assessment", ": hồ sơ chuyển sang “Đang tự đánh giá”"),
        ("submitted", "submitted", ""),
        ("", "planning", ""),
        ("draft", "submitted", ""),
        ("submitted", "collated", ""),
    ],
)
def test_only_where_the_dossier_itself_moved_is_its_new_step_told(came_from, went_to, ending):
    """A plan's own stages are told by the deed alone; an old line may name stages that are gone."""
    entry = an_entry(by=UserFactory(), came_from=came_from, went_to=went_to)
    assert sentence(entry) == f"trả lại để hoàn chỉnh{ending}"


def test_an_old_line_of_a_deed_that_is_gone_is_told_by_its_label():
    entry = an_entry(by=UserFactory(), deed="gone", label="Việc đã bỏ", changes={"gone": ["x"]})
    (line,) = told([entry])
    assert [line["sentence"], line["changes"]] == ["việc đã bỏ", []]


@pytest.mark.parametrize(
    ("is_told", "withheld", "brief"), [(True, True, False), (False, True, True), (False, False, False)]
)
def test_whoever_may_not_read_how_they_are_judged_reads_what_was_done_and_no_more(is_told, withheld, brief):
    entry = an_entry(by=UserFactory(), reason="Thiếu", changes={"receipt": "1"}, told=is_told)
    entry.dossier.withheld = withheld
    (line,) = told([entry], entry.dossier)
    said = ["", []] if brief else ["Lý do: Thiếu", ["Biên nhận số 1."]]
    assert [line["sentence"], line["reason"], line["changes"]] == ["trả lại để hoàn chỉnh", *said]
