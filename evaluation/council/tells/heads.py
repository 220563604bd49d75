"""Day, place and number in a session's minutes, in words: as they are, and as each line of history left them."""

from datetime import date

from evaluation.council.models import CouncilSession, CouncilSessionEntry
from evaluation.council.moves import SESSIONS

HEAD = ("held_on", "place", "minutes_number")
WRITES_MINUTES = (SESSIONS.close.name, SESSIONS.correct.name)


def written(session: CouncilSession) -> list[CouncilSessionEntry]:
    """The lines of history by which its minutes came to be, and were set right."""
    return list(session.history.filter(deed__in=WRITES_MINUTES).order_by("pk"))


def said(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def head_of(session: CouncilSession) -> dict[str, str]:
    return {name: said(getattr(session, name)) for name in HEAD}


def head_as_of(entry: CouncilSessionEntry) -> dict[str, str]:
    """As this line of history left it: what was set right later is taken back, the last first."""
    head = head_of(entry.session)
    later = [line for line in entry.session.history.all() if line.pk > entry.pk]
    for line in sorted(later, key=lambda one: one.pk, reverse=True):
        if line.deed == SESSIONS.correct.name:
            head |= {name: before for name, (before, _) in line.changes.items() if name in HEAD}
    return head
