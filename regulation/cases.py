"""The special cases of Mục 7 and Mục 3.3, read from appointments and absences.

Months are calendar months, counted back from the quarter's evaluation date (the last day of its dossier window).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from regulation.careers import Absence, Career, Service, Stretch, stretches
from regulation.clauses import CLAUSES, Clause
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, CaseKind, Cause

__all__ = ["Absence", "Left", "Service", "SpecialCase", "cases_of"]


class Left(NamedTuple):
    """A managing unit that somebody left: its key, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class SpecialCase:
    """A case that applies: since when, the sentence with its dates, and for 7.b the units left, each of which speaks."""

    kind: CaseKind
    since: date
    sentence: str
    from_units: tuple[Left, ...] = ()

    @property
    def clause(self) -> Clause:
        """The clause of Mục 7 or 3.3."""
        return CLAUSES[_CLAUSES[self.kind]]


_CLAUSES = {
    CaseKind.PROMOTED: "7.a",
    CaseKind.TRANSFERRED: "7.b",
    CaseKind.REORGANISED: "7.c",
    CaseKind.TRAINING: "7.d",
    CaseKind.FIRST_APPOINTED: "7.d",
    CaseKind.ON_LEAVE: "7.d",
    CaseKind.INSPECTED: "7.d",
    CaseKind.OPTIONAL: "3.3",
}


def cases_of(
    services: Iterable[Service],
    absences: Iterable[Absence],
    quarter: Quarter,
    judged: date | None = None,
) -> tuple[SpecialCase, ...]:
    """Every special case that applies to somebody with these posts and absences in this quarter, in the law's order.

    `judged` is the day on which the person is judged; without it, the evaluation date.
    """
    career = Career.of(services, absences, quarter, judged)
    return tuple(case for case in (reading(career) for reading in _READINGS) if case)


def _promoted(career: Career) -> SpecialCase | None:
    """7.a: a leader before, a higher post in the same managing unit, less than two months, whatever other post came after."""
    if career.promotion is None:
        return None
    old, new = career.promotion
    sentence = f"Được bổ nhiệm từ {old.place} lên {new.place} ngày {_d(new.since)}, "
    return SpecialCase(CaseKind.PROMOTED, new.since, sentence + _less(career, career.edition.new_post_months))


def _transferred(career: Career) -> SpecialCase | None:
    """7.b: a leader before, now at another managing unit, less than two months, whatever other post came after within it.

    “Sang cơ quan, đơn vị mới”: from one division to another the same unit judges, and nobody else could speak. A change
    recorded as a reorganisation is 7.c wherever it led: 7.b is about people who were "điều động hoặc bổ nhiệm" one by one,
    of whom the unit they left speaks. A unit that was merged away could not, and as 7.c counts only the work after the
    change, there would be nothing for it to speak of.
    """
    if career.arrival is None:
        return None
    old, new = career.arrival
    if new.managing == old.managing:
        return None
    way = ("điều động", "đến") if new.cause is Cause.TRANSFER else ("bổ nhiệm", "sang")
    sentence = f"Được {way[0]} từ {old.unit} {way[1]} {new.unit} ngày {_d(new.since)}, "
    sentence += _less(career, career.edition.new_post_months)
    return SpecialCase(CaseKind.TRANSFERRED, new.since, sentence, _left(career, old))


def _left(career: Career, old: Service) -> tuple[Left, ...]:
    """7.b: each unit served in within the quarter speaks, the one left last in any case; in order of time, each once."""
    posts = {post.managing: post for post in (*career.left_in_quarter, old)}
    return tuple(Left(post.managing, post.manager or post.unit) for post in posts.values())


def _reorganised(career: Career) -> SpecialCase | None:
    """7.c: the post came of a reorganisation within the quarter, and neither 7.a nor 7.b applies.

    Another change of post in the same quarter, by then two months old, does not undo it.
    """
    if _promoted(career) or _transferred(career):
        return None
    changes = [post for post in career.posts if post.main and post.cause is Cause.REORGANISATION]
    if not changes or changes[-1].since not in career.quarter:
        return None
    new = changes[-1]
    sentence = f"Thay đổi vị trí công tác do sắp xếp tổ chức bộ máy ngày {_d(new.since)} ({new.place})."
    return SpecialCase(CaseKind.REORGANISED, new.since, sentence)


