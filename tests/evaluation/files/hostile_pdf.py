"""PDFs that act, ask, carry, fetch, hide or unpack without end."""

import zlib
from collections.abc import Callable, Iterator
from itertools import product

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.evaluation.files.made import a_link, a_paper, pdf, png

Made = tuple[str, bytes]
ACTIONS = {
    "JavaScript": {"JS": String("app.alert(1)")},
    "Launch": {"F": String("cmd.exe")},
    "SubmitForm": {"F": String("https://xau.example")},
    "ImportData": {"F": String("du-lieu.fdf")},
    "GoToR": {"F": String("//may-chu/chia-se/a.pdf")},
    "GoToE": {"T": Dictionary(R=Name.C)},
    "Rendition": {"OP": 0},
    "Movie": {"T": String("phim")},
    "Sound": {"Sound": String("x")},
    "RichMediaExecute": {"CMD": Dictionary(C=String("play"))},
}
LEADS = (
    "javascript:app.alert(1)", "JaVaScRiPt:x", " java\nscript:x", "file:///C:/Windows/System32/cmd.exe", "smb://may/chia-se",
    "\\\\may-chu\\chia-se\\a.exe", "vbscript:x", "data:text/html,<script>1</script>", "ms-word:ofe|u|https://xau.example",
    "search-ms:query=x", "ldap://xau.example", "ftp://xau.example/a.exe", "tftp://xau.example", "jar:https://x!/a", "res://x",
)  # fmt: skip
KEYS = ("JS", "JavaScript", "EmbeddedFiles", "EF", "RichMedia", "RichMediaContent", "XFA", "Collection")
SUBTYPES = ("FileAttachment", "RichMedia", "Screen", "Movie", "Sound", "3D")


def _at_opening(paper: pikepdf.Pdf, action: Dictionary) -> None:
    paper.Root.OpenAction = action


def _of_a_page(paper: pikepdf.Pdf, action: Dictionary) -> None:
    paper.pages[0].obj["/AA"] = Dictionary(O=action)


def _of_a_link(paper: pikepdf.Pdf, action: Dictionary) -> None:
    a_link(paper, S=Name.GoTo, D=String("x"), Next=Array([action]))


def _by_name(paper: pikepdf.Pdf, action: Dictionary) -> None:
    paper.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), paper.make_indirect(action)])))


def _in_the_outline(paper: pikepdf.Pdf, action: Dictionary) -> None:
    paper.Root.Outlines = paper.make_indirect(Dictionary(First=paper.make_indirect(Dictionary(A=action))))


def _of_a_field(paper: pikepdf.Pdf, action: Dictionary) -> None:
    field = Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=action))
    paper.Root.AcroForm = Dictionary(Fields=Array([paper.make_indirect(field)]))


PLACES: tuple[Callable[[pikepdf.Pdf, Dictionary], None], ...] = (
    _at_opening, _of_a_page, _of_a_link, _by_name, _in_the_outline, _of_a_field,
)  # fmt: skip


def acting() -> Iterator[Made]:
    """Each action, wherever it stands, in a stream of objects or not, its name spelled out or not."""
    for (kind, more), place, packed in product(ACTIONS.items(), PLACES, (True, False)):
        paper = a_paper()
        place(paper, Dictionary(S=Name(f"/{kind}"), **more))
        made = pdf(paper, packed)
        yield f"{kind} {place.__name__} {packed}", made
        if not packed:
            spelled = f"/#{ord(kind[0]):02X}{kind[1:]}".encode()
            yield f"{kind} {place.__name__} spelled", _spelled(made, f"/{kind}".encode(), spelled)


def _spelled(made: bytes, name: bytes, otherwise: bytes) -> bytes:
    """The same name with a letter by its number; where every object stands is told anew."""
    body = made[: made.rindex(b"xref\n0 ")].replace(name, otherwise)
    return with_table(body)


def with_table(body: bytes) -> bytes:
    """The objects of a body under a table of their places."""
    places, at = {}, 0
    for line in body.splitlines(keepends=True):
        words = line.split()
        if len(words) == 3 and words[2] == b"obj":
            places[int(words[0])] = at
        at += len(line)
    size = max(places) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)
    )
    end = b"xref\n0 %d\n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        rows,
        size,
        len(body),
    )
    return body + end


