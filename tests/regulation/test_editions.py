from decimal import Decimal

import pytest

from regulation.editions import AN_GIANG_2026, EDITIONS, edition_for
from regulation.quarters import Quarter
from regulation.vocabulary import Rating


@pytest.mark.clause("PL2.1.1", "PL2.1.2/2")
def test_the_maxima_make_a_hundred():
    edition = AN_GIANG_2026
    assert (edition.general_max, edition.task_max) == (30, 70)
    assert sum(criterion.max_points for criterion in edition.criteria) == edition.general_max
    assert sum(group.max_points for group in edition.criterion_groups) == edition.general_max
    assert sum(axis.default_max for axis in edition.axes) == edition.task_max


@pytest.mark.clause("1.2.2", "M03.B/1")
def test_the_axes_have_the_forms_maxima_and_wording():
    assert [axis.default_max for axis in AN_GIANG_2026.axes] == [30, 15, 10, 5, 5, 5]
    assert [axis.number for axis in AN_GIANG_2026.axes] == [1, 2, 3, 4, 5, 6]
    assert (
        AN_GIANG_2026.axis(1).form_title == "Thực hiện các mục tiêu và nhiệm vụ chính trị được giao (Trục 1)"
    )
    assert AN_GIANG_2026.axis(2).help_title.startswith("Hoàn thiện thể chế")


@pytest.mark.clause("0.1", "B4.1/1")
@pytest.mark.parametrize(
    ("total", "rating"),
    [
        ("100", Rating.EXCELLENT),
        ("90.00", Rating.EXCELLENT),
        ("89.99", Rating.GOOD),
        ("70.00", Rating.GOOD),
        ("69.99", Rating.COMPLETED),
        ("50.00", Rating.COMPLETED),
        ("49.99", Rating.NOT_COMPLETED),
        ("0", Rating.NOT_COMPLETED),
    ],
)
def test_thresholds_compare_with_the_printed_total(total, rating):
    assert AN_GIANG_2026.band(Decimal(total)) is rating


def test_the_default_factors_are_the_examples():
    edition = AN_GIANG_2026
    lists = (edition.quality_factors, edition.timeliness_factors, edition.leadership_factors)
    assert [[factor.value for factor in factors] for factors in lists] == [
        [Decimal(1), Decimal("0.75"), Decimal("1.2")]
    ] * 3


def test_shares_and_rates_are_percentages():
    edition = AN_GIANG_2026
    assert (edition.outstanding_share, edition.cap_rate, edition.cap_rate_documented) == (30, 20, 25)


@pytest.mark.parametrize("quarter", [Quarter(2026, 2), Quarter(2031, 4), Quarter(2026, 1)])
def test_the_one_edition_serves_every_quarter(quarter):
    assert edition_for(quarter) is AN_GIANG_2026


def test_editions_stand_in_the_order_of_time():
    assert [edition.since for edition in EDITIONS] == sorted(edition.since for edition in EDITIONS)