def _in_training(career: Career) -> SpecialCase | None:
    """7.d, first dash: full-time training of two months or more in the quarter."""
    return _away(career, CaseKind.TRAINING, AbsenceKind.TRAINING)


def _on_leave(career: Career) -> SpecialCase | None:
    """7.d, third dash: sick or maternity leave, or one after the other, of two months or more in the quarter."""
    return _away(career, CaseKind.ON_LEAVE, AbsenceKind.SICK, AbsenceKind.MATERNITY)


def _away(career: Career, kind: CaseKind, *kinds: AbsenceKind) -> SpecialCase | None:
    months = career.edition.absence_months
    for stretch in stretches(career.absences, *kinds):
        if stretch.spans(career.quarter, months):
            why = ", ".join(each.label for each in kinds if each in stretch.kinds).capitalize()
            sentence = f"{why} {_when(stretch)}, từ {months:02} tháng trở lên trong {career.quarter.label}."
            return SpecialCase(kind, stretch.since, sentence)
    return None


def _first_appointed(career: Career) -> SpecialCase | None:
    """7.d, second dash: the first leadership post ever, less than one month (longer: open-questions 18)."""
    first = next((post for post in career.posts if post.leads), None)
    months = career.edition.first_post_months
    if first is None or not career.lately(first.since, months):
        return None
    sentence = f"Lần đầu được bổ nhiệm chức danh lãnh đạo, quản lý ({first.place}) ngày {_d(first.since)}, "
    return SpecialCase(CaseKind.FIRST_APPOINTED, first.since, sentence + _less(career, months))


def _inspected(career: Career) -> SpecialCase | None:
    """7.d, fourth dash: under inspection on the evaluation date, or at any time between it and the day of judging.

    While its plan is drawn up, before the quarter begins, that is its first day.
    """
    first, last = sorted((career.day, max(career.judged, career.quarter.first_day)))
    found = (absence for absence in career.absences if absence.touches(first, last))
    running = stretches(found, AbsenceKind.INSPECTION)
    if not running:
        return None
    begun, until = running[0].since, running[-1].until
    if until is not None and until < career.judged:
        sentence = f"Kiểm tra dấu hiệu vi phạm từ ngày {_d(begun)} đến ngày {_d(until)}, trong thời gian đánh giá, xếp loại."
    else:
        sentence = f"Đang trong thời gian kiểm tra dấu hiệu vi phạm, từ ngày {_d(begun)}."
    return SpecialCase(CaseKind.INSPECTED, begun, sentence)


def _optional(career: Career) -> SpecialCase | None:
    """3.3, second dash: a committee member without professional work, whatever seats they hold."""
    held = [post for post in career.posts if post.in_force(career.day)]
    if not held or not all(post.optional for post in held):
        return None
    seats = "; ".join(post.place for post in held)
    sentence = f"Cấp ủy viên không tham gia công tác chuyên môn, từ ngày {_d(held[0].since)} ({seats})."
    return SpecialCase(CaseKind.OPTIONAL, held[0].since, sentence)


_READINGS = (
    _promoted,
    _transferred,
    _reorganised,
    _in_training,
    _first_appointed,
    _on_leave,
    _inspected,
    _optional,
)


def _less(career: Career, months: int) -> str:
    return f"tính đến ngày {_d(career.day)} chưa đủ {months:02} tháng."


def _when(stretch: Stretch) -> str:
    until = f"đến ngày {_d(stretch.until)}" if stretch.until else "(chưa có ngày kết thúc)"
    return f"từ ngày {_d(stretch.since)} {until}"


def _d(day: date) -> str:
    return f"{day:%d/%m/%Y}"
