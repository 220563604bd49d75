"""Pictures that do not decode or decode to too much, and whatever is no paper and no picture."""

import io
import struct
import zlib
from collections.abc import Iterator
from itertools import product

from PIL import Image

from tests.evaluation.files.made import a_document, a_paper, a_workbook, jpeg, pdf, png

Named = tuple[str, bytes]
CONTENTS = {
    "a program": b"MZ\x90\0" + b"\0" * 200,
    "a program of Linux": b"\x7fELF" + b"\0" * 200,
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a script": b"var a = new ActiveXObject('WScript.Shell');",
    "a batch": b"@echo off\r\ncalc.exe\r\n",
    "a shell": b"#!/bin/sh\nrm -rf /\n",
    "a shortcut": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100,
    "an old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "rich text": b"{\\rtf1 {\\object\\objdata 0105}}",
    "a letter": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "Rar": b"Rar!\x1a\x07\x01\0" + b"\0" * 50,
    "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 50,
    "gzip": b"\x1f\x8b\x08\0" + b"\0" * 50,
    "a film": b"\0\0\0\x18ftypmp42" + b"\0" * 50,
    "a picture of Apple": b"\0\0\0\x18ftypheic" + b"\0" * 50,
    "a cabinet": b"MSCF" + b"\0" * 60,
    "a class": b"\xca\xfe\xba\xbe" + b"\0" * 60,
    "PostScript": b"%!PS-Adobe-3.0\n",
    "help": b"ITSF" + b"\0" * 60,
    "nothing but zeros": b"\0" * 500,
    "words": "Kính gửi đồng chí".encode(),
    "one byte": b"%",
    "the beginning of a PDF": b"%PDF-",
    "the beginning of an archive": b"PK\3\4",
    "the beginning of a picture": b"\xff\xd8\xff",
    "nothing": b"",
}
ENDINGS = ("pdf", "docx", "xlsx", "png", "jpg", "exe", "pdf.exe")


def elsewhere() -> Iterator[Named]:
    """Whatever it calls itself."""
    for (what, content), ending in product(CONTENTS.items(), ENDINGS):
        yield f"{what}.{ending}", content


def misnamed() -> Iterator[Named]:
    """Honest by its content, named as something else."""
    contents = {
        "pdf": pdf(a_paper()),
        "docx": a_document(),
        "xlsx": a_workbook(),
        "png": png(),
        "jpg": jpeg(),
    }
    others = ("pdf", "docx", "xlsx", "png", "jpg", "exe", "html", "docm", "xlsm", "js", "svg", "")
    for (kind, content), ending in product(contents.items(), others):
        if ending != kind:
            yield f"a.{ending}" if ending else "a", content


def pictures() -> Iterator[Named]:
    for name, whole in (
        ("a.png", png(60, 60)),
        ("a.jpg", jpeg(60, 60)),
        ("a.jpg", jpeg(60, 60, progressive=True)),
    ):
        for at in range(12, len(whole) - 20, len(whole) // 25):
            yield name, whole[:at]
    for format_, ending in product(
        ("GIF", "BMP", "TIFF", "WEBP", "ICO", "PPM", "TGA", "PCX"), ("png", "jpg")
    ):
        made = io.BytesIO()
        Image.new("RGB", (20, 20)).save(made, format_)
        yield f"{format_}.{ending}", made.getvalue()
    whole = png(60, 60)
    for at in range(12, len(whole) - 12, 5):
        yield "turned.png", whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]
    for width, height in ((60_000, 60_000), (1, 2**31 - 1), (0, 10), (300_000, 1000), (2**31 - 1, 2**31 - 1)):
        yield f"{width} x {height}.png", a_png(width, height, zlib.compress(b"\0" * 10))
    yield "short.png", a_png(10, 10, zlib.compress(b"\0" * 40)[:-8])
    yield "more than said.png", a_png(10, 10, zlib.compress(b"\0" * 3_000_000, 9))
    yield "no points.png", a_png(10, 10, b"")
    yield (
        "words.png",
        whole[:33] + a_chunk(b"zTXt", b"a\0\0" + zlib.compress(b" " * 200_000_000, 9)) + whole[33:],
    )


def a_png(width: int, height: int, packed: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + a_chunk(b"IHDR", head) + a_chunk(b"IDAT", packed) + a_chunk(b"IEND", b"")


def a_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
