"""XML of an Office file, read as it flows: nothing of it is kept but the words that a reader asks for.

A document type ends it, and with it every entity, as in defusedxml (`forbid_dtd`), whose layers take about twice as long here;
so does more than any honest paper holds.
"""

from collections.abc import Mapping
from typing import NoReturn
from xml.parsers.expat import ParserCreate  # noqa: S407 - what is unsafe of it is refused below

from evaluation.files.importers.unfit import SAVE_ANEW, File, Unfit

MOST_ELEMENTS = 3_000_000  # of one file: a sheet of a million cells that are filled in
DEEPEST = 200
LONGEST_WORDS = 1024 * 1024  # signs of one field or formula: a citation carries its whole entry


def local(name: str) -> str:
    """A name without its namespace's prefix."""
    return name.rpartition(":")[2]


class Left:
    """How many elements one file may still have."""

    def __init__(self) -> None:
        self.elements = MOST_ELEMENTS


class Reader:
    """Reads one part; `attributes` names the elements whose attributes it asks for, `words` those whose text."""

    attributes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __init__(self, left: Left) -> None:
        self.left, self.depth = left, 0
        self.open, self.signs = 0, 0  # within how many elements of `words`; how much they say
        self.heard: list[str] = []
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_type
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def read(self, part: File) -> None:
        self.parser.ParseFile(part)

    def begun(self, name: str, said: Mapping[str, str]) -> None:
        """An element of `attributes` begins."""

    def ended(self, name: str, words: str) -> None:
        """An element of `words` ends; one within another ends what that one has said so far."""

    def _refuse_type(self, *said: object) -> NoReturn:
        raise Unfit("có khai báo kiểu tài liệu (DTD) hoặc thực thể XML", SAVE_ANEW)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.left.elements -= 1
        self.depth += 1
        if self.left.elements < 0 or self.depth > DEEPEST:
            raise Unfit("có quá nhiều thành phần", SAVE_ANEW)
        plain = local(name)
        if plain in self.attributes:
            self.begun(plain, {local(key): value for key, value in attributes.items()})
        if plain in self.words:
            self.open += 1
            self.parser.CharacterDataHandler = self._hear

    def _hear(self, text: str) -> None:
        self.heard.append(text)
        self.signs += len(text)
        if self.signs > LONGEST_WORDS:
            raise Unfit("có trường hoặc công thức quá dài", SAVE_ANEW)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.open and (plain := local(name)) in self.words:
            self.open -= 1
            said, self.heard, self.signs = "".join(self.heard), [], 0
            if not self.open:
                self.parser.CharacterDataHandler = None
            self.ended(plain, said)
