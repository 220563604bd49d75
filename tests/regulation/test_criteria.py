import unicodedata
from decimal import Decimal

import pytest

from regulation.criteria import CRITERIA, CRITERION_GROUPS


@pytest.mark.clause("M01.I", "M03.A/1")
def test_there_are_seventeen_criteria_under_three_headings():
    assert [criterion.code for criterion in CRITERIA] == [
        *(f"1.{row}" for row in range(1, 10)),
        *(f"2.{row}" for row in range(1, 5)),
        *(f"3.{row}" for row in range(1, 5)),
    ]
    assert {int(criterion.code[0]) == criterion.group for criterion in CRITERIA} == {True}


@pytest.mark.clause("M03.A/1")
def test_the_headings_maxima_are_the_sums_of_their_criteria():
    sums = {
        group.number: sum(c.max_points for c in CRITERIA if c.group == group.number)
        for group in CRITERION_GROUPS
    }
    assert sums == {1: Decimal(18), 2: Decimal(4), 3: Decimal(8)}
    assert [group.max_points for group in CRITERION_GROUPS] == [18, 4, 8]


def test_the_scanners_slips_are_mended():
    words = " ".join(criterion.text for criterion in CRITERIA)
    assert "không đê " not in words
    assert "không để gia đình" in words
    assert "  " not in words
    assert words == unicodedata.normalize("NFC", words)
    assert all(criterion.text.endswith(".") for criterion in CRITERIA)
