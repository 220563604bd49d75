from decimal import Decimal

import pytest

from regulation.checks.points import band
from regulation.facts import AxisFacts
from regulation.vocabulary import Rating, Severity


@pytest.mark.clause("0.1", "B4.1/1")
@pytest.mark.parametrize(
    ("total", "limit", "sentence"),
    [
        (
            "90.00",
            None,
            "Tổng điểm 90,00, đạt từ 90 điểm: khung điểm của mức “Hoàn thành xuất sắc nhiệm vụ”.",
        ),
        (
            "89.99",
            Rating.GOOD,
            "Tổng điểm 89,99, đạt từ 70 điểm: khung điểm của mức “Hoàn thành tốt nhiệm vụ”.",
        ),
        (
            "69.99",
            Rating.COMPLETED,
            "Tổng điểm 69,99, đạt từ 50 điểm: khung điểm của mức “Hoàn thành nhiệm vụ”.",
        ),
        (
            "49.99",
            Rating.NOT_COMPLETED,
            "Tổng điểm 49,99, dưới 50 điểm: khung điểm của mức “Không hoàn thành nhiệm vụ”.",
        ),
    ],
)
def test_the_points_give_the_band(make_facts, make_task, total, limit, sentence):
    all_done = AxisFacts(1, weight=Decimal(total) - 30, tasks=(make_task(),))
    (found,) = band(make_facts(all_done))
    assert (found.limit, found.sentence) == (limit, sentence)
    assert found.severity is (Severity.INFO if limit is None else Severity.LIMIT)
    assert found.clause.code == "366.11"


def test_the_bands_are_shown_and_where_the_points_stand(worked_facts):
    assert band.said.table(worked_facts).rows == (
        ("Hoàn thành xuất sắc nhiệm vụ", "từ 90 điểm", "91,93 điểm"),
        ("Hoàn thành tốt nhiệm vụ", "từ 70 điểm", "–"),
        ("Hoàn thành nhiệm vụ", "từ 50 điểm", "–"),
        ("Không hoàn thành nhiệm vụ", "dưới 50 điểm", "–"),
    )


def test_points_below_every_band_are_shown_there_too(make_facts):
    assert band.said.table(make_facts(ensured={"1.1": False})).rows[-1] == (
        "Không hoàn thành nhiệm vụ",
        "dưới 50 điểm",
        "28,00 điểm",
    )
