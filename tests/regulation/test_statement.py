import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.statement import Misstatement, evaluate

WORKED_EXAMPLE = Path(__file__).parents[1] / "data" / "worked_example.json"

TASK = {
    "name": "Báo cáo",
    "coefficient": "1.2",
    "planned": "1",
    "done": "1",
    "quality": "1",
    "timeliness": "1",
    "leadership": "1",
}


def axis(**fields: Any) -> dict[str, Any]:
    return {"axis": 4, "max_points": "70", "tasks": [TASK]} | fields


def statement(*axes: Any, **fields: Any) -> str:
    return json.dumps({"axes": list(axes or [axis()])} | fields)


def with_task(**fields: Any) -> str:
    return statement(axis(tasks=[TASK | fields]))


def without(key: str) -> str:
    return statement(axis(tasks=[{name: figure for name, figure in TASK.items() if name != key}]))


def refusal(text: str) -> str:
    with pytest.raises(Misstatement) as refused:
        evaluate(text)
    return str(refused.value)


def test_the_worked_example_is_printed_with_two_decimals():
    assert evaluate(WORKED_EXAMPLE.read_text(encoding="utf-8")) == {
        "general_points": "30.00",
        "axes": [
            {
                "axis": 4,
                "A": "87.01",
                "B": "88.96",
                "C": "88.96",
                "D": "88.96",
                "kpi": "88.47",
                "points": "61.93",
            }
        ],
        "task_points": "61.93",
        "total": "91.93",
        "assigned": 5,
        "completed": 4,
    }


def test_the_example_of_the_description_comes_out():
    found = evaluate(statement(general_criteria={"1.1": True, "3.3": False}))
    full = {
        "axis": 4,
        "A": "100.00",
        "B": "100.00",
        "C": "100.00",
        "D": "100.00",
        "kpi": "100.00",
        "points": "70.00",
    }
    assert found == {
        "general_points": "28.00",
        "axes": [full],
        "task_points": "70.00",
        "total": "98.00",
        "assigned": 1,
        "completed": 1,
    }


@pytest.mark.parametrize("figure", ["1.5", "1,5", 1.5, " 1.50 ", "+1.5"])
def test_a_figure_may_be_a_string_or_a_number(figure):
    found = evaluate(with_task(planned=3, done=figure))
    assert found["axes"][0]["A"] == "50.00"


def test_a_number_is_read_exactly_as_written():
    text = with_task(planned="8000", done="0").replace('"done": "0"', '"done": 0.40000000000000000000')
    assert evaluate(text)["axes"][0]["A"] == "0.01"
    below = text.replace("0.40000000000000000000", "0.39999999999999999999")
    assert evaluate(below)["axes"][0]["A"] == "0.00"


def test_a_small_exponent_is_a_number_like_any_other():
    assert evaluate(with_task(planned=10).replace('"done": "1"', '"done": 1e1'))["axes"][0]["A"] == "100.00"


def test_minus_nothing_is_nothing():
    assert evaluate(with_task(done="-0"))["axes"][0]["A"] == "0.00"


def test_an_axis_without_points_and_tasks_may_be_listed():
    empty = {"axis": 1, "max_points": 0, "tasks": []}
    assert evaluate(statement(axis(), empty))["axes"][1]["kpi"] == "0.00"


def test_a_file_may_begin_with_a_byte_order_mark():
    assert evaluate("\ufeff" + statement())["total"] == "100.00"


