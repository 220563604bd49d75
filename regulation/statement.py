"""The pure half of the `score` command: a statement in JSON in, its figures out."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation, localcontext
from typing import Never

from regulation.editions import EDITIONS, Edition
from regulation.numbers import EXACT, ZERO, decimals, parse_decimal, vn
from regulation.scoring import AxisResult, AxisScore, Score, TaskResult, score

MOST = Decimal(10**9)
MOST_DECIMALS = 20
_FIGURES = ("coefficient", "planned", "done", "quality", "timeliness", "leadership")
_SHOWN = 40  # characters of the reader's own text that a message repeats


class Misstatement(ValueError):  # noqa: N818 (what the reader did, not what broke)
    """What is wrong with a statement and where, as one line of Vietnamese."""


def evaluate(text: str) -> dict[str, object]:
    """The figures of a statement, printed with two decimals; Misstatement if it cannot be scored."""
    edition = EDITIONS[-1]
    with localcontext(EXACT):
        statement = _object(_read(text), "Tệp", {"axes"}, {"general_criteria"})
        ensured = _criteria(statement.get("general_criteria", {}), edition)
        return _printed(score(ensured, _axes(statement["axes"], edition), edition))


def _read(text: str) -> object:
    """The JSON with every figure exactly as written; what no figure can be is told later, at its place."""
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=_as_written,
            parse_int=_as_written,
            parse_constant=Decimal,
            object_pairs_hook=_without_repetition,
        )
    except json.JSONDecodeError as error:
        raise Misstatement(f"Không phải JSON hợp lệ: dòng {error.lineno}, cột {error.colno}.") from None
    except RecursionError:
        raise Misstatement("Không phải JSON hợp lệ: lồng nhau quá sâu.") from None


def _as_written(figure: str) -> Decimal:
    try:
        return Decimal(figure)
    except InvalidOperation:  # an exponent beyond anything
        return Decimal("Infinity")


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise Misstatement(f"Khóa {_quoted(key)} ghi hai lần trong cùng một nhóm.")
        seen[key] = value
    return seen


def _criteria(value: object, edition: Edition) -> dict[str, bool]:
    place = "Tiêu chí chung (general_criteria)"
    codes = {criterion.code for criterion in edition.criteria}
    ensured = {}
    for code, answer in _object(value, place, set(), None).items():
        if code not in codes:
            _refuse(place, f"không có tiêu chí {_quoted(code)}")
        if not isinstance(answer, bool):
            _refuse(f"Tiêu chí {code}", "phải là true hoặc false")
        ensured[code] = answer
    return ensured


def _axes(value: object, edition: Edition) -> list[AxisResult]:
    axes: list[AxisResult] = []
    for position, item in enumerate(_list(value, "Các trục (axes)"), start=1):
        axis = _axis(item, position, edition)
        if any(axis.number == other.number for other in axes):
            _refuse(f"Trục {axis.number}", "ghi hai lần")
        axes.append(axis)
    if not any(axis.tasks for axis in axes):
        _refuse("Các trục (axes)", "chưa có nhiệm vụ nào")
    total = sum((axis.max_points for axis in axes), ZERO)
    if total != edition.task_max:
        _refuse(
            "Điểm tối đa (max_points)",
            f"cộng các trục được {vn(total)}, phải bằng {vn(edition.task_max)}",
        )
    return axes


def _axis(value: object, position: int, edition: Edition) -> AxisResult:
    place = f"Mục thứ {position} của axes"
    given = _object(value, place, {"axis", "max_points", "tasks"}, set())
    number = _axis_number(given["axis"], place, edition)
    place = f"Trục {number}"
    max_points = _figure(given["max_points"], f"{place}, điểm tối đa (max_points)")
    items = _list(given["tasks"], f"{place}, nhiệm vụ (tasks)")
    tasks = tuple(_task(item, f"{place}, nhiệm vụ {order}") for order, item in enumerate(items, start=1))
    if max_points > 0 and not tasks:
        _refuse(place, f"có {vn(max_points)} điểm nhưng không có nhiệm vụ nào")
    return AxisResult(number, max_points, tasks)


def _axis_number(value: object, place: str, edition: Edition) -> int:
    given = _figure(value, f"{place}, số của trục (axis)")
    if given not in {axis.number for axis in edition.axes}:
        _refuse(place, f"không có trục {vn(given)}")
    return int(given)


def _task(value: object, place: str) -> TaskResult:
    given = _object(value, place, set(_FIGURES), {"name"})
    name = given.get("name", "")
    if not isinstance(name, str):
        _refuse(f"{place}, tên (name)", "phải là chữ")
    figure = {key: _figure(given[key], f"{place}, {key}") for key in _FIGURES}
    for key in ("coefficient", "planned"):
        if figure[key] == 0:
            _refuse(f"{place}, {key}", "phải lớn hơn 0")
    return TaskResult(
        name,
        figure["coefficient"],
        figure["planned"],
        figure["done"],
        figure["quality"],
        figure["timeliness"],
        figure["leadership"],
    )


def _object(value: object, place: str, required: set[str], optional: set[str] | None) -> dict[str, object]:
    """The value as a group of known keys; `optional` None lets every other key through."""
    if not isinstance(value, dict):
        _refuse(place, "phải là một nhóm { … }")
    for key in sorted(required - value.keys()):
        _refuse(place, f"thiếu {key}")
    for key in value:
        if optional is not None and key not in required | optional:
            _refuse(place, f"có khóa không rõ {_quoted(key)}")
    return value


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(place, "phải là một danh sách [ … ]")
    return value


def _figure(value: object, place: str) -> Decimal:
    """A figure from 0 to a thousand million, from a decimal string or a JSON number."""
    number = _number(value, place)
    if not number.is_finite():
        _refuse(place, "phải là một số hữu hạn")
    if number < 0:
        _refuse(place, "không được âm")
    if number > MOST:
        _refuse(place, f"không được lớn hơn {vn(MOST)}")
    if decimals(number) > MOST_DECIMALS:
        _refuse(place, f"có nhiều nhất {MOST_DECIMALS} chữ số thập phân")
    return number.copy_abs()  # "-0" is 0


def _number(value: object, place: str) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        _refuse(place, "phải là một số")
    try:
        return parse_decimal(value, places=MOST_DECIMALS)
    except ValueError as error:
        _refuse(place, f"{error} (đang ghi {_quoted(value)})")


def _refuse(place: str, reason: str) -> Never:
    raise Misstatement(f"{place}: {reason}.")


def _quoted(text: str) -> str:
    """The reader's own text, cut short and on one line."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:_SHOWN])
    return f"“{shown}…”" if len(text) > _SHOWN else f"“{shown}”"


def _printed(result: Score) -> dict[str, object]:
    return {
        "general_points": _two(result.general_points),
        "axes": [_printed_axis(axis) for axis in result.axes],
        "task_points": _two(result.task_points),
        "total": _two(result.total),
        "assigned": result.assigned,
        "completed": result.completed,
    }


def _printed_axis(axis: AxisScore) -> dict[str, object]:
    ratios = {"A": axis.a, "B": axis.b, "C": axis.c, "D": axis.d, "kpi": axis.kpi, "points": axis.points}
    return {"axis": axis.number, **{key: _two(figure) for key, figure in ratios.items()}}


def _two(figure: Decimal) -> str:
    return f"{figure:.2f}"
