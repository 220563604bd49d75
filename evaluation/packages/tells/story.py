"""The history of a package as its page tells it."""

from typing import Any

from evaluation.packages.models import Package, PackageEntry
from evaluation.packages.moves import PACKAGES
from pages.history import line_of


def history_of(package: Package) -> list[dict[str, object]]:
    """The latest line first."""
    entries = package.history.select_related("by", "on_behalf_of").order_by("-pk")
    return [
        line_of(entry, _sentence(entry), reason=entry.reason, changes=_changes(entry)) for entry in entries
    ]


def _sentence(entry: PackageEntry) -> str:
    move = PACKAGES.moves.get(entry.deed)
    return move.story if move else entry.label  # type: ignore[attr-defined]


def _changes(entry: PackageEntry) -> list[str]:
    said: dict[str, Any] = entry.changes
    files = {"papers": "Đưa vào", "moved": "Chuyển phần", "withdrawn": "Rút"}
    told = [f"{verb} tệp “{name}”." for key, verb in files.items() for name in said.get(key, ())]
    return told + ([f"Lần gửi {said['sending']}."] if "sending" in said else [])
