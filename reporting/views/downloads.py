"""A file as an attachment, under a name that every system can write."""

import re
import unicodedata
from urllib.parse import quote

from django.http import HttpResponse

from cadres.vietnamese import clean
from config.logging import deeds
from reporting.sheets.parts import Sheet

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(sheet: Sheet, content: bytes, ending: str, form: str, **key: int | str) -> HttpResponse:
    """The bytes with both names, kept by no cache; the log tells which form was taken out, by its row's number."""
    deeds.info("export", act="fetched", form=form, ending=ending, **key)
    plain, full = file_names(sheet)
    response = HttpResponse(content, content_type=TYPES[ending])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{full}.{ending}', safe='')}"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def file_names(sheet: Sheet) -> tuple[str, str]:
    """Mau-03-Nguyen-Van-An-Q2-2026 and Mẫu 03 Nguyễn Văn An Q2-2026."""
    full = clean(sheet.file_name)
    return _ascii(full), re.sub(r'[\\/:*?"<>|\t\r\n]+', " ", full)


def _ascii(text: str) -> str:
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-")[:120]
