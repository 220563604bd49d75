from dataclasses import replace
from decimal import Context, Decimal, localcontext
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.editions import AN_GIANG_2026
from regulation.scoring import (
    AxisResult,
    TaskResult,
    TaskScore,
    coefficient,
    score,
    score_axis,
    score_task,
)

ALL_ENSURED: dict[str, bool] = {}

quantities = st.decimals(min_value=0, max_value=1000, allow_nan=False, places=2)
above_zero = st.decimals(min_value="0.0001", max_value=1000, allow_nan=False, places=4)
factors = st.sampled_from(
    [Decimal(0), Decimal("0.5"), Decimal("0.75"), Decimal(1), Decimal("1.2"), Decimal(3)]
)
tasks = st.builds(
    TaskResult, st.just("Báo cáo"), above_zero, above_zero, quantities, factors, factors, factors
)
axes = st.lists(
    st.builds(AxisResult, st.integers(1, 6), st.integers(0, 70).map(Decimal), st.lists(tasks).map(tuple)),
    max_size=6,
)


@pytest.mark.clause(
    "B2.3",
    "PL2.0",
    "PL2.1.1",
    "PL2.1.2/1",
    "PL2.1.2/2",
    "PL2.1.3/1",
    "PL2.1.3/3",
    "PL2.VD",
    "PL2.VD.2/2",
    "PL2.VD.2/3",
    "PL2.VD.2/4",
)
def test_the_worked_example_comes_out_exactly(worked_axis):
    result = score(ALL_ENSURED, [worked_axis], AN_GIANG_2026)
    axis = result.axes[0]
    printed = [axis.a, axis.b, axis.c, axis.d, axis.kpi, axis.points, result.total]
    assert [str(figure) for figure in printed] == [
        "87.01",
        "88.96",
        "88.96",
        "88.96",
        "88.47",
        "61.93",
        "91.93",
    ]
    assert (result.general_points, result.task_points) == (30, Decimal("61.93"))
    assert (result.assigned, result.completed) == (5, 4)


@pytest.mark.clause("PL2.1.3/2", "PL2.ii", "PL2.VD.2/1")
def test_the_worked_examples_converted_totals_are_the_tables(worked_axis):
    axis = score_axis(worked_axis)
    totals = [axis.planned, axis.quantity, axis.quality, axis.timeliness, axis.leadership]
    assert totals == [Decimal(total) for total in ("7.7", "6.7", "6.85", "6.85", "6.85")]
    assert axis.tasks[4] == TaskScore(Decimal(2), Decimal(2), *[Decimal("2.4")] * 3)


@pytest.mark.clause("B3.2/1", "PL1.2.3/1", "PL1.2.3/2", "PL1.2.4/1")
@pytest.mark.parametrize(
    ("points", "standard", "expected"),
    [
        ("120", "100", "1.2"),
        ("100", "100", "1"),
        ("50", "100", "0.5"),
        ("1000", "10", "100"),
        ("100", "300", "0.3333"),
        ("200", "300", "0.6667"),
        ("1", "8000", "0.0001"),
        ("0", "100", "0"),
    ],
)
def test_a_coefficient_has_as_many_decimals_as_needed_and_at_most_four(points, standard, expected):
    assert str(coefficient(Decimal(points), Decimal(standard))) == expected


@pytest.mark.clause("PL1.2.2/1")
@pytest.mark.parametrize(("points", "standard"), [("100", "0"), ("100", "-1"), ("-1", "100")])
def test_there_is_no_coefficient_without_a_standard_item(points, standard):
    with pytest.raises(ValueError, match="lớn hơn 0"):
        coefficient(Decimal(points), Decimal(standard))


@pytest.mark.clause("PL2.i/1")
def test_what_exceeds_the_plan_does_not_raise_the_quantity():
    task = TaskResult("Báo cáo", Decimal(1), Decimal(2), Decimal(5))
    assert score_task(task) == TaskScore(*[Decimal(2)] * 5)
    assert (task.counted, task.complete) == (2, True)


@pytest.mark.clause("PL2.i/2")
def test_factors_above_one_raise_the_kpi_but_never_the_points_above_the_maximum():
    task = TaskResult("Tờ trình", Decimal(1), Decimal(1), Decimal(1), *[Decimal("1.2")] * 3)
    result = score(ALL_ENSURED, [AxisResult(1, Decimal(70), (task,))], AN_GIANG_2026)
    axis = result.axes[0]
    assert (axis.a, axis.b, axis.kpi) == (100, 120, 115)
    assert (axis.points, axis.uncapped_points) == (70, Decimal("80.5"))
    assert (result.total, result.uncapped_total) == (100, Decimal("110.5"))


