"""A long table is pressed in pieces, some at a time, and joined: its pages are numbered once it is known how many each piece has."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from django.template.loader import render_to_string

from reporting.renderers.press import Laid, press


def joined(title: str, pieces: Sequence[Path]) -> bytes:
    """One document of all pages, numbered as those of any form. Its structure is lost on the way: read aloud is its workbook."""
    with pikepdf.new() as whole:
        for piece in pieces:
            with pikepdf.open(piece) as part:
                whole.pages.extend(part.pages)
        _number(whole, title)
        whole.docinfo["/Title"] = pikepdf.String(title)
        whole.Root.Lang = pikepdf.String("vi")
        out = BytesIO()
        whole.save(out)
    return out.getvalue()


def _number(whole: pikepdf.Pdf, title: str) -> None:
    """Each page gets the number that an empty one has at its place."""
    blank = {
        "sheet": {"label": title},
        "body": "reporting/forms/blank.html",
        "pages": range(len(whole.pages)),
    }
    with pikepdf.open(BytesIO(press(Laid(render_to_string("reporting/print.html", blank))))) as numbers:
        for page, number in zip(whole.pages, numbers.pages, strict=True):
            page.add_overlay(number, None)
            if "/StructParents" in page:
                del page["/StructParents"]