def test_the_task_name_may_be_left_out():
    assert evaluate(without("name"))["total"] == "100.00"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Không phải JSON hợp lệ: dòng 1, cột 1."),
        ("{\n  'axes': []}", "Không phải JSON hợp lệ: dòng 2, cột 3."),
        ("[" * 100_000, "Không phải JSON hợp lệ: lồng nhau quá sâu."),
        ('{"axes": ' * 100_000, "Không phải JSON hợp lệ: lồng nhau quá sâu."),
        ("null", "Tệp: phải là một nhóm { … }."),
        ("9" * 10_000, "Tệp: phải là một nhóm { … }."),
        ("{}", "Tệp: thiếu axes."),
        ('{"axes": [], "axes": []}', "Khóa “axes” ghi hai lần trong cùng một nhóm."),
        (statement(general_criterion={}), "Tệp: có khóa không rõ “general_criterion”."),
        (statement(**{"x\ny\u2028" + "z" * 40: 1}), f"Tệp: có khóa không rõ “x�y�{'z' * 36}…”."),
    ],
)
def test_what_is_no_statement_is_refused(text, message):
    assert refusal(text) == message


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ([], "Tiêu chí chung (general_criteria): phải là một nhóm { … }."),
        (None, "Tiêu chí chung (general_criteria): phải là một nhóm { … }."),
        ({"4.1": True}, "Tiêu chí chung (general_criteria): không có tiêu chí “4.1”."),
        ({"1.1": 1}, "Tiêu chí 1.1: phải là true hoặc false."),
        ({"1.1": "true"}, "Tiêu chí 1.1: phải là true hoặc false."),
        ({"1.1": None}, "Tiêu chí 1.1: phải là true hoặc false."),
    ],
)
def test_bad_criteria_are_named(criteria, message):
    assert refusal(statement(general_criteria=criteria)) == message


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ([5], "Mục thứ 1 của axes: phải là một nhóm { … }."),
        ([axis(axis=7)], "Mục thứ 1 của axes: không có trục 7."),
        ([axis(axis=0)], "Mục thứ 1 của axes: không có trục 0."),
        ([axis(axis=4.5)], "Mục thứ 1 của axes: không có trục 4,5."),
        ([axis(axis=True)], "Mục thứ 1 của axes, số của trục (axis): phải là một số."),
        ([axis(), {"axis": 1}], "Mục thứ 2 của axes: thiếu max_points."),
        ([axis(weight=1)], "Mục thứ 1 của axes: có khóa không rõ “weight”."),
        ([axis(max_points="35"), axis(max_points="35")], "Trục 4: ghi hai lần."),
        ([axis(max_points="60")], "Điểm tối đa (max_points): cộng các trục được 60, phải bằng 70."),
        (
            [axis(), axis(axis=1, max_points="0.01")],
            "Điểm tối đa (max_points): cộng các trục được 70,01, phải bằng 70.",
        ),
        (
            [axis(max_points="69.99999999999999999999")],
            "Điểm tối đa (max_points): cộng các trục được 69,99999999999999999999, phải bằng 70.",
        ),
        ([axis(max_points="-70")], "Trục 4, điểm tối đa (max_points): không được âm."),
        ([axis(max_points=70, tasks=[])], "Trục 4: có 70 điểm nhưng không có nhiệm vụ nào."),
        ([axis(max_points=0, tasks=[])], "Các trục (axes): chưa có nhiệm vụ nào."),
        ([axis(tasks={})], "Trục 4, nhiệm vụ (tasks): phải là một danh sách [ … ]."),
        ([axis(tasks=[TASK, 1])], "Trục 4, nhiệm vụ 2: phải là một nhóm { … }."),
    ],
)
def test_a_bad_axis_is_named(axes, message):
    assert refusal(statement(*axes)) == message


def test_no_axes_at_all_is_refused():
    assert refusal('{"axes": []}') == "Các trục (axes): chưa có nhiệm vụ nào."
    assert refusal('{"axes": {}}') == "Các trục (axes): phải là một danh sách [ … ]."


