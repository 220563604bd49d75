"""A stored rating as the word of a narrow column, or as the law's own value."""

from django import template

from evaluation.core.tells.moved import to_follow
from evaluation.core.tells.ratings import INITIALS, SHAPES
from regulation.vocabulary import Rating

register = template.Library()


@register.filter
def rating(value: str) -> Rating | str:
    """The Rating of a stored value; empty where nobody has rated."""
    return Rating(value) if value else ""


@register.filter
def muc(value: str) -> str:
    """Xuất sắc, Tốt, Hoàn thành, Không hoàn thành, or a dash."""
    return Rating(value).short if value else "–"


@register.filter
def tat(value: str) -> str:
    """XS, T, HT, KHT or a dash: for a column of many levels."""
    return INITIALS[Rating(value)] if value else "–"


@register.filter
def shape(rating: Rating) -> str:
    """◆, ●, ▲ or ■."""
    return SHAPES[rating]


register.filter("to_follow", to_follow)
