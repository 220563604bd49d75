"""What a PDF's compressed streams unpack to, counted in small pieces before any program unpacks them whole.

A stream's data begin right behind the word `stream`, whatever the file says of its length and its place.
"""

import re
import zlib
from base64 import a85decode
from contextlib import suppress

from evaluation.files.importers.unfit import PRINT_ANEW, File, Unfit

MOST_UNPACKED = 640 * 1024**2  # sixty pages scanned in grey, or twenty in colour, not compressed as pictures
MOST_READ = 4  # times the file: an honest stream ends where the next has not begun
_PIECE, _STEP = 1024 * 1024, 64 * 1024
_BEGINS = re.compile(rb"stream\r?\n")
# Nobody writes LZW any more, and qpdf knows no bound for it.
_LZW = re.compile(rb"/(?:L|#4[Cc])(?:Z|#5[Aa])(?:W|#57)(?:Decode|[\s/\]>\[(])")
_ASCII85 = re.compile(rb"[\s!-uz]*+")


def bear(file: File) -> None:
    """Refuses what unpacks to more than any honest paper of 20 MB, and whose streams lie within one another again and again."""
    file.seek(0)
    whole = memoryview(content := file.read())
    if _LZW.search(content):
        raise Unfit("dùng kiểu nén cũ (LZW)", PRINT_ANEW)
    unpacked, read, text_end = 0, 0, 0
    for begins in _BEGINS.finditer(content):
        begin = begins.end()
        if begin >= text_end and (text := _ASCII85.match(content, begin)):
            text_end = text.end()  # also of what begins before: no text is looked through twice
        packed, written = _packed(content, whole, begin, text_end)
        found, used = _unpacked(packed, MOST_UNPACKED - unpacked)
        unpacked, read = unpacked + found, read + written + used
        if unpacked > MOST_UNPACKED or read > MOST_READ * len(content) + _PIECE:
            raise Unfit("phình ra quá lớn khi mở", PRINT_ANEW)


def _packed(content: bytes, whole: memoryview, begin: int, text_end: int) -> tuple[memoryview, int]:
    """The compressed data; those written as text first are read as such, with how much text that was."""
    if content[begin : begin + 1] == b"x" or not content.startswith(b"~>", text_end):
        return whole[begin:], 0
    with suppress(ValueError):
        return memoryview(a85decode(content[begin:text_end])), text_end - begin
    return whole[begin:], text_end - begin


def _unpacked(packed: memoryview, most: int) -> tuple[int, int]:
    """Bytes that it unpacks to, no further than `most`, and of how many; what is not compressed so unpacks to nothing."""
    flow, found, all_of_it = zlib.decompressobj(), 0, len(packed)
    with suppress(zlib.error):
        while len(packed) and found <= most:
            step = packed[:_STEP]
            found += len(flow.decompress(step, _PIECE))
            packed = packed[len(step) - len(flow.unconsumed_tail) - len(flow.unused_data) :]
            if flow.eof:
                break
    return found, all_of_it - len(packed)
