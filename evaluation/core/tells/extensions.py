"""Extensions as pages tell of them: who could grant one, where it is asked for, how it stands; and lateness in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from cadres.models import User
from cadres.templatetags.vietnamese import han, luc, ngay
from cadres.vietnamese import lowfirst
from config import clock
from evaluation.core.models import Dossier, Extension, ExtensionEntry, Period
from evaluation.core.models.extensions import NEXT
from evaluation.core.permissions import ASK_EXTENSION, EXTEND
from evaluation.core.stages import ExtensionStage
from pages.history import line_of
from regulation.deadlines import Window, closing_after, is_late

PROVINCE = "Ban Tổ chức Tỉnh ủy"


@dataclass(frozen=True)
class BesideWindow:
    """What is said of an extension beside the window that closed: what moved it, what was last asked, where one asks."""

    granted: Extension | None
    asked: Extension | None
    refused: Extension | None
    withdrawn: Extension | None
    who: str
    remedy: str
    url: str = ""
    button: str = ""


def beside_window(dossier: Dossier, window: Window, arrived_at: datetime | None, user: User) -> BesideWindow:
    """The round's few extensions are read once; the way to ask is shown while the window is closed and that is not in time."""
    prefetch_related_objects([dossier.period], "extensions")
    rows = _of(dossier, window)
    asked = next((row for row in rows if row.stage == ExtensionStage.ASKED), None)
    button = "" if asked else _button(dossier, window, arrived_at or clock.now(), user)
    return BesideWindow(
        granted=dossier.extension(window),
        asked=asked,
        refused=_last(rows, ExtensionStage.REFUSED),
        withdrawn=_last(rows, ExtensionStage.WITHDRAWN),
        who=extender(dossier, window),
        remedy=remedy(dossier, window),
        url=reverse("extension_person", args=[dossier.pk, window.value]) if button else "",
        button=button,
    )


def extender(dossier: Dossier, window: Window) -> str:
    """Who can extend: the unit as far as the round goes, where it asked earlier for itself; beyond it the province.

    Nobody, once the round's next window has closed too.
    """
    of_round, now = dossier.period.closes_at(window), clock.now()
    if now >= dossier.period.closes_at(NEXT[window]):
        return ""
    if max(dossier.closes_at(window), now) >= of_round:
        return PROVINCE
    unit = dossier.handed_in_to or dossier.managing_unit
    return f"{unit.name} (đến {han(of_round)}) hoặc {PROVINCE}"


def is_extendable(period: Period, window: Window) -> bool:
    """Whether a window that has closed can still be moved on: to the end of this day, before the round's next one closes."""
    return closing_after(clock.today()) <= period.closes_at(NEXT[window])


def remedy(dossier: Dossier, window: Window) -> str:
    """What whoever came too late is told."""
    who = extender(dossier, window)
    return f"{who} có thể gia hạn." if who else "Hạn tiếp theo của kỳ cũng đã qua: không còn gia hạn được."


def lateness(dossier: Dossier, window: Window, arrived_at: datetime, reason: str = "") -> str:
    """What is said of the instant at which something was handed in; nothing where it simply came in time."""
    closes_at, granted = dossier.closes_at(window), dossier.extension(window)
    if is_late(arrived_at, closes_at):
        closed = "hết hạn (đã gia hạn)" if granted else "hết hạn"
        told = f" Lý do: {reason.strip().rstrip('.')}." if reason.strip() else ""
        return f"Nộp muộn: nộp lúc {luc(arrived_at)}, {closed} lúc {luc(closes_at)}.{told}"
    if granted and is_late(arrived_at, dossier.ordinarily(window)):
        return f"Nộp trong thời gian gia hạn đến {han(granted.until)}, {_basis(granted)}."
    return ""


def history_of(dossier: Dossier) -> list[dict[str, object]]:
    """For components/timeline.html: what was asked for this person and answered, and what moved the window of all of their unit."""
    moved = Q(went_to=ExtensionStage.GRANTED) | Q(
        came_from=ExtensionStage.GRANTED, went_to=ExtensionStage.WITHDRAWN
    )
    of_unit = moved & Q(extension__unit=dossier.asked_by, extension__period=dossier.period_id)
    found = ExtensionEntry.objects.filter(Q(extension__dossier=dossier) | of_unit).order_by("-pk")
    return told(found.select_related("by", "on_behalf_of", "extension__unit", "extension__dossier__cadre"))


def told(entries: Iterable[ExtensionEntry]) -> list[dict[str, object]]:
    return [_line(entry) for entry in entries]


def _line(entry: ExtensionEntry) -> dict[str, object]:
    sentence = f"{lowfirst(entry.label)}: {entry.extension.what}, {entry.extension.whose}"
    until = entry.changes.get("until")
    changes = [f"{_word(entry)} {until}."] if until else []
    return line_of(entry, sentence, reason=entry.reason, changes=changes)


def _word(entry: ExtensionEntry) -> str:
    """What was asked for is not yet what was granted."""
    return "Đề nghị gia hạn đến" if entry.went_to == ExtensionStage.ASKED else "Gia hạn đến"


def draft(**scope: object) -> Extension:
    """One that could be asked for now, of this scope: to the end of the first day that is possible."""
    row = Extension(**scope)
    row.until = closing_after(row.reach[0].astimezone(clock.HERE).date())
    return row


def _of(dossier: Dossier, window: Window) -> list[Extension]:
    """Those of this person or of all of their unit, the latest first; a round has few."""
    rows = (row for row in dossier.period.extensions.all() if row.window == window.value)
    return [row for row in rows if row.dossier_id == dossier.pk or row.unit_id == dossier.asked_by]


def _last(rows: list[Extension], stage: ExtensionStage) -> Extension | None:
    """The last word, where it is that one."""
    return rows[0] if rows and rows[0].stage == stage else None


def _button(dossier: Dossier, window: Window, at: datetime, user: User) -> str:
    """What this person could do about the closed window; nothing while it is open, or once nothing can be extended."""
    if not is_late(at, dossier.closes_at(window)) or dossier.is_decided or dossier.is_set_aside:
        return ""
    row = draft(period=dossier.period, window=window.value, dossier=dossier)
    if row.until > row.reach[1]:
        return ""
    if EXTEND.allows(user, row):
        return "Gia hạn"
    return "Xin gia hạn" if ASK_EXTENSION.allows(user, row) else ""


def _basis(granted: Extension) -> str:
    """By whose answer, and when, as its history has it; nobody's where it came along from another unit."""
    answers = granted.history.filter(went_to=ExtensionStage.GRANTED, by__isnull=False).select_related("by")
    last = answers.last()
    return (
        f"theo gia hạn của đồng chí {last.by} ngày {ngay(last.at)}" if last else "theo gia hạn đã được duyệt"
    )
