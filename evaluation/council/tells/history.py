"""The history of a session: who convened, seated, noted and closed, the latest first; never what was noted of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from cadres.models import Entry
from cadres.vietnamese import lowfirst
from evaluation.core.models import Dossier
from evaluation.core.permissions import reviews_seen
from evaluation.council.models import CouncilLineEntry, CouncilSession, CouncilSessionEntry
from evaluation.council.moves import LINES
from pages.history import line_of

if TYPE_CHECKING:
    from cadres.models import User

SHOWN = 10
COLUMNS = {
    "held_on": "Ngày họp",
    "place": "Nơi họp",
    "minutes_number": "Số biên bản",
    "rating": "Ý kiến",
    "note": "Lý do",
    "ballots": "Phiếu",
}
COUNTED = {"members": "{} thành viên", "present": "{} người có mặt", "rows": "đã ghi ý kiến về {} đồng chí"}


def history_of(session: CouncilSession, reader: User, most: int | None = SHOWN) -> list[dict[str, object]]:
    """For components/timeline.html; `most` lines, or all."""
    of_session = CouncilSessionEntry.objects.filter(session=session)
    seen = Dossier.objects.filter(reviews_seen(reader)).order_by()
    of_lines = CouncilLineEntry.objects.filter(line__session=session, line__dossier__in=seen)
    of_lines = of_lines.exclude(deed=LINES.record.name).select_related("line__dossier__cadre")
    rows: Any = (
        found.select_related("by", "on_behalf_of").order_by("-at", "-pk")[:most]
        for found in (of_session, of_lines)
    )
    return [_told(entry) for entry in islice(merge(*rows, key=_at, reverse=True), most)]


def _at(entry: Entry) -> tuple[Any, int, int]:
    """When; of what was done at one instant a session begins before its lines and ends after them."""
    rank = 1 if isinstance(entry, CouncilLineEntry) else 2 if entry.came_from != entry.went_to else 0
    return entry.at, rank, entry.pk


def _told(entry: Entry) -> dict[str, object]:
    whom = f" · {entry.line.dossier.cadre.full_name}" if isinstance(entry, CouncilLineEntry) else ""
    sentence = f"{lowfirst(entry.label)}{whom}"
    return line_of(entry, sentence, reason=entry.reason, changes=_changes(entry))


def _changes(entry: Entry) -> Iterator[str]:
    for name, said in entry.changes.items():
        if name in COLUMNS:
            before, now = said
            yield f"{COLUMNS[name]}: {before or '(trống)'} → {now or '(trống)'}"
        elif name in COUNTED:
            yield COUNTED[name].format(said)
