from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.numbers import (
    decimals,
    half_up,
    less_than,
    more_than,
    parse_decimal,
    percent,
    plain,
    told_percent,
    vn,
)

amounts = st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=4)
counts = st.integers(0, 10**5)
shares = st.decimals(min_value=0, max_value=100, allow_nan=False, places=2)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("88.465", 2, "88.47"),
        ("61.925", 2, "61.93"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("0.33335", 4, "0.3334"),
        ("1", 2, "1.00"),
    ],
)
def test_a_half_is_rounded_up(value, places, expected):
    assert str(half_up(Decimal(value), places)) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("6.7", "7.7", "87.01"),
        ("6.85", "7.7", "88.96"),
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("1", "8000", "0.01"),
        ("1", "20000", "0.01"),
        ("0.4999999999", "10000", "0.00"),
        ("0", "5", "0.00"),
        ("3", "0", "0.00"),
        ("15", "10", "150.00"),
    ],
)
def test_a_ratio_is_a_percentage_with_two_decimals(part, whole, expected):
    assert str(percent(Decimal(part), Decimal(whole))) == expected


def test_a_ratio_is_not_rounded_twice():
    just_below_the_half = Decimal("0.0000" + "4" + "9" * 40)
    assert percent(just_below_the_half, Decimal(1)) == 0


@pytest.mark.parametrize(
    ("part", "whole", "limit", "told"),
    [
        (2746, 3923, "70", "69,997"),
        (7, 10, "70", "70"),
        (19_999_999, 20_000_000, "70", "99,999995"),
        (1, 60_000, "70", "0,002"),
        (2, 3, "66.67", "66,667"),
        (2, 3, "70", "66,67"),
        (0, 5, "70", "0"),
        (3, 0, "70", "0"),
        (15, 10, "70", "150"),
    ],
)
def test_a_share_is_never_told_as_a_figure_that_it_only_comes_near(part, whole, limit, told):
    assert vn(told_percent(part, whole, Decimal(limit))) == told


@given(counts, counts.filter(bool), shares)
def test_what_is_told_of_a_share_never_contradicts_its_comparison_with_the_limit(part, whole, limit):
    told = told_percent(part, whole, limit)
    assert (told < limit, told > limit) == (less_than(part, whole, limit), more_than(part, whole, limit))


@given(amounts, amounts.filter(bool))
def test_a_ratio_is_within_half_a_hundredth_of_the_quotient(part, whole):
    distance = percent(part, whole) * whole - 100 * part
    assert -whole / 200 < distance <= whole / 200


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("1.20", None, "1,2"),
        ("100", None, "100"),
        ("1E+2", None, "100"),
        ("0.0001", None, "0,0001"),
        ("-0.0", None, "0"),
        ("91.93", 2, "91,93"),
        ("70", 2, "70,00"),
        ("88.465", 2, "88,47"),
        (28, None, "28"),
    ],
)
def test_figures_are_written_with_a_decimal_comma(value, places, expected):
    assert vn(Decimal(value), places) == expected


@pytest.mark.parametrize(("value", "expected"), [("1.2000", "1.2"), ("1E+2", "100"), ("0.50", "0.5")])
def test_a_plain_figure_has_no_needless_decimals(value, expected):
    assert str(plain(Decimal(value))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,2", "1.2"), ("1.2", "1.2"), (" 100 ", "100"), ("-3,5", "-3.5"), ("+4", "4"), ("-0", "0")],
)
def test_both_decimal_marks_are_read(text, expected):
    assert str(parse_decimal(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "1.234,5",
        "1,234.5",
        "NaN",
        "inf",
        "1e3",
        "1_000",
        "١٢",
        "１",
        ",5",
        "5,",
        "--1",
        "0x1",
        "9" * 81,
    ],
)
def test_what_is_not_plainly_a_number_is_refused(text):
    with pytest.raises(ValueError, match="phải là một số"):
        parse_decimal(text)


@pytest.mark.parametrize(
    ("text", "bounds", "message"),
    [
        ("1,23456", {}, "có nhiều nhất 4 chữ số thập phân"),
        ("1,234", {"places": 2}, "có nhiều nhất 2 chữ số thập phân"),
        ("-1", {"minimum": Decimal(0)}, "không được nhỏ hơn 0"),
        ("2,5", {"maximum": Decimal("2.4")}, "không được lớn hơn 2,4"),
    ],
)
def test_bounds_are_told_in_vietnamese(text, bounds, message):
    with pytest.raises(ValueError, match=message):
        parse_decimal(text, **bounds)


def test_the_bounds_themselves_are_allowed():
    assert parse_decimal("2", minimum=Decimal(2), maximum=Decimal(2)) == 2


@given(amounts)
def test_what_is_written_is_read_back(amount):
    assert parse_decimal(vn(amount)) == amount


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text):
    try:
        number = parse_decimal(text)
    except ValueError:
        return
    assert number.is_finite()


@pytest.mark.parametrize(
    ("number", "expected"), [("1", 0), ("1E+5", 0), ("1.20", 2), ("1E-7", 7), ("NaN", 0)]
)
def test_decimals_are_counted_as_written(number, expected):
    assert decimals(Decimal(number)) == expected
