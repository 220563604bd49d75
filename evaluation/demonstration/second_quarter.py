"""Quý II/2026: tasks listed straight into Mẫu 03, decided, published, partly archived; one is the guideline's example."""

from decimal import Decimal

from evaluation.calendar.actions import rounds
from evaluation.core.models import Period
from evaluation.demonstration import law, lists, marking
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case, open_cases, refresh
from evaluation.demonstration.days import BEFORE, SECOND_QUARTER, SECOND_QUARTER_LATE, at
from evaluation.demonstration.plans import picks, title_in, weigh
from evaluation.demonstration.road import carry
from evaluation.demonstration.tables import Row, rows
from evaluation.marks.actions import marks
from evaluation.plans import actions as plans

EXAMPLE = "example"
PARTY_BUILDING = "4"
EXCUSE = "Hệ thống báo cáo chuyển sang nền tảng mới trong tháng 5/2026, không nhận báo cáo tháng; số liệu đã gộp vào báo cáo quý."
DOCUMENT = "Thông báo số 118-TB/BTCTU ngày 26/6/2026"
LATE_REASON = "Đi học lớp bồi dưỡng tập trung từ ngày 15/6 đến ngày 30/6/2026."
DEFERRED = "Nghỉ thai sản từ ngày 06/4/2026 đến ngày 30/6/2026 (Mục 7.d)."
REOPENED = "CB006"  # from the archive: for the year the old decision stands until there is a new one
TAKEN_UP = "Kiểm tra lại theo kiến nghị: một sản phẩm của Quý II có xác nhận chất lượng chưa đúng."
EXEMPT = "Ủy viên Ban Chấp hành không tham gia công tác chuyên môn trong cơ quan, đơn vị (Mục 3.3)."


def live_through(actors: Actors) -> Period:
    with at("2026-06-22 08:00"):
        period = rounds.open_period(BEFORE, direct_entry=True)
        cases = open_cases(period, "q2", profile="before")
    law.record_absences(cases, "q2", actors)
    for case in cases:
        if case.goal in ("deferred", "exempt"):
            exempt = case.goal == "exempt"
            lists.set_aside(case, "2026-06-22 14:00", EXEMPT if exempt else DEFERRED, actors, exempt=exempt)
        else:
            _list_tasks(case)
    refresh(cases)
    punctual = [case for case in cases if case.goal != "late"]
    carry(punctual, SECOND_QUARTER, actors, by_hand=_by_hand)
    late = [case for case in cases if case.goal == "late"]
    carry(late, SECOND_QUARTER_LATE, actors, late_reason=LATE_REASON)
    law.report_collectives(period, "q2", actors)  # after the decisions: the deciding level is asked
    lists.reopen(next(case for case in cases if case.code == REOPENED), "2026-09-17 09:00", TAKEN_UP, actors)
    return period


def _list_tasks(case: Case) -> None:
    tasks = _tasks(case)
    with at("2026-06-23 08:00", case.place):
        for row in tasks:
            values = {
                "axis": int(row["axis"]),
                "title": row["title"],
                "product": row["product"],
                "points": Decimal(row["points"]),
                "quantity": Decimal(row["planned"]),
                "is_key": row["key"] == "yes",
            }
            plans.add_direct_task(case.dossier.plan, values, by=case.user, seen=None)
        weigh(case, case.dossier.plan, {int(row["axis"]) for row in tasks})


def _tasks(case: Case) -> list[Row]:
    """Phụ lục 2's five tasks on Trục 4, which then carries all 70 points; for others what they would have planned."""
    if case.profile == EXAMPLE:
        return [row | {"axis": PARTY_BUILDING} for row in rows("worked_example")]
    chosen = picks(case)
    heaviest = max(chosen, key=lambda row: int(row["points"]))
    return [row | {"title": title_in(row, BEFORE), "key": "yes" if row is heaviest else ""} for row in chosen]


def _by_hand(case: Case, actors: Actors) -> bool:
    """The example's marks are Phụ lục 2's own; the missing monthly report is excused by the authority."""
    if case.profile != EXAMPLE:
        return False
    table = {row["title"]: row for row in rows("worked_example")}
    results = {
        task.pk: {"done": Decimal(table[task.title]["done"])}
        | dict.fromkeys(marking.FIGURES[1:], Decimal(table[task.title]["factor"]))
        for task in case.dossier.plan.active_tasks
    }
    said = marks.Marks({}, results, rating=marking.OWN[EXAMPLE].value, reason=marking.WHY[EXAMPLE])
    with at(SECOND_QUARTER.marked, case.place):
        marks.save_self(case.dossier, said, by=case.user, seen=None)
        marking.put_forward(case, EXCUSE)
        marks.submit_self(case.dossier, by=case.user, seen=None)
    refresh([case])
    marking.answer_excuses(case, SECOND_QUARTER.division, actors, confirmed=True, document=DOCUMENT)
    return True
