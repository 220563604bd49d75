from datetime import date

import pytest

from regulation.checks.moved import ended, moved_since
from regulation.facts import Moved
from regulation.quarters import Quarter
from regulation.vocabulary import Level, Severity

FOURTH = Quarter(2026, 4)
MOVED = Moved("Trưởng phòng, Phường Mới", date(2026, 12, 15), ("đơn vị công tác", "chức vụ"))
LATER = Moved("Trưởng phòng, Phường Mới", date(2026, 12, 30))


@pytest.mark.clause("7.b")
def test_posts_that_the_dossier_does_not_have_block_until_it_has_followed(make_facts):
    (found,) = moved_since(make_facts(quarter=FOURTH, moves=(MOVED,)))
    assert found.sentence == (
        "Từ ngày 15/12/2026 giữ chức vụ Trưởng phòng, Phường Mới: đơn vị công tác, chức vụ ghi trong hồ sơ không còn đúng."
    )
    assert (found.severity, found.level, found.clause.code) == (Severity.BLOCK, Level.NATIONAL, "7.b")
    assert found.lifted_by == (
        "Đưa hồ sơ theo cán bộ đến nơi giữ chức vụ, do cơ quan tham mưu về công tác tổ chức cán bộ thực hiện."
    )


@pytest.mark.clause("7.e")
def test_whoever_moved_and_then_left_for_good_is_not_rated_where_they_were_before(make_facts):
    (found,) = moved_since(make_facts(quarter=FOURTH, moves=(MOVED,), left_on=date(2026, 12, 20)))
    assert found.severity is Severity.BLOCK
    assert found.lifted_by == (
        "Ghi kết thúc hồ sơ kèm ngày, văn bản, do cơ quan tham mưu về công tác tổ chức cán bộ thực hiện."
    )


def test_a_move_after_the_evaluation_date_is_only_told(make_facts):
    (found,) = moved_since(make_facts(quarter=FOURTH, moves=(LATER,)))
    assert found.sentence == (
        "Từ ngày 30/12/2026 giữ chức vụ Trưởng phòng, Phường Mới: sau thời điểm đánh giá, xếp loại, thuộc quý tiếp theo."
    )
    assert found.severity is Severity.INFO


def test_whoever_stayed_passes(make_facts):
    facts = make_facts(quarter=FOURTH)
    assert list(moved_since(facts)) == []
    assert moved_since.said.passing(facts) == (
        "Đơn vị, chức vụ, diện quản lý trong hồ sơ đúng với bổ nhiệm đến ngày 29/12/2026."
    )
    assert moved_since.said.passing(make_facts()).endswith("ngày 29/06/2026.")


def test_the_table_names_post_day_and_what_is_untrue(make_facts):
    assert moved_since.said.table(make_facts(moves=(MOVED, LATER))).rows == (
        ("Trưởng phòng, Phường Mới", "15/12/2026", "đơn vị công tác, chức vụ"),
        ("Trưởng phòng, Phường Mới", "30/12/2026", "–"),
    )


@pytest.mark.clause("7.e")
def test_whoever_holds_no_post_any_more_is_not_rated_unless_a_reason_is_given(make_facts):
    (found,) = ended(make_facts(left_on=date(2026, 12, 16)))
    assert found.sentence == "Theo bổ nhiệm, từ ngày 16/12/2026 không còn giữ chức vụ nào."
    assert (found.severity, found.level, found.clause.code) == (Severity.WARN, Level.ASSUMPTION, "7.e")
    assert found.lifted_by == (
        "Ghi kết thúc hồ sơ kèm ngày, văn bản, do cơ quan tham mưu về công tác tổ chức cán bộ thực hiện; "
        "hoặc lý do vẫn đánh giá, do người lập danh sách xếp loại ghi."
    )
    assert list(ended(make_facts())) == []
