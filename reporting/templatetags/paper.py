"""How quantities stand on the official forms."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from reporting.renderers.qr import qr
from reporting.sheets.parts import quantity

register = template.Library()


@register.filter
def so_luong(value: Decimal) -> str:
    """Two digits, as the guideline prints them: 01."""
    return quantity(value)


@register.filter
def ma_qr(url: str) -> SafeString:
    """The address as a code that a telephone reads."""
    return qr(url, f"Mã QR đối chiếu: {url}")
