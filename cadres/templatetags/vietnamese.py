"""How figures and days stand on a page."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django import template

from cadres import vietnamese
from config.clock import HERE
from regulation.numbers import vn

register = template.Library()
register.filter(vietnamese.lowfirst)

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@register.filter
def so(value: Decimal | None, places: int | None = None) -> str:
    """A figure with a decimal comma: 91.93 → 91,93; 1.20 → 1,2."""
    return "" if value in (None, "") else vn(value, places)  # a template says "" of what is missing


@register.filter
def diem(value: Decimal | None) -> str:
    """Points and percentages: always two decimals."""
    return so(value, 2)


@register.filter
def dem(count: int) -> str:
    """How many, with a point between thousands: 100.000. Points and percentages never reach them."""
    return f"{count:,}".replace(",", ".")


@register.filter
def nang(size: int) -> str:
    """How much a file weighs: 12 KB, 1,4 MB, 100 MB; a megabyte is 1,024 KB, as systems show it."""
    kilobytes = Decimal(size) / 1024
    if kilobytes < 1000:
        return f"{vn(max(kilobytes, Decimal(1)), 0)} KB"
    return f"{vn((kilobytes / 1024).quantize(Decimal('0.1')))} MB"


@register.filter
def ngay(value: date | datetime | None) -> str:
    """25/12/2026, in An Giang's time."""
    if value is None:
        return ""
    local = value.astimezone(HERE) if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"


@register.filter
def luc(value: datetime | None) -> str:
    """14:03 ngày 25/12/2026."""
    return "" if value is None else f"{value.astimezone(HERE):%H:%M} ngày {ngay(value)}"


@register.filter
def thu_ngay(value: date | datetime) -> str:
    """thứ Sáu, 25/12/2026."""
    local = value.astimezone(HERE) if isinstance(value, datetime) else value
    return f"{WEEKDAYS[local.weekday()]}, {ngay(local)}"


@register.filter
def han(closes_at: datetime) -> str:
    """A window by its last moment, as people say it: "hết thứ Sáu, 25/09/2026" for one that closes on the 26th at 00:00."""
    local = closes_at.astimezone(HERE)
    if local.time() == time():
        return f"hết {thu_ngay(local - timedelta(days=1))}"
    return f"{local:%H:%M} {thu_ngay(local)}"
