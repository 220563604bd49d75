"""What must hold before a package is sent (Bước 5), asked of a `Handing`, which holds the checklist and what was said; or taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cadres.templatetags.vietnamese import luc
from evaluation.core.gates import owed
from evaluation.packages.stages import Outcome
from regulation.findings import Finding

if TYPE_CHECKING:
    from evaluation.packages.actions.handing import Handing
    from evaluation.packages.models import Package


def everything_there(handing: Handing) -> Iterable[Finding]:
    """Each part without which nothing is sent, by its name and with who owes it."""
    for line in handing.lines:
        if line.blocks:
            owing = f" Còn chờ: {line.told.owed_by}." if line.told.owed_by else ""
            sentence = f"{line.title}: {line.told.sentence}{owing}"
            yield owed(f"package-{line.item.key}", "B5", sentence, anchor=line.anchor)


def rest_explained(handing: Handing) -> Iterable[Finding]:
    """Who is not ready holds nobody back (ADR 4); the sender says why the package goes without them."""
    missing = [line for line in handing.lines if line.asks]
    if missing and not handing.rest_reason.strip():
        named = "; ".join(f"{line.title}: {line.told.word.lower()}" for line in missing)
        yield owed(
            "package-rest", "B5", f"{named}. Cần ghi lý do gửi khi còn thiếu.", anchor="id_rest_reason"
        )


def in_window(handing: Handing) -> Iterable[Finding]:
    """The province may take nothing after the window: the sentence names the instant, and who can extend."""
    if handing.is_late and handing.refuses:
        told = f"Hồ sơ đã hết hạn lúc {luc(handing.closes_at)}; quy định áp dụng trong kỳ không nhận hồ sơ gửi muộn."
        yield owed("package-late", "B1-B5", f"{told} {handing.remedy}", anchor="window")


def late_explained(handing: Handing) -> Iterable[Finding]:
    """Where a late package is taken, it is taken with its reason."""
    if handing.is_late and not handing.refuses and not handing.late_reason.strip():
        sentence = f"Hồ sơ đã hết hạn lúc {luc(handing.closes_at)}: cần ghi lý do gửi muộn."
        yield owed("package-late-reason", "B1-B5", sentence, anchor="id_late_reason")


def not_received(package: Package) -> Iterable[Finding]:
    """What the receiver took once is mended by another sending; returned, it is the unit's again."""
    for sent in package.sendings.defer("manifest")[1:]:  # those before the one that is taken back
        if sent.outcome in (Outcome.RETURNED, Outcome.TAKEN_BACK):
            return
        if sent.outcome == Outcome.REPLACED and sent.answered_at:
            sentence = f"Lần gửi {sent.number} đã được nhận: không rút lại được, chỉ sửa rồi gửi lại."
            yield owed("package-received", "B5", sentence)


def differs(handing: Handing) -> Iterable[Finding]:
    """What is with the receiver already is not sent a second time."""
    if not handing.differences:
        yield owed("package-same", "B5", "Hồ sơ đã gửi không khác hồ sơ hiện có: không phải gửi lại.")
