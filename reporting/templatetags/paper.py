"""How quantities stand on the official forms."""

from decimal import Decimal

from django import template

from reporting.sheets.parts import quantity

register = template.Library()


@register.filter
def so_luong(value: Decimal) -> str:
    """Two digits, as the guideline prints them: 01."""
    return quantity(value)
