"""One upload looked into: its size, what it is by its content, whether its name agrees, whether anything in it acts by itself."""

import logging
from collections.abc import Callable
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile

from cadres.templatetags.vietnamese import nang
from evaluation.files.actions import Brought
from evaluation.files.importers import images, office, pdf
from evaluation.files.importers.names import ending_of, name_of, quoted
from evaluation.files.importers.unfit import File, Unfit
from evaluation.files.stages import Kind
from pages.uploads import MOST_BYTES

TAKEN = "Chỉ nhận PDF, DOCX, XLSX, PNG, JPEG."
log = logging.getLogger(__name__)

_BEGINNINGS: dict[bytes, tuple[Kind, ...]] = {
    b"%PDF-": (Kind.PDF,),
    b"PK\3\4": (Kind.DOCX, Kind.XLSX),
    b"\x89PNG\r\n\x1a\n": (Kind.PNG,),
    b"\xff\xd8\xff": (Kind.JPEG,),
}
_CHECKS: dict[Kind, Callable[[File], None]] = {
    Kind.PDF: pdf.check,
    Kind.DOCX: office.check,
    Kind.XLSX: office.check,
    Kind.PNG: images.check_png,
    Kind.JPEG: images.check_jpeg,
}
# Kinds that people bring in good faith, by how they begin, and what turns them into one that is taken.
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "là tệp Office kiểu cũ (DOC, XLS) hoặc có đặt mật khẩu",
        "Xin lưu lại thành DOCX, XLSX không mật khẩu, hoặc PDF.",
    ),
    (
        b"ftypheic",
        "là ảnh HEIC của iPhone",
        "Xin gửi ảnh dạng JPEG (Cài đặt, Camera, Định dạng, chọn “Tương thích nhất”).",
    ),
    (b"ftyp", "là tệp phim hoặc ảnh kiểu mới", f"Xin gửi ảnh dạng JPEG hoặc PNG. {TAKEN}"),
    (b"Rar!", "là tệp nén", f"Xin giải nén rồi gửi từng tệp. {TAKEN}"),
    (b"7z\xbc\xaf", "là tệp nén", f"Xin giải nén rồi gửi từng tệp. {TAKEN}"),
    (b"MZ", "là chương trình, không phải giấy tờ", TAKEN),
)


def examine(upload: "UploadedFile[Any]") -> Brought:
    """The file as it may be kept; raises `Unfit` with one sentence that names it, the reason and what to do."""
    called = upload.name or ""
    try:
        return _examine(upload, called, upload.size or 0)
    except Unfit as refusal:
        raise refusal.named(quoted(called)) from refusal


def _examine(upload: "UploadedFile[Any]", called: str, size: int) -> Brought:
    if not size:
        raise Unfit("không có nội dung (0 byte)", "Xin kiểm tra lại tệp trên máy rồi chọn lại.")
    if size > MOST_BYTES:
        raise Unfit(f"nặng hơn {nang(MOST_BYTES)}", "Xin giảm dung lượng, hoặc chia thành nhiều tệp.")
    file = cast("File", upload)
    kind = _looked_into(file, _begins_as(file))
    ending = ending_of(called)
    if ending not in kind.endings:
        named = f"tên lại kết thúc bằng “{ending}”" if ending else "tên không có đuôi"
        raise Unfit(
            f"có nội dung là {kind.label} nhưng {named}",
            f"Xin đổi đuôi tên tệp thành {kind.endings[0]} nếu đúng là tệp cần gửi.",
        )
    upload.seek(0)
    return Brought(upload, name_of(called, kind), kind, size)


def _begins_as(file: File) -> tuple[Kind, ...]:
    file.seek(0)
    head = file.read(16)
    for beginning, kinds in _BEGINNINGS.items():
        if head.startswith(beginning):
            return kinds
    for beginning, why, remedy in _OTHERS:
        if head.startswith(beginning) or (beginning.startswith(b"ftyp") and head[4:].startswith(beginning)):
            raise Unfit(why, remedy)
    raise Unfit("không phải loại tệp được nhận", TAKEN)


def _looked_into(file: File, kinds: tuple[Kind, ...]) -> Kind:
    """The kind that it is; whatever a parser stumbles over is no file of that kind."""
    try:
        kind = office.kind_of(file) if len(kinds) > 1 else kinds[0]
        _CHECKS[kind](file)
    except Unfit:
        raise
    except Exception as problem:
        log.info("unreadable upload", exc_info=problem)
        said = kinds[0].label if len(kinds) == 1 else "Word hoặc Excel"
        raise Unfit(
            f"là {said} nhưng không đọc được: tệp hỏng hoặc tải lên chưa trọn", "Xin mở, lưu lại rồi gửi lại."
        ) from problem
    return kind
