"""A QR code as SVG: a drawing of text, knowing no rows."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str, label: str) -> SafeString:
    """Dark on nothing, with a quiet zone; sized by the style sheet."""
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="sheet-qr", lineclass=None, title=label)
    return mark_safe(drawn)  # noqa: S308 - segno writes numbers and escapes the label