@pytest.mark.parametrize("key", ["coefficient", "planned", "done", "quality", "timeliness", "leadership"])
@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        (-1, "không được âm."),
        ("-0.5", "không được âm."),
        (float("nan"), "phải là một số hữu hạn."),
        (float("inf"), "phải là một số hữu hạn."),
        (float("-inf"), "phải là một số hữu hạn."),
        (1e300, "không được lớn hơn 1000000000."),
        ("1000000000,1", "không được lớn hơn 1000000000."),
        (1e-30, "có nhiều nhất 20 chữ số thập phân."),
        (True, "phải là một số."),
        (None, "phải là một số."),
        ([], "phải là một số."),
        ("", "phải là một số, phần thập phân sau dấu phẩy (đang ghi “”)."),
        ("NaN", "phải là một số, phần thập phân sau dấu phẩy (đang ghi “NaN”)."),
        ("1e3", "phải là một số, phần thập phân sau dấu phẩy (đang ghi “1e3”)."),
        ("1.234,5", "phải là một số, phần thập phân sau dấu phẩy (đang ghi “1.234,5”)."),
        ("một\nhai", "phải là một số, phần thập phân sau dấu phẩy (đang ghi “một�hai”)."),
    ],
)
def test_a_bad_figure_is_named_with_its_place(key, figure, reason):
    assert refusal(with_task(**{key: figure})) == f"Trục 4, nhiệm vụ 1, {key}: {reason}"


@pytest.mark.parametrize(
    "exponent", ["400", "999999999", "99999999999999999999999", "-99999999999999999999999"]
)
def test_an_exponent_beyond_anything_is_refused_where_it_stands(exponent):
    text = with_task().replace('"done": "1"', f'"done": 1e{exponent}')
    assert refusal(text).startswith("Trục 4, nhiệm vụ 1, done: ")


@pytest.mark.parametrize("key", ["coefficient", "planned"])
def test_a_coefficient_and_a_plan_are_above_zero(key):
    assert refusal(with_task(**{key: "0.00"})) == f"Trục 4, nhiệm vụ 1, {key}: phải lớn hơn 0."


@pytest.mark.parametrize("key", ["coefficient", "planned", "done", "quality", "timeliness", "leadership"])
def test_a_missing_figure_is_named(key):
    assert refusal(without(key)) == f"Trục 4, nhiệm vụ 1: thiếu {key}."


def test_a_name_is_text():
    assert refusal(with_task(name=5)) == "Trục 4, nhiệm vụ 1, tên (name): phải là chữ."


def test_the_largest_figures_are_still_scored():
    most = dict.fromkeys(
        ["coefficient", "planned", "done", "quality", "timeliness", "leadership"], "1000000000"
    )
    found = evaluate(with_task(**most))
    assert (found["axes"][0]["B"], found["total"]) == ("100000000000.00", "100.00")


words = st.sampled_from(["axes", "axis", "max_points", "tasks", "name", "general_criteria", *TASK, "1.1"])
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["0", "1", "70", "-1", "1e9", "NaN", "\ud800"]),
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.text(max_size=4), inner)
)
near_tasks = st.fixed_dictionaries({key: scalars | st.just(TASK[key]) for key in TASK})
near_axes = st.fixed_dictionaries(
    {
        "axis": st.integers(0, 7) | scalars,
        "max_points": st.sampled_from(["70", 35, "0"]) | scalars,
        "tasks": st.lists(near_tasks, max_size=2),
    }
)
near_statements = st.fixed_dictionaries({"axes": st.lists(near_axes, max_size=3)})


def is_scored_or_refused_in_one_line(text: str) -> None:
    try:
        found = evaluate(text)
    except Misstatement as refused:
        told = str(refused)
        assert told.endswith(".")
        assert told.isprintable()
    else:
        assert 0 <= float(str(found["total"])) <= 100


@given(st.text())
def test_any_text_is_scored_or_refused_in_one_line(text):
    is_scored_or_refused_in_one_line(text)


@given(documents | near_statements)
def test_any_json_is_scored_or_refused_in_one_line(document):
    is_scored_or_refused_in_one_line(json.dumps(document))


@given(st.integers(0, 900), st.text(max_size=3))
def test_any_damage_to_a_good_statement_is_scored_or_refused_in_one_line(position, damage):
    text = WORKED_EXAMPLE.read_text(encoding="utf-8")
    is_scored_or_refused_in_one_line(text[:position] + damage + text[position + len(damage) :])
