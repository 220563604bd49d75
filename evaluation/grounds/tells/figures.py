"""Số liệu: the person's own figures on which a rule rests, as one small table a rule."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from evaluation.core.facts import claims_more
from evaluation.core.models import Dossier
from regulation.facts import CollectiveFacts, Facts, TaskFacts
from regulation.numbers import vn
from regulation.vocabulary import CaseKind, Leadership

Row = tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """A table: its first column names, the others tell."""

    heads: Row
    rows: tuple[Row, ...]

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as its name and (head, value) pairs, as a card on a phone shows it."""
        return [(name, list(zip(self.heads[1:], values, strict=True))) for name, *values in self.rows]


def figures_of(code: str, facts: Facts, dossier: Dossier) -> Figures | None:
    """The table of that rule; None where there is nothing to show."""
    made = _TABLES[code](facts, dossier) if code in _TABLES else None
    return made if made and made.rows else None


def _band(facts: Facts, dossier: Dossier) -> Figures:
    floors = [(rating.label, f"từ {vn(points)} điểm") for rating, points in facts.edition.thresholds]
    least = min(points for _, points in facts.edition.thresholds)
    reached = facts.edition.band(facts.scored.total).label
    rows = [*floors, ("Không hoàn thành nhiệm vụ", f"dưới {vn(least)} điểm")]
    total = f"{vn(facts.scored.total, 2)} điểm"
    return Figures(
        ("Khung điểm", "Mức điểm", "Hồ sơ này"),
        tuple((name, floor, total if name == reached else "–") for name, floor in rows),
    )


def _incomplete(facts: Facts, dossier: Dossier) -> Figures:
    short = (task for task in facts.tasks if not task.result.complete)
    return Figures(
        ("Nhiệm vụ chưa đủ", "Thực hiện", "Kế hoạch", "Lý do khách quan"),
        tuple(
            (task.name, vn(task.result.done), vn(task.result.planned), _excuse(task, dossier))
            for task in short
        ),
    )


def _excuse(task: TaskFacts, dossier: Dossier) -> str:
    if not task.due_in_quarter:
        return "đến hạn sau quý này"
    if task.excused:
        return "đã xác nhận"
    row = next((row for row in dossier.plan.active_tasks if str(row.pk) == task.key), None)
    excuse = getattr(row, "excuse", None)
    return excuse.get_stage_display().lower() if excuse else "chưa nêu"


def _outstanding(facts: Facts, dossier: Dossier) -> Figures:
    """2.3: what the marks claim, and whether it counts (once appraised only what the appraiser confirmed)."""
    claimed = (task for task in facts.tasks if task.exceeded or claims_more(task.result))
    return Figures(
        ("Nhiệm vụ vượt yêu cầu", "Chất lượng", "Tiến độ", "Được tính"),
        tuple(
            (task.name, vn(task.result.quality), vn(task.result.timeliness), _counts(task, dossier))
            for task in claimed
        ),
    )


def _counts(task: TaskFacts, dossier: Dossier) -> str:
    if not task.exceeded:
        return "chưa, cơ quan thẩm định chưa xác nhận"
    row = next((row for row in dossier.plan.active_tasks if str(row.pk) == task.key), None)
    confirmed = getattr(row, "outstanding", None)
    return "có, đã xác nhận" if confirmed else "có, theo điểm tự chấm"


def _late(facts: Facts, dossier: Dossier) -> Figures:
    return Figures(
        ("Nhiệm vụ chậm tiến độ", "Hệ số tiến độ"),
        tuple((task.name, vn(task.result.timeliness)) for task in facts.tasks if task.late),
    )


_COLLECTIVE = ("Tập thể", "Vai trò", "Được giao", "Bất khả kháng", "Được tính")


def _all_collectives(facts: Facts, dossier: Dossier) -> Figures:
    return _collectives(facts.collectives, "Hoàn thành", "completed")


def _headed(head: str, name: str) -> Callable[[Facts, Dossier], Figures]:
    def table(facts: Facts, dossier: Dossier) -> Figures:
        headed = (unit for unit in facts.collectives if unit.role is Leadership.HEAD)
        return _collectives(headed, head, name)

    return table


def _collectives(units: Iterable[CollectiveFacts], head: str, name: str) -> Figures:
    return Figures((*_COLLECTIVE, head), tuple((*_unit(unit), _share(unit, name)) for unit in units))


def _unit(unit: CollectiveFacts) -> Row:
    return (unit.name, unit.role.label, str(unit.assigned), str(unit.excused), str(unit.base))


def _share(unit: CollectiveFacts, name: str) -> str:
    """6/10 (60 %)"""
    number = getattr(unit, name)
    return f"{number}/{unit.base} ({vn(unit.share(number))} %)" if unit.base > 0 else "–"


def _own_rating(facts: Facts, dossier: Dossier) -> Figures:
    headed = (unit for unit in facts.collectives if unit.role is Leadership.HEAD)
    given = facts.rating.label if facts.rating else "chưa có"
    return Figures(
        ("Tập thể", "Mức của tập thể", "Mức đang xét của người đứng đầu"),
        tuple((unit.name, unit.rating.label if unit.rating else "chưa có", given) for unit in headed),
    )


def _case(*kinds: CaseKind) -> Callable[[Facts, Dossier], Figures]:
    def table(facts: Facts, dossier: Dossier) -> Figures:
        found = (case for case in facts.cases if case.kind in kinds)
        rows = ((case.kind.label, f"{case.since:%d/%m/%Y}", case.sentence) for case in found)
        return Figures(("Trường hợp", "Từ ngày", "Căn cứ"), tuple(rows))

    return table


def _weights(facts: Facts, dossier: Dossier) -> Figures:
    rows = (
        (
            f"Trục {axis.number}",
            axis.role.label if axis.role else "–",
            vn(axis.weight),
            str(len(axis.tasks)),
        )
        for axis in facts.axes
    )
    return Figures(("Trục", "Vai trò", "Tỷ trọng (điểm)", "Số nhiệm vụ"), tuple(rows))


def _key_tasks(facts: Facts, dossier: Dossier) -> Figures:
    """Those answered; of each that is not, a finding speaks."""
    answered = ((task.name, task.response) for task in facts.tasks if task.is_key and task.response)
    return Figures(
        ("Nhiệm vụ trọng tâm, then chốt", "Mức độ đáp ứng"),
        tuple((name, f"({response.value}) {response.label}") for name, response in answered),
    )


_TABLES: Mapping[str, Callable[[Facts, Dossier], Figures]] = {
    "band": _band,
    "incomplete": _incomplete,
    "not-outstanding": _outstanding,
    "late-task": _late,
    "unit-below-70": _all_collectives,
    "unit-below-100": _headed("Hoàn thành", "completed"),
    "unit-not-outstanding": _headed("Vượt mức", "exceeded"),
    "unit-late": _headed("Chậm tiến độ", "late"),
    "head-above-unit": _own_rating,
    "promoted": _case(CaseKind.PROMOTED),
    "transferred": _case(CaseKind.TRANSFERRED),
    "reorganised": _case(CaseKind.REORGANISED),
    "deferral": _case(*(kind for kind in CaseKind if kind.defers)),
    "optional": _case(CaseKind.OPTIONAL),
    "weights": _weights,
    "key-response": _key_tasks,
}
