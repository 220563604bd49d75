"""Bước 6: a file is closed once nobody can object to its result any more, and everybody who did was answered."""

from collections.abc import Iterable

from cadres.templatetags.vietnamese import han
from config import clock
from evaluation.core.case import Case
from evaluation.core.gates.owed import owed
from evaluation.core.models.publication import petition_waits, petitions_close_at
from regulation.deadlines import is_late
from regulation.findings import Finding


def petitions_over(case: Case) -> Iterable[Finding]:
    """Open-questions 20: the archive waits for the time of petitions, and for the answer to each."""
    closes_at = petitions_close_at(case.dossier)
    if closes_at and not is_late(clock.now(), closes_at):
        told = f"Bước 6: còn thời hạn kiến nghị về kết quả đã công bố ({han(closes_at)}), chưa lưu trữ được."
        yield owed("petition-window", "B6", told)
    if petition_waits(case.dossier):
        told = "Bước 6: có kiến nghị về kết quả chưa được cấp quyết định trả lời, chưa lưu trữ được."
        yield owed("petition-waits", "B6", told)
