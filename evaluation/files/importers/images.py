"""Pictures, by decoding them.

Refused: what does not decode to its end, more points than any camera takes (a bomb), another format behind the first bytes.
Inert: EXIF and XMP, a preview, the film that a phone hangs behind a JPEG (motion photos), further pictures (MPO), and whatever
else follows the picture's end: no program that opens a picture acts on it.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from evaluation.files.importers.unfit import File, Unfit

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_POINTS = 220_000_000  # the largest sensors of phones have 200 million
_SHRUNK = 8  # a JPEG decodes to an eighth of each side: whole, in a sixty-fourth of the memory
_PIECE = 64 * 1024
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # PNG's colour types
# A progressive JPEG is held whole until its last scan, and each scan goes over all of it; no camera writes them.
MOST_PROGRESSIVE, MOST_SCANS = 40_000_000, 500
_SCAN = b"\xff\xda"
_SAVE_ANEW = "Xin lưu lại ảnh rồi gửi lại."


def check_jpeg(file: File) -> None:
    with _opened(file, "JPEG", "MPO") as image:
        if image.info.get("progressive"):
            _bear_scans(file, image)
        image.draft("RGB", (max(1, image.width // _SHRUNK), max(1, image.height // _SHRUNK)))
        image.load()


def check_png(file: File) -> None:
    """Every piece with its checksum, and as many points as the head promises: counted while inflating, none of them kept."""
    with _opened(file, "PNG") as image:
        image.verify()
    _inflate(_pixels(file), _promised(file))


def _bear_scans(file: File, image: "Image") -> None:
    place = file.tell()
    file.seek(0)
    scans = file.read().count(_SCAN)
    file.seek(place)
    if scans > MOST_SCANS or image.width * image.height > MOST_PROGRESSIVE:
        raise Unfit("là ảnh JPEG lũy tiến quá lớn", "Xin lưu lại dạng JPEG thường hoặc giảm kích thước ảnh.")


def _opened(file: File, *formats: str) -> "Image":
    file.seek(0)
    _decode_whole()
    with catch_warnings():
        simplefilter("ignore", _pillow().DecompressionBombWarning)  # ours is the stricter count
        image: Image = _pillow().open(file, formats=formats)
    if image.width * image.height > MOST_POINTS:
        most = f"có hơn {MOST_POINTS // 1_000_000} triệu điểm ảnh"
        raise Unfit(most, "Xin giảm kích thước ảnh rồi gửi lại.")
    return image


def _decode_whole() -> None:
    """WeasyPrint, where it was imported, has Pillow take halves of pictures for whole: here none is."""
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False


def _promised(file: File) -> int:
    """Bytes of all points by the head, with room for the seven passes of an interlaced picture."""
    file.seek(16)
    head = file.read(10)
    width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    bits = head[8] * _CHANNELS[head[9]]
    return (width * bits // 8 + 2) * height + 16 * (width + height) * (bits // 8 + 1) + _PIECE


def _pixels(file: File) -> Iterator[bytes]:
    """What stands in the IDAT pieces, bit by bit."""
    file.seek(8)
    while len(head := file.read(8)) == 8 and head[4:] != b"IEND":
        left = int.from_bytes(head[:4])
        if head[4:] != b"IDAT":
            file.seek(left + 4, 1)
            continue
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
        file.seek(4, 1)


def _inflate(pieces: Iterator[bytes], most: int) -> None:
    flow, found = zlib.decompressobj(), 0
    for piece in pieces:
        while piece and not flow.eof:
            found += len(flow.decompress(piece, _PIECE * 16))
            piece = flow.unconsumed_tail
            if found > most:
                raise Unfit("phình ra lớn hơn kích thước đã ghi trong ảnh", _SAVE_ANEW)
    if not flow.eof:
        raise Unfit("là ảnh PNG hỏng hoặc thiếu phần cuối", _SAVE_ANEW)


@cache
def _pillow() -> ModuleType:
    from PIL import Image

    return Image
