"""How figures and days stand on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cadres.templatetags import vietnamese
from config import clock


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("91.93"), "91,93"), (Decimal("1.20"), "1,2"), (0, "0"), (None, ""), ("", "")],
)
def test_a_figure_stands_with_a_decimal_comma(value, shown):
    assert vietnamese.so(value) == shown


def test_points_always_have_two_decimals():
    assert (vietnamese.diem(Decimal("100")), vietnamese.diem(None)) == ("100,00", "")


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567")]
)
def test_a_count_has_points_between_its_thousands(count, shown):
    assert vietnamese.dem(count) == shown


def test_an_instant_is_told_in_the_time_of_an_giang():
    late_in_utc = datetime(2026, 12, 24, 17, 3, tzinfo=UTC)
    assert vietnamese.ngay(late_in_utc) == "25/12/2026"
    assert vietnamese.luc(late_in_utc) == "00:03 ngày 25/12/2026"
    assert vietnamese.thu_ngay(late_in_utc) == "thứ Sáu, 25/12/2026"


def test_a_day_is_a_day_everywhere():
    assert (vietnamese.ngay(date(2026, 12, 5)), vietnamese.ngay(None)) == ("05/12/2026", "")


@pytest.mark.parametrize(
    ("closes_at", "told"),
    [
        (datetime(2026, 9, 26, tzinfo=clock.HERE), "hết thứ Sáu, 25/09/2026"),
        (datetime(2026, 9, 25, 17, tzinfo=UTC), "hết thứ Sáu, 25/09/2026"),
        (datetime(2026, 9, 24, 16, 30, tzinfo=clock.HERE), "16:30 thứ Năm, 24/09/2026"),
    ],
)
def test_a_window_is_told_by_its_last_moment(closes_at, told):
    assert vietnamese.han(closes_at) == told