def carrying() -> Iterator[Made]:
    for key, packed, deep in product(KEYS, (True, False), (True, False)):
        paper = a_paper()
        holds = Dictionary({f"/{key}": String("x")})
        paper.Root.AcroForm = Dictionary(DR=Array([holds])) if deep else holds
        yield f"key {key} {packed} {deep}", pdf(paper, packed)
    for subtype, packed in product(SUBTYPES, (True, False)):
        paper = a_paper()
        paper.pages[0].Annots = Array(
            [paper.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}")))]
        )
        yield f"annotation {subtype} {packed}", pdf(paper, packed)
    for lead, packed in product(LEADS, (True, False)):
        paper = a_paper()
        a_link(paper, S=Name.URI, URI=String(lead))
        yield f"link {lead!r} {packed}", pdf(paper, packed)
    for name, packed in product(("a.exe", "a.pdf", "a.docx"), (True, False)):
        paper = a_paper()
        paper.attachments[name] = b"MZ"
        yield f"attached {name} {packed}", pdf(paper, packed)
    for keys in ({"F": String("a.bin")}, {"F": Dictionary(F=String("a.bin"))}, {"FFilter": Name.FlateDecode}):
        paper = a_paper()
        paper.pages[0].Contents = paper.make_stream(b"q Q", **keys)
        yield f"stream elsewhere {keys}", pdf(paper)
    paper = a_paper()
    paper.pages[0].Resources = Dictionary(
        XObject=Dictionary(A=paper.make_stream(b"", Subtype=Name.Form, Ref=Dictionary()))
    )
    yield "reference to another paper", pdf(paper)


def locked() -> Iterator[Made]:
    for number, user in product((2, 3, 4, 6), ("", "x")):
        code = pikepdf.Encryption(owner="chu", user=user, R=number, aes=number >= 4, metadata=number >= 4)
        yield f"locked {number} {user!r}", pdf(a_paper(), packed=False, encryption=code)


def broken() -> Iterator[Made]:
    """Cut short anywhere, with something before or behind, or at odds with its own table."""
    whole = pdf(a_paper(3), packed=False)
    for at in range(20, len(whole) - 40, len(whole) // 60):
        yield f"cut at {at}", whole[:at]
    for size, name in product((1100, 5000, 70_000), ("MZ", "PK\3\4", "<script>", "\x7fELF")):
        yield f"{size} of {name!r} behind", whole + name.encode() + b"x" * size
    for before in (b"\n", b"PK\3\4", b"MZ" + b"\0" * 100, b"<html>", b"GIF89a", b"\0" * 1000):
        yield f"{before[:6]!r} before", before + whole
    from tests.evaluation.files.made import a_document

    zipped = a_document()
    yield "an archive behind", whole + zipped
    yield "an archive within", pdf(_with_stream(zipped), packed=False, compress_streams=False)
    yield "no table", whole.replace(b"startxref", b"startxxxx")
    yield "a table that lies", whole.replace(b"startxref\n", b"startxref\n9")
    yield (
        "no pages",
        with_table(
            b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        ),
    )
    for name in (b"/LZWDecode", b"/LZW", b"/L#5aWDecode", b"/#4czW".replace(b"z", b"Z")):
        body = (
            b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length 2/Filter "
            + name
            + b" >>\nstream\nxx\nendstream\nendobj\n"
        )
        yield f"{name!r}", with_table(body)


def _with_stream(content: bytes) -> pikepdf.Pdf:
    paper = a_paper()
    paper.pages[0].Contents = paper.make_stream(content)
    return paper


def bombs(size: int) -> Iterator[Made]:
    """What unpacks to `size` bytes and more: a page, a picture, many pages, packed twice, packed as text."""
    packed = zlib.compress(b"\0" * size, 9)
    for number in (1, 2, 5):
        paper = a_paper(number)
        part = zlib.compress(b" " * (size // number + 1), 9)
        for page in paper.pages:
            page.Contents = raw_stream(paper, part)
        yield f"a bomb of {number} pages", pdf(paper, packed=False)
    paper = a_paper()
    paper.pages[0].Resources = Dictionary(XObject=Dictionary(A=raw_stream(paper, packed, Subtype=Name.Image)))
    yield "a picture", pdf(paper, packed=False)


def raw_stream(paper: pikepdf.Pdf, packed: bytes, **keys: object) -> pikepdf.Object:
    stream = pikepdf.Stream(paper, packed)
    stream.Filter = Name.FlateDecode
    for key, value in keys.items():
        stream[f"/{key}"] = value
    return paper.make_indirect(stream)


__all__ = ["acting", "bombs", "broken", "carrying", "locked", "png"]
