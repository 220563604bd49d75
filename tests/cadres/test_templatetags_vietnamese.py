"""How figures stand on a page."""

from decimal import Decimal

import pytest

from cadres.templatetags.vietnamese import diem, so


@pytest.mark.parametrize("missing", [None, ""])
def test_a_figure_that_is_not_there_is_shown_as_nothing(missing):
    """A template hands a filter "" where a name leads nowhere."""
    assert [so(missing), diem(missing)] == ["", ""]


def test_figures_have_a_decimal_comma_and_points_two_decimals():
    assert [so(Decimal("1.20")), diem(Decimal("91.9")), so(0)] == ["1,2", "91,90", "0"]
