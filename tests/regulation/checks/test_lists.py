from decimal import Decimal
from typing import Any

import pytest

from regulation.cap import Tally
from regulation.checks.lists import cap, over_cap, summary
from regulation.vocabulary import Rating, Severity


def tally(excellent: int, good: int, rate: int = 20, **given: Any) -> Tally:
    return Tally({Rating.EXCELLENT: excellent, Rating.GOOD: good}, Decimal(rate), **given)


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


@pytest.mark.clause("6.1.1/1")
def test_a_list_that_gives_nobody_xuat_sac_is_never_stopped_and_names_whom_it_leaves_above_the_cap():
    (found,) = over_cap(tally(1, 0, earlier=("Trần Thị Bé",)))
    assert (found.severity, found.code, found.clause.code) == (Severity.WARN, "cap", "6.1")
    assert found.sentence == (
        "Danh sách không xếp loại Xuất sắc thêm cho ai; 1 người đã được xếp loại Xuất sắc từ trước (Trần Thị Bé) vượt "
        "tỷ lệ. Danh sách có 1 người xếp loại Xuất sắc, được nhiều nhất 0 (20 % của 1: số người xếp loại Tốt và Xuất sắc)."
    )
    assert found.lifted_by.endswith("hoặc mở lại hồ sơ của những người đó để xem xét.")


@pytest.mark.clause("6.1.1/1")
@pytest.mark.parametrize(
    ("excellent", "good", "earlier", "effect"),
    [
        (2, 5, ("A",), Severity.BLOCK),  # one more than there was
        (2, 5, ("A", "B"), Severity.WARN),
        (2, 6, ("A", "B"), Severity.WARN),  # above the narrower base alone
        (2, 6, ("A",), Severity.WARN),
    ],
)
def test_only_a_new_xuat_sac_above_the_cap_stops_a_list(excellent, good, earlier, effect):
    assert [found.severity for found in over_cap(tally(excellent, good, earlier=earlier))] == [effect]


@pytest.mark.clause("6.1.1/1")
@pytest.mark.parametrize(
    ("earlier", "binding", "spared"),
    [(("A", "B"), True, True), (("A",), True, False), (("A", "B"), False, False)],
)
def test_the_cap_spares_a_list_that_it_would_have_stopped(earlier, binding, spared):
    counted = tally(2, 5, earlier=earlier, binding=binding)
    assert (counted.spares, counted.stops) == (spared, binding and not spared)
    assert not tally(2, 6, earlier=("A", "B")).spares  # within the cap there is nothing to spare


@pytest.mark.clause("6.1.1/1")
def test_a_list_that_proposes_above_the_cap_is_asked_why():
    (found,) = over_cap(tally(2, 5, binding=False))
    assert (found.severity, found.sentence) == (
        Severity.WARN,
        "Danh sách có 2 người xếp loại Xuất sắc, được nhiều nhất 1 (20 % của 7: số người xếp loại Tốt và Xuất sắc).",
    )


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
