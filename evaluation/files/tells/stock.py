"""Rows and files held against each other: of the folder of this room alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from config import clock
from evaluation.files.models import FOLDER, StoredFile
from evaluation.files.storage import UNFINISHED, digest_of, lying, path

# A file lies there before its row tells of it: what is younger may be on its way. One that is whole is kept for a day.
SETTLED_AFTER = timedelta(hours=1)
REMOVED_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Stock:
    """What is amiss, by its kind, each thing named; how many rows have their file whole."""

    whole: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    orphans: tuple[str, ...]
    unfinished: tuple[str, ...]

    @property
    def removable(self) -> tuple[str, ...]:
        """What nobody will miss any more."""
        return (*self.unfinished, *(name for name in self.orphans if _older(name, REMOVED_AFTER)))

    @property
    def amiss(self) -> dict[str, tuple[str, ...]]:
        return {
            "missing": self.missing,
            "changed": self.changed,
            "orphan": self.orphans,
            "unfinished": self.unfinished,
        }

    def is_well(self, without: Collection[str] = ()) -> bool:
        """Whether nothing is amiss, or nothing once these files are removed."""
        left = (name for names in self.amiss.values() for name in names if name not in without)
        return not any(left)


def take_stock() -> Stock:
    """Reads every file once, one after the other. Files first: whatever has a row by then had its file before."""
    lies = set(lying(FOLDER))
    rows = list(StoredFile.objects.order_by("pk").values_list("pk", "stored", "size", "digest"))
    found = {pk: _state(stored, size, digest) for pk, stored, size, digest in rows}
    named = {pk: f"{stored} (file {pk})" for pk, stored, _, _ in rows}
    loose = sorted(lies - {stored for _, stored, _, _ in rows})
    settled = [name for name in loose if _older(name, SETTLED_AFTER)]
    return Stock(
        whole=sum(state == "whole" for state in found.values()),
        missing=tuple(named[pk] for pk, state in found.items() if state == "missing"),
        changed=tuple(named[pk] for pk, state in found.items() if state == "changed"),
        orphans=tuple(name for name in settled if not _begun(name)),
        unfinished=tuple(name for name in settled if _begun(name)),
    )


def _state(stored: str, size: int, digest: str) -> str:
    try:
        whole = path(stored).stat().st_size == size and digest_of(stored) == digest
    except FileNotFoundError:
        return "missing"
    return "whole" if whole else "changed"


def _begun(name: str) -> bool:
    return Path(name).suffix == UNFINISHED


def _older(name: str, age: timedelta) -> bool:
    """By the clock of the disk; what went away meanwhile is no leftover."""
    try:
        written = path(name).stat().st_mtime
    except FileNotFoundError:
        return False
    return written < (clock.now() - age).timestamp()
