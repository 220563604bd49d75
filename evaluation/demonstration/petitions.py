"""One who objects to what was published, and waits for the answer of the level that decided (open-questions 20)."""

from collections.abc import Iterable

from evaluation.demonstration.cases import Case
from evaluation.demonstration.days import at
from evaluation.petitions.actions import put

OBJECTS = "CB020"  # of a department that closed early: its own leadership decided, and answers
TEXT = "Nhiệm vụ tính là chưa hoàn thành đã có biên bản nghiệm thu trong hồ sơ; đề nghị xem lại số lượng (A) và mức xếp loại."


def object_to(cases: Iterable[Case]) -> None:
    """The day before a visitor comes, within the working days that are left."""
    case = next(case for case in cases if case.code == OBJECTS)
    with at("2026-09-21 10:00"):
        put(case.dossier, text=TEXT, by=case.user)
