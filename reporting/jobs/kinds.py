"""What a long job can be asked for: a kind is one object, in one table (`offers.KINDS`)."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from django.db.models import QuerySet

from cadres.models import Unit, User
from cadres.vietnamese import clean
from evaluation.files.storage import path
from evaluation.models import Period
from reporting.renderers.press import Laid

FORBIDDEN = '\\/:*?"<>|'  # in names of files, on one system or the other
LONGEST = 80  # of a name: a path in an archive is at most some 250 signs


@dataclass(frozen=True)
class Part:
    """What is drawn at one go. `key` names it within its job, and is another one where its content became another.

    `file` is its way within the archive. Parts with the same `file` are pieces of one document, joined in their order.
    """

    key: str
    file: str


@dataclass(frozen=True)
class Scope:
    """What was asked for, and for whom: `reader` is read anew for every few parts, with the rights that they have then."""

    reader: User
    unit: Unit
    period: Period


Drawn = tuple[Part, Laid | bytes]  # a paper that is still to be pressed; or the bytes of the file


class Kind(ABC):
    """One sort of archive: who may have it, of what parts it is made, how they are drawn. `code` stands in its rows."""

    code: str
    title: str  # in lists and as the file's name, followed by the unit's
    button: str
    about: str  # what lies in it
    nothing: str  # why there is nothing to be had
    batch: int  # of so many parts it is asked at once whether their reader may have them, and what they say

    @abstractmethod
    def allows(self, reader: User, unit: Unit) -> bool:
        """Whether they may ask for it now: asked when they do, while it is worked, and when they fetch it."""

    @abstractmethod
    def units(self, reader: User) -> "QuerySet[Unit]":
        """Those of which the page offers it: all of them are allowed."""

    @abstractmethod
    def parts(self, scope: Scope) -> Iterable[Part]:
        """All parts that this reader may have now, in the order of the archive; one after the other where that takes its time."""

    @abstractmethod
    def draw(self, scope: Scope, parts: Sequence[Part]) -> Iterator[Drawn]:
        """These parts; what the reader may no longer have is left out."""

    def opens(self, scope: Scope, keys: Sequence[str]) -> bool:
        """Whether the reader may have now all that lies in a finished archive."""
        return self.allows(scope.reader, scope.unit)

    def dossiers(self, keys: Sequence[str]) -> set[int]:
        """Whose papers lie in a finished archive, by their dossiers; of a table of many nobody's."""
        return set()

    def join(self, title: str, pieces: Sequence[Path]) -> bytes:
        """Pieces of one document; none where no kind's file has several parts."""
        raise NotImplementedError

    def called(self, unit: Unit, period: Period) -> str:
        return f"{in_path(f'{self.title} {unit} Q{period.number}-{period.year}', 150)}.zip"


def in_path(name: str, longest: int = LONGEST) -> str:
    """A name as every system can write it: cut, without what divides paths, and not ending in a full stop."""
    plain = "".join(" " if sign in FORBIDDEN else sign for sign in clean(name))
    return " ".join(plain.split())[:longest].rstrip(". ") or "_"


def pack(kind: Kind, files: Sequence[tuple[str, Sequence[str]]], to: IO[bytes]) -> Iterator[str]:
    """The archive: each file's way in it, and where its pieces lie; told one after the other. PDF and XLSX are compressed already."""
    with ZipFile(to, "w", ZIP_STORED) as archive:
        for name, lying in files:
            pieces = [path(piece) for piece in lying]
            if len(pieces) == 1:
                archive.write(pieces[0], name)
            else:
                archive.writestr(name, kind.join(PurePosixPath(name).stem, pieces))
            yield name
