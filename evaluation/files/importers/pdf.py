"""PDF, by its objects as a reader's program would find them, those in object streams too.

Refused: whatever acts or asks (JavaScript, Launch, forms that send, XFA, RichMedia, films, sound, 3D), whatever carries or fetches
another file (attachments, files beside it, references to others), encryption, and whatever unpacks to more than a scan of many
pages. Also a PDF that needs mending: two programs mend it in two ways, and what qpdf gives up is not looked into.
Inert: links to the web and to mail, bookmarks, form fields, comments, signatures, fonts, metadata, earlier revisions.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any
from zipfile import is_zipfile

from evaluation.files.importers import flate
from evaluation.files.importers.unfit import PRINT_ANEW, File, Unfit

MOST_OBJECTS = 300_000
TAIL = (
    1000  # bytes after the last %%EOF: so much some scanners pad with, and so far back a reader looks for it
)
_MEGABYTE = 1024 * 1024
# qpdf's own bounds, for the process: it unpacks what describes the file's structure, and nothing else for us.
_LIMITS: dict[str, Any] = {
    "doc_max_warnings": 200,
    "parser_max_nesting": 100,
    "parser_max_container_size": 1_000_000,
    "max_stream_filters": 1,
    "flate_max_memory": 16 * _MEGABYTE,
    "run_length_max_memory": 16 * _MEGABYTE,
    "png_max_memory": 16 * _MEGABYTE,
    "tiff_max_memory": 16 * _MEGABYTE,
}
# Keys and values of dictionaries, each with what a sentence calls it.
_KEYS = {
    "/JS": "tập lệnh JavaScript",
    "/JavaScript": "tập lệnh JavaScript",
    "/EmbeddedFiles": "tệp khác đính kèm bên trong",
    "/EF": "tệp khác đính kèm bên trong",
    "/RichMedia": "phim, âm thanh hoặc mô hình nhúng",
    "/RichMediaContent": "phim, âm thanh hoặc mô hình nhúng",
    "/XFA": "biểu mẫu động XFA",
    "/Collection": "tập hợp tệp (portfolio)",
}
_ACTIONS = {
    "/JavaScript": "tập lệnh JavaScript",
    "/Launch": "lệnh mở chương trình khác",
    "/SubmitForm": "lệnh gửi dữ liệu đi nơi khác",
    "/ImportData": "lệnh nhập dữ liệu từ tệp khác",
    "/GoToR": "lệnh mở tệp khác",
    "/GoToE": "lệnh mở tệp đính kèm",
    "/Rendition": "phim hoặc âm thanh",
    "/Movie": "phim hoặc âm thanh",
    "/Sound": "phim hoặc âm thanh",
    "/RichMediaExecute": "phim, âm thanh hoặc mô hình nhúng",
}
_SUBTYPES = {
    "/FileAttachment": "tệp khác đính kèm bên trong",
    "/RichMedia": "phim, âm thanh hoặc mô hình nhúng",
    "/Screen": "phim hoặc âm thanh",
    "/Movie": "phim hoặc âm thanh",
    "/Sound": "phim hoặc âm thanh",
    "/3D": "mô hình 3D nhúng",
}
_FORM = "/Form"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_WEB = ("http://", "https://", "mailto:", "tel:")


def check(file: File) -> None:
    _whole(file)
    flate.bear(file)
    file.seek(0)
    try:
        with _pikepdf().open(file, attempt_recovery=False) as paper:
            _bear(paper)
    except _pikepdf().PasswordError:
        raise _locked() from None


def _bear(paper: Any) -> None:
    if paper.is_encrypted:
        raise _locked()
    if len(paper.objects) > MOST_OBJECTS:
        raise Unfit("có quá nhiều thành phần", PRINT_ANEW)
    for part in paper.objects:
        _look_into(part)
    if not len(paper.pages):
        raise Unfit("không có trang nào", PRINT_ANEW)
    if paper.get_warnings():
        raise Unfit("bị hỏng một phần", PRINT_ANEW)


def _locked() -> Unfit:
    return Unfit("được đặt mật khẩu hoặc mã hóa", PRINT_ANEW)


def _whole(file: File) -> None:
    """It ends where a PDF ends, and is not an archive as well."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 4 * TAIL))
    end = file.read()
    rest = end[end.rfind(b"%%EOF") + 5 :] if b"%%EOF" in end else end
    if len(rest) > TAIL:
        raise Unfit(
            "không kết thúc như một tệp PDF (tải lên chưa trọn, hoặc có phần lạ phía sau)", PRINT_ANEW
        )
    if is_zipfile(file):
        raise Unfit("vừa là PDF vừa là tệp nén", PRINT_ANEW)


def _look_into(part: Any) -> None:
    """An object and what stands within it; what it only refers to is an object of its own."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, _pikepdf().Array):
            waiting.extend(_direct(one))
        elif isinstance(one, _pikepdf().Dictionary | _pikepdf().Stream):
            _judge(one)
            waiting.extend(_direct(value for _, value in one.items()))


def _direct(values: Any) -> Iterator[Any]:
    kinds = _pikepdf().Array, _pikepdf().Dictionary
    return (one for one in values if isinstance(one, kinds) and not one.is_indirect)


def _judge(part: Any) -> None:
    """One dictionary, by its keys, its action, its kind, and where it leads."""
    keys = set(part.keys())
    found = [_KEYS[key] for key in keys & _KEYS.keys()]
    found += [
        said
        for key, names in (("/S", _ACTIONS), ("/Subtype", _SUBTYPES))
        if (said := _said(part, key, names))
    ]
    if isinstance(part, _pikepdf().Stream) and keys & {"/F", "/FFilter"}:
        found.append("nội dung nằm ở tệp khác")
    if "/Ref" in keys and str(part.get("/Subtype")) == _FORM:
        found.append("nội dung nằm ở tệp khác")
    if "/URI" in keys and _leads_elsewhere(part["/URI"]):
        found.append("đường dẫn không phải trang web")
    if found:
        raise Unfit(f"có {found[0]}", PRINT_ANEW)


def _said(part: Any, key: str, names: dict[str, str]) -> str:
    value = part.get(key)
    return names.get(str(value), "") if isinstance(value, _pikepdf().Name) else ""


def _leads_elsewhere(target: Any) -> bool:
    """Only what runs or opens something is refused: a link without a scheme leads to the web or nowhere."""
    words = "".join(str(target).split()).lower() if isinstance(target, _pikepdf().String) else ""
    return words.startswith("\\\\") or (bool(_SCHEME.match(words)) and not words.startswith(_WEB))


@cache
def _pikepdf() -> ModuleType:
    """Bounded when it is first needed; nothing else here uses it."""
    import pikepdf
    import pikepdf.settings

    pikepdf.settings.set_qpdf_limits(**_LIMITS)
    return pikepdf
