"""Where files lie: under random names, written once, there whole or not at all.

A file is written under a temporary name, brought to the disk, then renamed; its directory is brought to the disk too. So after a
power cut there is the whole file under the name that its row tells, or none that anybody tells of.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings

UNFINISHED = ".part"
READABLE, ENTERED = 0o644, 0o755  # by the proxy too, which is somebody else on that machine


@dataclass(frozen=True)
class Kept:
    """A file as it lies: its name beneath MEDIA_ROOT, its size in bytes, its SHA-256 in hex digits."""

    name: str
    size: int
    digest: str


class Writing:
    """A file that is being written; `kept` once it lies whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self._kept: Kept | None = None

    @property
    def kept(self) -> Kept:
        if self._kept is None:
            raise ValueError("The file is not whole yet.")
        return self._kept


@contextmanager
def writing(folder: str, ending: str) -> Iterator[Writing]:
    """Write to `file`; with the block's end it lies whole beneath `folder`. What an error broke off leaves nothing behind."""
    name = f"{folder}/{(drawn := token_hex(16))[:2]}/{drawn}.{ending}"
    place = path(name)
    _make(place.parent)
    with NamedTemporaryFile(dir=place.parent, suffix=UNFINISHED, delete=False) as file:
        begun = Path(file.name)
        try:
            yield (made := Writing(file))
            made._kept = _finish(file, name)
            begun.rename(place)
            _settle(place.parent)
        except BaseException:
            for left in (begun, place):
                left.unlink(missing_ok=True)
            raise


def path(name: str) -> Path:
    """Where the file of this name lies; a name that leads elsewhere is none of ours."""
    root = Path(settings.MEDIA_ROOT).resolve()
    place = (root / name).resolve()
    if not place.is_relative_to(root):
        raise ValueError(f"not beneath MEDIA_ROOT: {name}")
    return place


def digest_of(name: str) -> str:
    """SHA-256 of what lies there now, in hex digits; FileNotFoundError where nothing does."""
    with path(name).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def remove(name: str) -> None:
    """Take it away; that it is gone already is no fault."""
    path(name).unlink(missing_ok=True)


def lying(folder: str) -> Iterator[str]:
    """The names of whatever lies beneath a folder, also of what was never finished."""
    root = Path(settings.MEDIA_ROOT).resolve()
    with suppress(FileNotFoundError):
        yield from (str(place.relative_to(root)) for place in path(folder).rglob("*") if place.is_file())


def _finish(file: IO[bytes], name: str) -> Kept:
    file.flush()
    os.fchmod(file.fileno(), READABLE)
    os.fsync(file.fileno())
    with Path(file.name).open("rb") as whole:
        return Kept(name, os.fstat(file.fileno()).st_size, file_digest(whole, "sha256").hexdigest())


def _make(folder: Path) -> None:
    """The folder, readable as its files are, each new name on the way brought to the disk."""
    for one in reversed([folder, *folder.parents]):
        if not one.exists():
            one.mkdir(exist_ok=True)
            one.chmod(ENTERED)
            _settle(one.parent)


def _settle(folder: Path) -> None:
    """The new name itself is brought to the disk."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
