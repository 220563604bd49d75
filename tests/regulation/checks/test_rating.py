from decimal import Decimal

import pytest

from regulation.checks.rating import band, incomplete
from regulation.facts import AxisFacts
from regulation.vocabulary import Rating, Severity


@pytest.mark.parametrize(
    ("total", "limit", "sentence"),
    [
        (
            "90.00",
            None,
            "Tổng điểm 90,00, đạt từ 90 điểm: khung điểm của mức “Hoàn thành xuất sắc nhiệm vụ”.",
        ),
        (
            "89.99",
            Rating.GOOD,
            "Tổng điểm 89,99, đạt từ 70 điểm: khung điểm của mức “Hoàn thành tốt nhiệm vụ”.",
        ),
        (
            "69.99",
            Rating.COMPLETED,
            "Tổng điểm 69,99, đạt từ 50 điểm: khung điểm của mức “Hoàn thành nhiệm vụ”.",
        ),
        (
            "49.99",
            Rating.NOT_COMPLETED,
            "Tổng điểm 49,99, dưới 50 điểm: khung điểm của mức “Không hoàn thành nhiệm vụ”.",
        ),
    ],
)
def test_the_points_give_the_band(make_facts, make_task, total, limit, sentence):
    all_done = AxisFacts(1, weight=Decimal(total) - 30, tasks=(make_task(),))
    (found,) = band(make_facts(all_done))
    assert (found.limit, found.sentence) == (limit, sentence)
    assert found.severity is (Severity.INFO if limit is None else Severity.LIMIT)
    assert found.clause.code == "366.11"


def test_the_worked_example_is_told_with_its_figures(worked_facts):
    (found,) = incomplete(worked_facts)
    assert found.sentence == (
        "Hoàn thành dưới 100 % nhiệm vụ được giao trong quý: mới thực hiện 1/2 "
        "“Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ hằng tháng”."
    )
    assert (found.severity, found.limit) == (Severity.LIMIT, Rating.NOT_COMPLETED)
    assert (found.clause.code, found.tasks) == ("6.1", ("1",))


@pytest.mark.parametrize(
    ("fields", "limited"),
    [
        ({"planned": 2, "done": 1}, True),
        ({"planned": 2, "done": 0}, True),
        ({"planned": 2, "done": 2}, False),
        ({"planned": 2, "done": 3}, False),
        ({"planned": 2, "done": 1, "excused": True}, False),
        ({"planned": 2, "done": 1, "due_in_quarter": False}, False),
    ],
)
def test_a_task_undone_limits_unless_excused_or_due_later(make_facts, make_task, fields, limited):
    facts = make_facts(AxisFacts(1, tasks=(make_task(**fields),)))
    assert [found.limit for found in incomplete(facts)] == [Rating.NOT_COMPLETED] * limited


def test_every_undone_task_needs_its_own_excuse(make_facts, make_task):
    tasks = (make_task("1", done=0, excused=True), make_task("2", done=0))
    (found,) = incomplete(make_facts(AxisFacts(1, tasks=tasks)))
    assert found.tasks == ("2",)


def test_a_long_list_names_three_and_counts_the_others(make_facts, make_task):
    tasks = tuple(make_task(str(row), done=0) for row in range(1, 6))
    (found,) = incomplete(make_facts(AxisFacts(1, tasks=tasks)))
    assert found.sentence.endswith(
        "mới thực hiện 0/1 “Báo cáo 1”; mới thực hiện 0/1 “Báo cáo 2”; mới thực hiện 0/1 “Báo cáo 3” "
        "và 2 nhiệm vụ khác."
    )
    assert found.tasks == ("1", "2", "3", "4", "5")
