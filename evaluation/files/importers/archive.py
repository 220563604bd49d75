"""The archive in which DOCX and XLSX are packed: its entries one by one, counted while they unpack.

Refused: entries twice, outside, encrypted, laid over one another, too many, too large; anything before, between or behind them.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from evaluation.files.importers.unfit import SAVE_ANEW, File, Unfit

MOST_ENTRIES = 3000
MOST_UNPACKED = 256 * 1024 * 1024
# So much may shrink to nothing (an empty drawing, a sheet of zeros); of more no honest part shrinks to a three-hundredth.
SMALL, MOST_RATIO = 8 * 1024 * 1024, 300
_PIECE = 256 * 1024
_ENCRYPTED = 0x1
_LOCAL_HEAD = 30
_END, _END_HEAD = b"PK\5\6", 22


def entries(archive: ZipFile, file: File) -> list[ZipInfo]:
    """What is in it, once its table was found honest."""
    found = archive.infolist()
    if len(found) > MOST_ENTRIES:
        raise Unfit("có quá nhiều thành phần", SAVE_ANEW)
    names = [entry.filename.casefold() for entry in found]
    if len(set(names)) < len(names):
        raise Unfit("có hai thành phần cùng tên bên trong", SAVE_ANEW)
    for entry in found:
        _bear(entry)
    _laid_out(found, file)
    return found


def pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """An entry's content, no more of it than its table promises."""
    left = entry.file_size
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise Unfit("phình ra quá lớn khi mở", SAVE_ANEW)
            yield piece


def bear_size(found: list[ZipInfo]) -> None:
    """By the table; `pieces` holds each entry to it."""
    total = sum(entry.file_size for entry in found)
    packed_tight = (
        entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
        for entry in found
    )
    if total > MOST_UNPACKED or any(packed_tight):
        raise Unfit("phình ra quá lớn khi mở", SAVE_ANEW)


def _bear(entry: ZipInfo) -> None:
    name = entry.orig_filename
    outside = name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\\:\0")
    if outside or entry.filename != name:
        raise Unfit("có thành phần mang tên dẫn ra ngoài", SAVE_ANEW)
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unfit("có thành phần được mã hóa hoặc nén kiểu lạ", SAVE_ANEW)


def _laid_out(found: list[ZipInfo], file: File) -> None:
    """One behind the other from the first byte to the table, the table to the last: no two programs read two archives."""
    placed = sorted(found, key=lambda entry: entry.header_offset)
    overlap = any(
        before.header_offset + _LOCAL_HEAD + before.compress_size > after.header_offset
        for before, after in pairwise(placed)
    )
    if not placed or placed[0].header_offset or overlap or not _ends(placed[-1], file):
        raise Unfit("không phải là tệp Office nguyên vẹn (có phần lạ hoặc chồng lên nhau)", SAVE_ANEW)


def _ends(last: ZipInfo, file: File) -> bool:
    """The table stands behind the last entry, and the file ends with the table's end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_HEAD - 0xFFFF))
    end = file.read()
    at = end.rfind(_END)
    if at < 0 or len(end) - at < _END_HEAD:
        return False
    table_size, table_at, comment = struct.unpack("<IIH", end[at + 12 : at + _END_HEAD])
    behind = last.header_offset + _LOCAL_HEAD + last.compress_size
    whole: bool = size - (len(end) - at) == table_at + table_size
    return whole and comment == 0 == len(end) - at - _END_HEAD and behind <= table_at
