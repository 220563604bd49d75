"""Later windows: one granted to a person who then came within it, one to all people of a unit, one that waits for its answer."""

from datetime import date

from cadres.models import Duty, Unit
from evaluation.core.models import Extension, Period
from evaluation.core.permissions import ASK_EXTENSION, EXTEND
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case
from evaluation.demonstration.days import at
from evaluation.extensions import actions as deeds
from regulation.deadlines import Window, closing_after

IN_TIME = "CB051"
IN_TIME_WHY = "Tham gia đoàn kiểm tra của Ủy ban nhân dân phường đến hết ngày 25/6/2026."
FLOODED_UNIT = "30337"
FLOODED_WHY = "Lũ đầu nguồn về sớm: cán bộ xã trực cứu hộ, di dời dân từ ngày 16/9/2026."
WAITING = "CB023"
WAITING_WHY = "Dự lớp bồi dưỡng lãnh đạo cấp phòng tập trung đến hết ngày 28/9/2026."
LATER = date(2026, 9, 30)
GRANTED = "CB046"
GRANTED_WHY = "Đi học lớp bồi dưỡng của Trường Chính trị tỉnh đến hết ngày 25/9/2026."


def extend_in_time(case: Case, actors: Actors) -> None:
    """The day before the window closes; what is then handed in on the next day is not late."""
    row, day = Extension(dossier=case.dossier), date(2026, 6, 26)
    row = _ask(row, case.dossier.period, day, IN_TIME_WHY, "2026-06-25 09:00", actors)
    _grant(row, "2026-06-25 15:00", actors, "Đồng ý; nộp ngay khi đoàn kết thúc.")


def extend_next_plans(cases: list[Case], period: Period, actors: Actors) -> None:
    """Of the quarter to come, a unit's and two persons': of the last one it is not answered yet."""
    unit = Extension(unit=Unit.objects.get(code=FLOODED_UNIT))
    row = _ask(unit, period, LATER, FLOODED_WHY, "2026-09-18 09:00", actors)
    _grant(row, "2026-09-21 09:00", actors, "Đồng ý gia hạn cho cán bộ của xã.")
    persons = {case.code: case for case in cases}
    granted = Extension(dossier=persons[GRANTED].dossier)
    row = _ask(granted, period, date(2026, 9, 28), GRANTED_WHY, "2026-09-21 08:00", actors)
    _grant(row, "2026-09-21 10:00", actors, "Đồng ý: ba ngày sau khi lớp bế giảng.")
    _ask(Extension(dossier=persons[WAITING].dossier), period, LATER, WAITING_WHY, "2026-09-21 14:00", actors)


def _ask(row: Extension, period: Period, day: date, why: str, moment: str, actors: Actors) -> Extension:
    """By the staff of whose window it is."""
    row.period, row.window, row.until, row.ground = period, Window.PLAN.value, closing_after(day), why
    with at(moment):
        return deeds.ask(row, by=actors.first(Duty.ORGANISATION_STAFF, ASK_EXTENSION, row))


def _grant(row: Extension, moment: str, actors: Actors, answer: str) -> None:
    with at(moment):
        by = actors.first(Duty.PROVINCIAL_ORGANISATION, EXTEND, row)
        deeds.grant(row, until=row.until, answer=answer, by=by)
