from decimal import Decimal

import pytest

from regulation.cap import Tally
from regulation.checks.lists import cap, over_cap, summary
from regulation.vocabulary import Rating, Severity


def tally(excellent: int, good: int, rate: int = 20) -> Tally:
    return Tally({Rating.EXCELLENT: excellent, Rating.GOOD: good}, Decimal(rate))


@pytest.mark.clause("M04-06.6")
@pytest.mark.parametrize(
    ("rating", "ground", "blocked"),
    [
        (Rating.EXCELLENT, "", True),
        (Rating.EXCELLENT, "  \n", True),
        (Rating.EXCELLENT, "Vượt mức yêu cầu.", False),
        (Rating.NOT_COMPLETED, "", True),
        (Rating.NOT_COMPLETED, "Thiếu 01 báo cáo.", False),
        (Rating.GOOD, "", False),
        (Rating.COMPLETED, "", False),
        (None, "", False),
    ],
)
def test_the_best_and_the_worst_rating_need_their_written_ground(make_facts, rating, ground, blocked):
    found = list(summary(make_facts(rating=rating, summary=ground)))
    assert [finding.blocks for finding in found] == [True] * blocked


def test_the_missing_ground_is_told_with_the_rating(make_facts):
    (found,) = summary(make_facts(rating=Rating.EXCELLENT))
    assert found.sentence == "Mức “Hoàn thành xuất sắc nhiệm vụ” chưa có tóm tắt căn cứ, cơ sở lý do."
    assert found.clause.code == "M04-06"


@pytest.mark.clause("6.1.1/1")
def test_a_list_over_its_cap_is_stopped_with_the_sum_behind_it():
    (found,) = over_cap(tally(2, 5))
    assert found.sentence == (
        "Danh sách có 2 người xếp loại Xuất sắc, được nhiều nhất 1 (20 % của 7: số người xếp loại Tốt và Xuất sắc)."
    )
    assert (found.severity, found.clause.code) == (Severity.BLOCK, "6.1")


def test_a_list_over_the_narrower_base_is_warned():
    (found,) = over_cap(tally(2, 6))
    assert found.sentence == (
        "Danh sách có 2 người xếp loại Xuất sắc, được nhiều nhất 1 (20 % của 6: số người xếp loại Tốt)."
    )
    assert found.severity is Severity.WARN


@pytest.mark.parametrize(("excellent", "good"), [(0, 0), (0, 9), (1, 4), (2, 8)])
def test_a_list_within_its_cap_has_no_finding(excellent, good):
    assert list(over_cap(tally(excellent, good))) == []


@pytest.mark.clause("6.1.1/1")
def test_a_document_for_25_percent_lifts_it():
    assert [finding.severity for finding in over_cap(tally(3, 9))] == [Severity.BLOCK]
    assert [finding.severity for finding in over_cap(tally(3, 9, rate=25))] == [Severity.WARN]


def test_a_persons_facts_carry_the_list_where_it_is_judged_too(make_facts):
    assert list(cap(make_facts())) == []
    assert list(cap(make_facts(tally=tally(2, 5)))) == list(over_cap(tally(2, 5)))


# --- how they are said -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Xét khi mức xếp loại được đề xuất, quyết định trên danh sách."),
        ({"rating": Rating.GOOD}, "Mức đã chọn không đòi hỏi tóm tắt căn cứ."),
        ({"rating": Rating.EXCELLENT, "summary": "Vượt mức."}, "Đã có tóm tắt căn cứ."),
    ],
)
def test_the_written_ground_is_told_to_be_there_or_not_needed(make_facts, fields, told):
    assert summary.said.passing(make_facts(**fields)) == told


@pytest.mark.parametrize(("rating", "asked"), [(None, "Được xét"), (Rating.GOOD, "Đã xét")])
def test_the_cap_is_told_to_be_the_lists(make_facts, rating, asked):
    assert cap.said.passing(make_facts(rating=rating)) == (
        f"{asked} khi chốt danh sách: tỷ lệ tính cho cả danh sách, không cho từng người."
    )
