"""Rules that a plan must meet before it is approved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regulation.checks.who import LISTER
from regulation.facts import AxisFacts, Facts
from regulation.findings import Finding
from regulation.numbers import ZERO, vn
from regulation.places import Moment, Place
from regulation.rules import Asked, Figures, Said, rule
from regulation.vocabulary import AxisRole, Level

_BY_PLANNER = "Phân bổ lại tỷ trọng hoặc vai trò của các trục, do người lập kế hoạch thực hiện."


def _weight(axes: tuple[AxisFacts, ...]) -> Decimal:
    return sum((axis.weight for axis in axes), ZERO)


def _weighed(facts: Facts) -> str:
    return f"Tổng tỷ trọng {vn(_weight(facts.axes))} điểm trên {len(facts.axes)} trục."


def _axes(facts: Facts) -> Figures:
    return Figures(
        ("Trục", "Vai trò", "Tỷ trọng (điểm)", "Số nhiệm vụ"),
        tuple(
            (
                f"Trục {axis.number}",
                axis.role.label if axis.role else "–",
                vn(axis.weight),
                str(len(axis.tasks)),
            )
            for axis in facts.axes
        ),
    )


@rule(
    "weights",
    "2.5",
    Level.PROVINCE,
    "Tỷ trọng điểm của các trục kết quả",
    place=Place.PLAN,
    said=Said(_weighed, _axes),
    asked=Asked(since=Moment.PLAN),
)
def weights(facts: Facts) -> Iterator[Finding]:
    """2.5: weights add up to 70, stand on axes with tasks alone, and main axes weigh more."""
    yield from _sum(facts.axes, facts.edition.task_max)
    for axis in facts.axes:
        yield from _weight_and_tasks(axis)
    yield from _roles([axis for axis in facts.axes if axis.tasks])


def _mapped(facts: Facts) -> str:
    if facts.direct_entry:
        return "Kỳ này liệt kê nhiệm vụ thẳng vào Mẫu số 03, không cần danh mục (Bước 2)."
    return f"{len(facts.tasks)}/{len(facts.tasks)} nhiệm vụ thuộc danh mục được phê duyệt."


@rule(
    "unmapped-task",
    "PL1.1",
    Level.PROVINCE,
    "Nhiệm vụ theo danh mục được phê duyệt",
    carries="B1.1/2 PL1.1.1",
    place=Place.PLAN,
    said=Said(_mapped),
    asked=Asked(since=Moment.PLAN),
)
def unmapped_task(facts: Facts) -> Iterator[Finding]:
    """Bước 1, Phụ lục 1: every task stands in the approved catalog."""
    for task in facts.tasks:
        if not task.mapped:
            yield unmapped_task.block(
                f"Nhiệm vụ “{task.name}” chưa gắn với sản phẩm/công việc nào trong danh mục được phê duyệt.",
                "Chọn sản phẩm/công việc trong danh mục được phê duyệt (người lập kế hoạch), hoặc bổ sung "
                "danh mục (cơ quan tham mưu lập, tập thể lãnh đạo phê duyệt).",
                tasks=(task.key,),
                anchor=f"task-{task.key}",
            )


@rule(
    "reduced-plan",
    "M01",
    Level.ASSUMPTION,
    "Kế hoạch đã giảm sau phê duyệt",
    carries="B1.1/1 M01.note/2",
    place=Place.AMENDMENTS,
    said=Said("Không có nhiệm vụ nào bị rút hoặc giảm sau khi kế hoạch được phê duyệt."),
)
def reduced_plan(facts: Facts) -> Iterator[Finding]:
    """Mẫu 01, note: a task withdrawn or lowered after approval is shown to every later level."""
    if facts.reduced:
        names = ", ".join(f"“{name}”" for name in facts.reduced)
        yield reduced_plan.warn(
            f"Sau khi phê duyệt, kế hoạch đã rút hoặc giảm {len(facts.reduced)} nhiệm vụ: {names}.",
            f"Lý do kèm mức xếp loại, do {LISTER} ghi; căn cứ của từng lần ở trang Kế hoạch.",
            anchor="dieu-chinh",
        )


def _block(sentence: str, anchor: str = "weights") -> Finding:
    return weights.block(sentence, _BY_PLANNER, anchor=anchor)


def _sum(axes: tuple[AxisFacts, ...], task_max: Decimal) -> Iterator[Finding]:
    total = _weight(axes)
    if total != task_max:
        yield _block(f"Tổng tỷ trọng của các trục là {vn(total)} điểm, phải bằng {vn(task_max)} điểm.")


def _weight_and_tasks(axis: AxisFacts) -> Iterator[Finding]:
    anchor = f"axis-{axis.number}"
    if axis.tasks and axis.weight <= 0:
        yield _block(f"Trục {axis.number} có nhiệm vụ nhưng chưa có tỷ trọng điểm.", anchor)
    if not axis.tasks and axis.weight != 0:
        yield _block(
            f"Trục {axis.number} có tỷ trọng {vn(axis.weight)} điểm nhưng không có nhiệm vụ nào.", anchor
        )


def _roles(axes: list[AxisFacts]) -> Iterator[Finding]:
    main = [axis for axis in axes if axis.role is AxisRole.MAIN]
    if not main:
        yield _block("Chưa xác định trục kết quả giữ vai trò chính, chủ yếu.")
        return
    lightest = min(main, key=lambda axis: axis.weight)
    for axis in axes:
        if axis.role is AxisRole.SUPPORTING and axis.weight >= lightest.weight:
            yield _block(
                f"Trục {axis.number} là trục phụ, phối hợp, có tỷ trọng {vn(axis.weight)} điểm, "
                f"không thấp hơn Trục {lightest.number} là trục chính, chủ yếu ({vn(lightest.weight)} điểm).",
                f"axis-{axis.number}",
            )


RULES = (weights, unmapped_task, reduced_plan)
