"""A form's content as PDF, over the same templates that the page shows."""

from django.template.loader import render_to_string

from cadres.machine import Refusal
from cadres.vietnamese import clean
from evaluation.files.importers.signatures import DIGEST
from reporting.renderers.press import Laid, NoPangoError, press
from reporting.sheets.parts import Sheet

MOST_ROWS = 600  # some ten seconds; a request is cut off after thirty
TOO_LONG = "Bảng có {rows} dòng, quá dài để tạo bản PDF ngay: xin tải bản XLSX."
NO_PANGO = (
    "Máy chủ chưa có thư viện Pango nên chưa tạo được bản PDF. Quản trị cài các gói libpango-1.0-0, "
    "libpangoft2-1.0-0, libharfbuzz-subset0 và fonts-croscore; trong khi chờ, xin tải bản XLSX."
)


def pdf(sheet: Sheet, body: str, *, digest: str = "") -> bytes:
    """The sheet as laid out by the template `body`; refuses, in a sentence, what cannot be printed here."""
    if (rows := rows_of(sheet)) > MOST_ROWS:
        raise Refusal(TOO_LONG.format(rows=rows))
    laid = laid_out(sheet, body, digest=digest)
    try:
        return press(laid)
    except NoPangoError as error:
        raise Refusal(NO_PANGO) from error


def rows_of(sheet: Sheet) -> int:
    return len(getattr(sheet, "rows", ()))


def laid_out(sheet: Sheet, body: str, *, digest: str = "", **more: object) -> Laid:
    """What is pressed: the sheet laid out, with nothing in it that is no text.

    The file carries the digest of what the paper says (`digest`, else its proof), by which it is known again once it is signed.
    """
    html = clean(render_to_string("reporting/print.html", {"sheet": sheet, "body": body} | more))
    said = digest or sheet.proof
    return Laid(html, ((DIGEST, said),) if said else ())
