"""XML of an Office file, read as it flows: nothing of it is kept but the words that a reader asks for.

A document type or an entity ends it (defusedxml), and so does more than any honest paper holds.
"""

from collections.abc import Mapping
from xml.sax.handler import ContentHandler  # noqa: S406 - the parser is defusedxml's

from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.sax import parse

from evaluation.files.importers.unfit import SAVE_ANEW, File, Unfit

MOST_ELEMENTS = 4_000_000  # of one file: a sheet of a million cells that are filled in
DEEPEST = 200
LONGEST_WORDS = 64 * 1024


def local(name: str) -> str:
    """A name without its namespace's prefix."""
    return name.rpartition(":")[2]


class Left:
    """How many elements one file may still have."""

    def __init__(self) -> None:
        self.elements = MOST_ELEMENTS


class Reader(ContentHandler):
    """Reads one part; `attributes` names the elements whose attributes it asks for, `words` those whose text."""

    attributes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __init__(self, left: Left) -> None:
        super().__init__()
        self.left, self.depth = left, 0
        self.heard: list[str] | None = None

    def begun(self, name: str, said: Mapping[str, str]) -> None:
        """An element of `attributes` begins."""

    def ended(self, name: str, words: str) -> None:
        """An element of `words` ends."""

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # type: ignore[override]  # noqa: N802
        self.left.elements -= 1
        self.depth += 1
        if self.left.elements < 0 or self.depth > DEEPEST:
            raise Unfit("có quá nhiều thành phần", SAVE_ANEW)
        if (plain := local(name)) in self.attributes:
            self.begun(plain, {local(key): value for key, value in attrs.items()})
        self.heard = [] if plain in self.words else self.heard

    def characters(self, content: str) -> None:
        if self.heard is not None and sum(map(len, self.heard)) < LONGEST_WORDS:
            self.heard.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        if self.heard is not None and (plain := local(name)) in self.words:
            self.ended(plain, "".join(self.heard))
            self.heard = None


def read(part: File, reader: Reader) -> None:
    try:
        parse(part, reader, forbid_dtd=True)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden) as problem:
        raise Unfit("có khai báo kiểu tài liệu (DTD) hoặc thực thể XML", SAVE_ANEW) from problem
