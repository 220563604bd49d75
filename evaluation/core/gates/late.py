"""What whoever hands something in after its window owes (Bước 5)."""

from collections.abc import Iterable
from datetime import datetime

from config import clock
from evaluation.core.case import Case
from evaluation.core.gates.owed import owed
from evaluation.core.models import Dossier
from evaluation.core.models.periods import Lateness
from regulation.deadlines import Window, is_late
from regulation.findings import Finding


def late_reason_given(case: Case) -> Iterable[Finding]:
    """Where the policy takes a late self-assessment, it takes it with its reason."""
    dossier = case.dossier
    takes = dossier.period.policy_for(dossier.managing_unit).dossier_lateness != Lateness.REFUSE
    if takes and overdue_since(dossier) and not dossier.late_reason.strip():
        yield owed("late-reason", "B1-B5", reason_owed(Window.DOSSIER), anchor="id_late_reason")


def reason_owed(window: Window) -> str:
    return f"{window.label} đã hết hạn: cần ghi lý do nộp muộn."


def open_until(dossier: Dossier) -> datetime | None:
    """The instant at which the window closes, while the self-assessment has not arrived and still may in time."""
    awaited = dossier.arrived_at is None and not dossier.is_set_aside
    return None if not awaited or overdue_since(dossier) else dossier.closes_at(Window.DOSSIER)


def overdue_since(dossier: Dossier) -> datetime | None:
    """The instant at which the window closed, while the self-assessment has not arrived."""
    closed = dossier.closes_at(Window.DOSSIER)
    return closed if dossier.arrived_at is None and is_late(clock.now(), closed) else None
