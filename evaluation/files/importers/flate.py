"""What a PDF's compressed streams unpack to, counted in small pieces before any program unpacks them whole.

A stream's data begin right behind the word `stream`, whatever the file says of its length and its place.
"""

import re
import zlib
from base64 import a85decode
from contextlib import suppress

from evaluation.files.importers.unfit import PRINT_ANEW, File, Unfit

MOST_UNPACKED = 640 * 1024**2  # sixty pages scanned in grey, or twenty in colour, not compressed as pictures
_PIECE, _STEP = 1024 * 1024, 64 * 1024
_BEGINS = re.compile(rb"stream\r?\n")
# Nobody writes LZW any more, and qpdf knows no bound for it.
_LZW = re.compile(rb"/(?:L|#4[Cc])(?:Z|#5[Aa])(?:W|#57)(?:Decode|[\s/\]>\[(])")
_ASCII85 = re.compile(rb"\s*[!-uz]{8}")


def bear(file: File) -> None:
    """Refuses what unpacks to more than any honest paper of 20 MB."""
    file.seek(0)
    whole = memoryview(content := file.read())
    if _LZW.search(content):
        raise Unfit("dùng kiểu nén cũ (LZW)", PRINT_ANEW)
    left = MOST_UNPACKED
    for begins in _BEGINS.finditer(content):
        left -= _unpacked(_packed(content, whole, begins.end()), left)
        if left < 0:
            raise Unfit("phình ra quá lớn khi mở", PRINT_ANEW)


def _packed(content: bytes, whole: memoryview, begin: int) -> memoryview:
    """The compressed data; those written as text first are read as such."""
    if content[begin : begin + 1] != b"x" and _ASCII85.match(content, begin):
        end = content.find(b"~>", begin)
        if end > 0:
            with suppress(ValueError):
                return memoryview(a85decode(content[begin:end]))
    return whole[begin:]


def _unpacked(packed: memoryview, most: int) -> int:
    """Bytes that it unpacks to, no further than `most`; what is not compressed so unpacks to nothing."""
    flow, found = zlib.decompressobj(), 0
    with suppress(zlib.error):
        while len(packed) and found <= most:
            step = packed[:_STEP]
            found += len(flow.decompress(step, _PIECE))
            if flow.eof:
                break
            packed = packed[len(step) - len(flow.unconsumed_tail) :]
    return found
