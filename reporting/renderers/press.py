"""Finished HTML to PDF, by WeasyPrint: text in, bytes out, knowing no rows. So it can be done in a process beside ours."""

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings

from reporting.renderers.structure import settle

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STYLES = Path(settings.BASE_DIR) / "static" / "css" / "forms.css"
ACCESSIBLE = "pdf/ua-1"  # read aloud in its order, with its heads: ISO 14289-1


class NoPangoError(Exception):
    """WeasyPrint's libraries are not on this machine."""


@dataclass(frozen=True)
class Laid:
    """A paper as HTML, and what its file carries in its own description, where a signature covers it."""

    html: str
    carries: tuple[tuple[str, str], ...] = ()


def press(laid: Laid) -> bytes:
    """The document on paper; raises `NoPangoError` where Pango is missing."""
    weasyprint, styles, fonts, nothing = _press()

    def finish(document: Any, made: Any) -> None:
        settle(document, made)
        made.info.update({name: f"({said})" for name, said in laid.carries})

    with _quiet_collector():
        document = weasyprint.HTML(string=laid.html, url_fetcher=nothing)
        made: bytes = document.write_pdf(
            stylesheets=[styles], font_config=fonts, pdf_variant=ACCESSIBLE, pdf_tags=True, finisher=finish
        )
    return made


@cache
def _press() -> "tuple[ModuleType, CSS, FontConfiguration, URLFetcher]":
    """WeasyPrint, imported when first needed: without Pango its import raises OSError."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoPangoError from error

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


def end_with_parent() -> None:
    """For a process that presses for another: whoever is killed tells nobody, so each looks after its parent itself."""

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
