"""The archive in which DOCX and XLSX are packed: its entries one by one, counted while they unpack.

Refused: entries twice, outside, encrypted, laid over one another, too many, too large; anything before, between or behind them.
"""

import struct
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from evaluation.files.importers.unfit import SAVE_ANEW, File, Unfit

MOST_ENTRIES = 3000
MOST_TABLE = 1024 * 1024  # bytes: of so many entries, each named by a path of some 250 signs
MOST_UNPACKED = 256 * 1024 * 1024
# So much may shrink to nothing (an empty drawing, a sheet of zeros); of more no honest part shrinks to a three-hundredth.
SMALL, MOST_RATIO = 8 * 1024 * 1024, 300
_PIECE = 256 * 1024
_ENCRYPTED = 0x1
_LOCAL_HEAD = 30
_DESCRIPTOR = 24  # bytes in which a writer may repeat the sizes behind an entry
_END, _END_HEAD = b"PK\5\6", 22
_WIDE_END, _WIDE_HEAD = b"PK\6\7", 20  # leads to a table that is told in 64 bits
_LONGEST_REMARK = 0xFFFF


def opened(file: File) -> ZipFile:
    """The archive. Whoever opens one makes an object of each entry that its table names: too large a table is not read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_REMARK - _END_HEAD - _WIDE_HEAD))
    before, end, after = file.read().rpartition(_END)
    if end and (int.from_bytes(after[8:12], "little") > MOST_TABLE or _WIDE_END in before[-_WIDE_HEAD:]):
        raise Unfit("có quá nhiều thành phần", SAVE_ANEW)
    file.seek(0)
    return ZipFile(file)


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
    begins = [*(entry.header_offset for entry in placed), _table_at(file)]
    ends = [0, *(_end_of(entry, file) for entry in placed)]
    gaps = (begin - end for begin, end in zip(begins, ends, strict=True))
    if any(not 0 <= gap <= _DESCRIPTOR for gap in gaps) or not placed or begins[0]:
        raise Unfit("không phải là tệp Office nguyên vẹn (có phần lạ hoặc chồng lên nhau)", SAVE_ANEW)


def _end_of(entry: ZipInfo, file: File) -> int:
    """Where an entry's content ends, by its own head: the table does not tell how long that is."""
    file.seek(entry.header_offset)
    head = file.read(_LOCAL_HEAD)
    named, more = struct.unpack("<HH", head[26:30])
    place: int = entry.header_offset + _LOCAL_HEAD + named + more + entry.compress_size
    return place


def _table_at(file: File) -> int:
    """Where the table of entries begins; nowhere, unless the file ends with the table's end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_HEAD))
    end = file.read()
    if not end.startswith(_END):
        return -1
    table_size, place, remark = struct.unpack("<IIH", end[12:])
    whole: bool = place + table_size + _END_HEAD == size and not remark
    return place if whole else -1