def test_an_axis_without_tasks_has_zeros():
    axis = score_axis(AxisResult(2, Decimal(15)))
    assert (axis.planned, axis.a, axis.b, axis.c, axis.d, axis.kpi, axis.points) == (0,) * 7


@pytest.mark.clause("PL2.1.2/1")
def test_without_any_axis_the_general_points_are_the_total():
    result = score(ALL_ENSURED, [], AN_GIANG_2026)
    assert (result.total, result.task_points, result.assigned, result.completed) == (30, 0, 0, 0)


@pytest.mark.clause("1.2.1", "M03.A/2")
@pytest.mark.parametrize(
    ("missing", "points"), [((), 30), (("3.3",), 28), (("2.1", "2.4"), 28), (("1.1", "3.4", "2.2"), 25)]
)
def test_a_criterion_counts_whole_or_not_at_all(missing, points):
    ensured = dict.fromkeys(missing, False) | {"1.2": True}
    assert score(ensured, [], AN_GIANG_2026).general_points == points


def test_an_exact_value_just_below_a_threshold_may_print_it():
    task = TaskResult("Báo cáo", Decimal(1), Decimal(10_000), Decimal(10_000), *[Decimal("0.80952")] * 3)
    result = score(ALL_ENSURED, [AxisResult(1, Decimal(70), (task,))], AN_GIANG_2026)
    assert str(result.axes[0].kpi) == "85.71"
    assert str(result.total) == "90.00"


def test_figures_do_not_depend_on_the_callers_decimal_context(worked_axis):
    with localcontext(Context(prec=3)):
        result = score(ALL_ENSURED, [worked_axis], AN_GIANG_2026)
    assert result == score(ALL_ENSURED, [worked_axis], AN_GIANG_2026)


@given(axes)
def test_points_lie_between_zero_and_the_maximum(results):
    result = score(ALL_ENSURED, results, AN_GIANG_2026)
    assert all(0 <= axis.points <= axis.max_points for axis in result.axes)
    assert all(0 <= axis.a <= 100 for axis in result.axes)
    assert result.total <= result.uncapped_total
    assert 0 <= result.completed <= result.assigned


@pytest.mark.clause("PL2.LY.2")
@given(axes, st.randoms(use_true_random=False))
def test_the_order_of_tasks_and_axes_is_irrelevant(results, random: Random):
    shuffled = [replace(axis, tasks=tuple(random.sample(axis.tasks, len(axis.tasks)))) for axis in results]
    random.shuffle(shuffled)
    one, other = score(ALL_ENSURED, results, AN_GIANG_2026), score(ALL_ENSURED, shuffled, AN_GIANG_2026)
    assert (one.total, one.uncapped_total) == (other.total, other.uncapped_total)


@given(st.lists(tasks, min_size=1), quantities)
def test_more_delivered_never_lowers_a_score(given_tasks, more):
    first, *others = given_tasks
    raised = replace(first, done=first.done + more)
    before, after = (
        score(ALL_ENSURED, [AxisResult(1, Decimal(70), (task, *others))], AN_GIANG_2026)
        for task in (first, raised)
    )
    assert after.total >= before.total
    assert after.completed >= before.completed


@given(tasks, factors)
def test_a_better_factor_never_lowers_a_score(task, factor):
    better = replace(task, quality=max(task.quality, factor))
    assert score_axis(AxisResult(1, Decimal(70), (better,))).points >= (
        score_axis(AxisResult(1, Decimal(70), (task,))).points
    )


@given(axes)
def test_every_printed_figure_follows_from_printed_figures(results):
    for axis in score(ALL_ENSURED, results, AN_GIANG_2026).axes:
        assert abs(axis.kpi - (axis.a + axis.b + axis.c + axis.d) / 4) <= Decimal("0.005")
        assert abs(axis.points - min(axis.kpi, Decimal(100)) * axis.max_points / 100) <= Decimal("0.005")


@given(st.dictionaries(st.sampled_from([c.code for c in AN_GIANG_2026.criteria]), st.booleans()))
def test_general_points_lie_between_zero_and_thirty(ensured):
    lost = sum(c.max_points for c in AN_GIANG_2026.criteria if ensured.get(c.code) is False)
    assert score(ensured, [], AN_GIANG_2026).general_points == 30 - lost
