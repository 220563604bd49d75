"""Exact figures: rounded half up, once, and written the Vietnamese way."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

# Wide enough that no product of figures the edges let in is ever rounded on the way.
EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
HUNDRED = Decimal(100)
ZERO = Decimal(0)
ONE = Decimal(1)

_DECIMAL = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_LONGEST = 80


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """The value with so many decimals, a half going away from zero (never banker's rounding)."""
    return value.quantize(_unit(places), rounding=ROUND_HALF_UP, context=EXACT)


@cache
def _unit(places: int) -> Decimal:
    return ONE.scaleb(-places)


def percent(part: Decimal, whole: Decimal, places: int = 2) -> Decimal:
    """part ÷ whole in %, with two decimals (or `places`), half up; 0 where there is no whole.

    The quotient is never formed: a rounded quotient rounded again could go astray. Both are ≥ 0.
    """
    if whole <= 0:
        return ZERO.scaleb(-places)
    double = EXACT.multiply(part, Decimal(200).scaleb(places))
    whole_units = EXACT.divide_int(EXACT.add(double, whole), EXACT.multiply(whole, Decimal(2)))
    return whole_units.scaleb(-places, context=EXACT)


def less_than(part: Decimal | int, whole: Decimal | int, share: Decimal) -> bool:
    """Whether part ÷ whole is less than so many %: compared exactly, never by a rounded percentage."""
    return EXACT.multiply(Decimal(part), HUNDRED) < EXACT.multiply(share, Decimal(whole))


def more_than(part: Decimal | int, whole: Decimal | int, share: Decimal) -> bool:
    """Whether part ÷ whole is more than so many %, exactly."""
    return EXACT.multiply(Decimal(part), HUNDRED) > EXACT.multiply(share, Decimal(whole))


def told_percent(part: Decimal | int, whole: Decimal | int, limit: Decimal = HUNDRED) -> Decimal:
    """part ÷ whole in %, for a sentence: two decimals, and more where fewer would show what it is not.

    2746 of 3923 are 69,997 % and not 70 %: neither a whole percentage nor the `limit` that was asked is shown for a share
    that only comes near it.
    """
    part, whole, places = Decimal(part), Decimal(whole), 2
    shown = percent(part, whole, places)
    while whole > 0 and shown in (limit, shown.to_integral_value()) and _is_rounded(shown, part, whole):
        places += 1
        shown = percent(part, whole, places)
    return shown


def _is_rounded(shown: Decimal, part: Decimal, whole: Decimal) -> bool:
    return less_than(part, whole, shown) or more_than(part, whole, shown)


def plain(value: Decimal) -> Decimal:
    """The same value without needless decimals and without an exponent: 1.2000 is 1.2, 1E+2 is 100."""
    return Decimal(_digits(value))


def vn(value: Decimal | int, places: int | None = None) -> str:
    """The figure as Vietnamese forms print it: 91,93; without `places` as many decimals as needed."""
    number = Decimal(value)
    text = _digits(number) if places is None else f"{half_up(number, places):f}"
    return text.replace(".", ",")


def parse_decimal(
    text: str, *, places: int = 4, minimum: Decimal | None = None, maximum: Decimal | None = None
) -> Decimal:
    """Read "1,2" or "1.2"; ValueError, in Vietnamese, for anything that could be read in two ways."""
    written = text.strip()
    if len(written) > _LONGEST or not _DECIMAL.fullmatch(written):
        raise ValueError("phải là một số, phần thập phân sau dấu phẩy")
    number = EXACT.plus(Decimal(written.replace(",", ".")))  # plus: "-0" is 0
    if decimals(number) > places:
        raise ValueError(f"có nhiều nhất {places} chữ số thập phân")
    if minimum is not None and number < minimum:
        raise ValueError(f"không được nhỏ hơn {vn(minimum)}")
    if maximum is not None and number > maximum:
        raise ValueError(f"không được lớn hơn {vn(maximum)}")
    return number


def decimals(number: Decimal) -> int:
    """How many decimals a finite number is written with."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _digits(number: Decimal) -> str:
    text = f"{EXACT.plus(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
