"""A form's content as PDF, by WeasyPrint over the same templates that the page shows."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.template.loader import render_to_string

from cadres.machine import Refusal
from cadres.vietnamese import clean
from evaluation.files.importers.signatures import DIGEST
from reporting.renderers.structure import settle
from reporting.sheets.parts import Sheet

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STYLES = Path(settings.BASE_DIR) / "static" / "css" / "forms.css"
MOST_ROWS = 600  # some ten seconds; a request is cut off after thirty
ACCESSIBLE = "pdf/ua-1"  # read aloud in its order, with its heads: ISO 14289-1
NO_PANGO = (
    "Máy chủ chưa có thư viện Pango nên chưa tạo được bản PDF. Quản trị cài các gói libpango-1.0-0, "
    "libpangoft2-1.0-0, libharfbuzz-subset0 và fonts-croscore; trong khi chờ, xin tải bản XLSX."
)


def pdf(sheet: Sheet, body: str, *, digest: str = "") -> bytes:
    """The sheet as laid out by the template `body`; refuses, in a sentence, what cannot be printed here.

    The file carries the digest of what the paper says (`digest`, else its proof), by which it is known again once it is signed.
    """
    if (rows := len(getattr(sheet, "rows", ()))) > MOST_ROWS:
        raise Refusal(f"Bảng có {rows} dòng, quá dài để tạo bản PDF ngay: xin tải bản XLSX.")
    html = clean(render_to_string("reporting/print.html", {"sheet": sheet, "body": body}))
    weasyprint, styles, fonts, nothing = _press()

    def finish(document: Any, made: Any) -> None:
        settle(document, made)
        _carry(made, digest or sheet.proof)

    with _quiet_collector():
        document = weasyprint.HTML(string=html, url_fetcher=nothing)
        made: bytes = document.write_pdf(
            stylesheets=[styles], font_config=fonts, pdf_variant=ACCESSIBLE, pdf_tags=True, finisher=finish
        )
    return made


def _carry(made: Any, digest: str) -> None:
    """In the file's own description, where a signature covers it."""
    if digest:
        made.info[DIGEST] = f"({digest})"


@cache
def _press() -> "tuple[ModuleType, CSS, FontConfiguration, URLFetcher]":
    """WeasyPrint, imported when first needed: without Pango its import raises OSError."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise Refusal(NO_PANGO) from error

    class Nothing(URLFetcher):  # type: ignore[misc]  # WeasyPrint says nothing of its types
        """A form needs no other file: whatever its text asks for is not fetched."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> NoReturn:
            raise ValueError(f"not fetched: {url}")

    nothing, fonts = Nothing(), FontConfiguration()
    styles = weasyprint.CSS(string=STYLES.read_text(encoding="utf-8"), url_fetcher=nothing, font_config=fonts)
    return weasyprint, styles, fonts, nothing


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """The collector walks WeasyPrint's boxes again and again and finds nothing: it rests meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
