"""What must hold before a petition is put."""

from collections.abc import Iterable

from cadres.templatetags.vietnamese import han
from config import clock
from evaluation.core.gates import owed
from evaluation.core.models.publication import petitions_close_at
from evaluation.petitions.models import Petition
from regulation.deadlines import is_late
from regulation.findings import Finding

NOT_KNOWN = owed(
    "petition-published",
    "B6",
    "Kết quả chưa được công bố, hoặc hồ sơ đang được xem xét lại: chưa kiến nghị được.",
)


def in_time(row: Petition) -> Iterable[Finding]:
    """Within the working days that the province gives from the day on which the result was made known."""
    closes_at = petitions_close_at(row.decision.dossier)
    if closes_at is None:
        yield owed("petition-none", "B6", "Kỳ này tỉnh không nhận kiến nghị về kết quả xếp loại.")
    elif is_late(clock.now(), closes_at):
        yield owed("petition-window", "B6", f"Đã hết thời hạn kiến nghị ({han(closes_at)}).")
