"""A thousand hostile files, and what is inert: none is taken that acts, carries, fetches, hides or unpacks without end."""

import io
import re
import struct
import zipfile
from collections.abc import Iterable
from functools import cache

import pytest

from evaluation.files.importers import Unfit, archive, examine, flate
from evaluation.files.importers.names import quoted
from evaluation.files.stages import Kind
from tests.evaluation.files import hostile_office as office
from tests.evaluation.files import hostile_other as other
from tests.evaluation.files import hostile_pdf as papers
from tests.evaluation.files.made import a_document, a_paper, jpeg, pdf, png, upload

SENTENCE = re.compile(
    r"Tệp “.*” .+\. [XC].+[.)]", re.DOTALL
)  # what is wrong with it, and what to do or what is taken


def taken(files: Iterable[tuple[str, str, bytes]]) -> list[str]:
    """Labels of those that were not refused, or not in a sentence that names the file."""
    return [label for label, name, content in files if not _is_refused(name, content)]


def _is_refused(name: str, content: bytes) -> bool:
    try:
        examine(upload(name, content))
    except Unfit as refusal:
        (sentence,) = refusal.messages
        return f"“{quoted(name)}”" in sentence and SENTENCE.fullmatch(sentence) is not None
    return False


def named(files: Iterable[tuple[str, bytes]], name: str = "Báo cáo.pdf") -> list[tuple[str, str, bytes]]:
    return [(label, name, content) for label, content in files]


def of_office(files: Iterable[tuple[str, str, bytes]]) -> list[tuple[str, str, bytes]]:
    return [(f"{kind}: {label}", f"Báo cáo.{kind}", content) for label, kind, content in files]


def as_named(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, str, bytes]]:
    return [(f"{name} {len(content)}", name, content) for name, content in files]


ALL = {
    "PDFs that act": lambda: named(papers.acting()),
    "PDFs that carry or lead elsewhere": lambda: named(papers.carrying()),
    "PDFs that are locked": lambda: named(papers.locked()),
    "PDFs that are broken or something else as well": lambda: named(papers.broken()),
    "relations": lambda: of_office(office.leading()),
    "parts": lambda: of_office(office.carrying()),
    "document types and entities": lambda: of_office(office.declaring()),
    "fields and formulas": lambda: of_office(office.fetching()),
    "misshapen archives": lambda: of_office(office.misshapen()),
    "other contents": lambda: as_named(other.elsewhere()),
    "names that disagree": lambda: as_named(other.misnamed()),
    "pictures": lambda: as_named(other.pictures()),
}


@cache
def files(what: str) -> list[tuple[str, str, bytes]]:
    return ALL[what]()


@pytest.mark.parametrize("what", ALL)
def test_what_is_hostile_is_refused_in_a_sentence_that_names_the_file(what):
    assert taken(files(what)) == []


def test_they_are_more_than_a_thousand():
    assert sum(len(files(what)) for what in ALL) > 1000


def test_what_unpacks_without_end_is_refused_before_it_does(monkeypatch):
    """The bounds a hundredth of what they are, and so the bombs."""
    monkeypatch.setattr(flate, "MOST_UNPACKED", 2_000_000)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 2_000_000)
    bombs = [*named(papers.bombs(2_200_000)), *of_office(office.bombs(2_200_000))]
    assert taken(bombs) == []
    assert {name for name, content in papers.bombs(1_000_000) if not _is_refused("a.pdf", content)} != set()


def test_a_table_of_far_too_many_entries_is_not_even_read(monkeypatch):
    """zipfile makes an object of each: some hundred megabytes of twenty."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(25_000):
            packed.writestr(f"{number}", b"")
    monkeypatch.setattr(archive, "ZipFile", lambda _: 1 / 0)
    with pytest.raises(Unfit, match="quá nhiều thành phần"):
        archive.opened(made)
    wide = a_document().replace(b"PK\5\6", b"PK\6\7" + b"\0" * 16 + b"PK\5\6")
    with pytest.raises(Unfit, match="quá nhiều thành phần"):
        archive.opened(io.BytesIO(wide))


STREAM = b"stream\nx\x9c"
STORED = b"\0" + struct.pack("<HH", len(STREAM), len(STREAM) ^ 0xFFFF) + STREAM + b"\0\0\0\xff\xff" * 200


@pytest.mark.parametrize("within", [STORED, b"stream\nAAAAAAAA"])
def test_streams_that_begin_within_one_another_are_not_read_again_and_again(within):
    """Each would be read to the end of the file: some megabytes would take hours."""
    with pytest.raises(Unfit, match="Phình ra quá lớn"):
        flate.bear(io.BytesIO(STREAM + within * 3000 + b"~>"))


def test_a_part_that_shrinks_to_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "SMALL", 100_000)
    monkeypatch.setattr(archive, "MOST_RATIO", 100)
    assert taken(of_office(office.bombs(1_000_000))) == []


INERT = {
    "a film behind a photograph": ("a.jpg", jpeg() + b"\0\0\0\x18ftypmp42" + b"x" * 9000),
    "an archive behind a photograph": ("a.jpg", jpeg() + a_document()),
    "a page behind a picture": ("a.png", png() + b"<html><script>alert(1)</script></html>"),
    "a script among the words of a photograph": ("a.jpg", jpeg(comment=b"<script>alert(1)</script>")),
    "padding of a scanner": ("a.pdf", pdf(a_paper()) + b"\0" * 900),
    "a line behind a paper": ("a.pdf", pdf(a_paper()) + b"\r\n<!-- scanned -->\r\n"),
}


@pytest.mark.parametrize("what", INERT)
def test_what_is_inert_is_taken_as_it_is(what):
    name, content = INERT[what]
    brought = examine(upload(name, content))
    assert (b"".join(brought.content.chunks()), brought.size) == (content, len(content))
    assert Kind(brought.kind).endings[0] == f".{name.rpartition('.')[2]}"


@pytest.mark.parametrize(("name", "whole"), [("a.png", png(60, 60)), ("a.jpg", jpeg(60, 60))])
def test_half_a_picture_is_refused_also_where_weasyprint_was_imported(monkeypatch, name, whole):
    """It has Pillow take halves for whole, for the whole process."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    assert taken([("half", name, whole[: len(whole) // 2])]) == []
