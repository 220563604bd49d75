from dataclasses import replace
from decimal import Decimal

import pytest

from regulation.checks.planning import reduced_plan, unmapped_task, weights
from regulation.facts import AxisFacts
from regulation.vocabulary import AxisRole, Level, Severity

MAIN, SUPPORTING = AxisRole.MAIN, AxisRole.SUPPORTING


@pytest.fixture
def make_axis(make_task):
    """An axis with its role and weight, and a task unless it is to be empty."""

    def make(number, role, weight, *, empty=False):
        return AxisFacts(number, role, Decimal(weight), () if empty else (make_task(f"{number}"),))

    return make


@pytest.mark.parametrize(
    "axes",
    [
        [(4, MAIN, "70")],
        [(1, MAIN, "60"), (4, SUPPORTING, "10")],
        [(1, MAIN, "30"), (2, MAIN, "30"), (4, SUPPORTING, "10")],
        [(1, MAIN, "46.67"), (2, SUPPORTING, "23.33")],
        [(1, MAIN, "60"), (4, None, "10")],
    ],
)
def test_a_lawful_plan_has_no_finding(make_facts, make_axis, axes):
    assert list(weights(make_facts(*[make_axis(*axis) for axis in axes]))) == []


def test_an_empty_axis_that_weighs_nothing_is_no_fault(make_facts, make_axis):
    facts = make_facts(make_axis(1, MAIN, 70), make_axis(2, None, 0, empty=True))
    assert list(weights(facts)) == []


@pytest.mark.clause("2.5/1", "2.5/2")
@pytest.mark.parametrize(
    ("axes", "sentence", "anchor"),
    [
        (
            [(1, MAIN, "60"), (4, SUPPORTING, "9.5")],
            "Tổng tỷ trọng của các trục là 69,5 điểm, phải bằng 70 điểm.",
            "weights",
        ),
        (
            [(1, MAIN, "70"), (4, SUPPORTING, "0")],
            "Trục 4 có nhiệm vụ nhưng chưa có tỷ trọng điểm.",
            "axis-4",
        ),
        (
            [(1, SUPPORTING, "60"), (4, SUPPORTING, "10")],
            "Chưa xác định trục kết quả giữ vai trò chính, chủ yếu.",
            "weights",
        ),
        (
            [(1, MAIN, "35"), (4, SUPPORTING, "35")],
            "Trục 4 là trục phụ, phối hợp, có tỷ trọng 35 điểm, không thấp hơn Trục 1 là trục chính, chủ yếu "
            "(35 điểm).",
            "axis-4",
        ),
        (
            [(1, MAIN, "40"), (2, MAIN, "10"), (4, SUPPORTING, "20")],
            "Trục 4 là trục phụ, phối hợp, có tỷ trọng 20 điểm, không thấp hơn Trục 2 là trục chính, chủ yếu "
            "(10 điểm).",
            "axis-4",
        ),
    ],
)
def test_each_fault_is_told_where_it_stands(make_facts, make_axis, axes, sentence, anchor):
    (found,) = weights(make_facts(*[make_axis(*axis) for axis in axes]))
    assert (found.sentence, found.anchor, found.severity) == (sentence, anchor, Severity.BLOCK)
    assert (found.clause.code, found.level) == ("2.5", Level.PROVINCE)


def test_an_axis_without_tasks_may_not_weigh_anything(make_facts, make_axis):
    (found,) = weights(make_facts(make_axis(1, MAIN, 60), make_axis(2, SUPPORTING, 10, empty=True)))
    assert found.sentence == "Trục 2 có tỷ trọng 10 điểm nhưng không có nhiệm vụ nào."


def test_a_plan_without_axes_lacks_its_weights_and_its_main_axis(make_facts):
    assert [found.sentence for found in weights(make_facts())] == [
        "Tổng tỷ trọng của các trục là 0 điểm, phải bằng 70 điểm.",
        "Chưa xác định trục kết quả giữ vai trò chính, chủ yếu.",
    ]


@pytest.mark.clause("B1.1/2", "PL1.1.1")
def test_a_task_outside_the_catalog_blocks_and_is_named(make_facts, make_task):
    facts = make_facts(AxisFacts(1, tasks=(make_task("1", mapped=False), make_task("2"))))
    (found,) = unmapped_task(facts)
    assert found.sentence == (
        "Nhiệm vụ “Báo cáo 1” chưa gắn với sản phẩm/công việc nào trong danh mục được phê duyệt."
    )
    assert (found.blocks, found.tasks, found.anchor) == (True, ("1",), "task-1")


def test_a_task_from_the_catalog_is_no_fault(make_facts, make_task):
    assert list(unmapped_task(make_facts(AxisFacts(1, tasks=(make_task(mapped=True),))))) == []


def test_a_plan_kept_as_approved_needs_no_word(make_facts, make_axis):
    assert list(reduced_plan(make_facts(make_axis(1, MAIN, 70)))) == []


@pytest.mark.clause("M01.note/2")
def test_a_reduced_plan_is_shown_to_every_later_level(make_facts, make_axis):
    facts = replace(make_facts(make_axis(1, MAIN, 70)), reduced=("Báo cáo tháng", "Tờ trình"))
    [finding] = reduced_plan(facts)
    assert finding.sentence == (
        "Sau khi phê duyệt, kế hoạch đã rút hoặc giảm 2 nhiệm vụ: “Báo cáo tháng”, “Tờ trình”."
    )
    assert finding.lifted_by == (
        "Lý do kèm mức xếp loại, do người lập danh sách xếp loại ghi; căn cứ của từng lần ở trang Kế hoạch."
    )
    assert (finding.severity, finding.level) == (Severity.WARN, Level.ASSUMPTION)


# --- how they are said -----------------------------------------------------------------------------------------------


def test_the_weights_are_told_and_shown_axis_by_axis(make_facts, make_axis):
    facts = make_facts(make_axis(1, MAIN, 60), make_axis(4, None, "10.5", empty=True))
    assert weights.said.passing(facts) == "Tổng tỷ trọng 70,5 điểm trên 2 trục."
    assert weights.said.table(facts).rows == (
        ("Trục 1", "Trục chính, chủ yếu", "60", "1"),
        ("Trục 4", "–", "10,5", "0"),
    )


def test_tasks_are_of_the_catalog_or_listed_directly(make_facts, make_axis):
    of_catalog = make_facts(make_axis(1, MAIN, 70))
    assert unmapped_task.said.passing(of_catalog) == "1/1 nhiệm vụ thuộc danh mục được phê duyệt."
    assert unmapped_task.said.passing(replace(of_catalog, direct_entry=True)) == (
        "Kỳ này liệt kê nhiệm vụ thẳng vào Mẫu số 03, không cần danh mục (Bước 2)."
    )
