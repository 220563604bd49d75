from dataclasses import fields
from decimal import Decimal

import pytest

from regulation.editions import AN_GIANG_2026
from regulation.policy import ASSUMPTIONS, Policy, argued, check_scale
from regulation.vocabulary import CapBase, Quorum, Severity


def test_the_values_in_force_before_anybody_set_any():
    policy = Policy()
    assert policy.outstanding_share == AN_GIANG_2026.outstanding_share
    assert (policy.cap_rate, policy.cap_document) == (AN_GIANG_2026.cap_rate, "")
    assert (policy.block_base, policy.warn_base) == (CapBase.GOOD_OR_BETTER, CapBase.GOOD_ONLY)
    assert (policy.warns_late_task, policy.warns_head_above_unit, policy.rates_fourth_quarter) == (True,) * 3


def test_a_rating_without_the_collectives_result_asks_for_a_reason_or_is_forbidden():
    assert Policy().unit_unknown is Severity.WARN
    with pytest.raises(ValueError, match="cần giải trình, hoặc chưa thể chuyển bước"):
        Policy(unit_unknown=Severity.INFO)


def test_a_proposal_above_the_cap_asks_for_a_reason_or_is_forbidden():
    assert Policy().proposal_cap is Severity.WARN
    with pytest.raises(ValueError, match="Khi danh sách đề xuất vượt tỷ lệ"):
        Policy(proposal_cap=Severity.LIMIT)


def test_a_policy_is_made_of_stored_words_and_what_they_do_not_name_is_as_by_default():
    assert Policy.of({"warn_base": "all_rated", "unit_unknown": "block"}) == Policy(
        warn_base=CapBase.ALL_RATED, unit_unknown=Severity.BLOCK
    )
    assert Policy.of({}) == Policy()


@pytest.mark.parametrize("share", ["-0.01", "100.01"])
def test_a_share_that_is_no_percentage_is_refused(share):
    with pytest.raises(ValueError, match="phải từ 0 đến 100 %"):
        Policy(outstanding_share=Decimal(share))


@pytest.mark.parametrize("share", [0, 30, 100])
def test_a_province_may_set_any_share(share):
    assert Policy(outstanding_share=Decimal(share)).outstanding_share == share


@pytest.mark.parametrize("rate", ["0", "15", "20.01", "24", "30"])
def test_the_cap_is_20_or_25_percent(rate):
    with pytest.raises(ValueError, match="Tỷ lệ Xuất sắc là 20 %, hoặc 25 %"):
        Policy(cap_rate=Decimal(rate), cap_document="Công văn số 1")


@pytest.mark.parametrize("document", ["", "  \n"])
def test_25_percent_need_their_document(document):
    with pytest.raises(ValueError, match="Tỷ lệ 25 % cần số và ngày của văn bản"):
        Policy(cap_rate=Decimal(25), cap_document=document)


def test_25_percent_with_their_document_are_allowed():
    policy = Policy(cap_rate=Decimal(25), cap_document="Công văn số 1-CV/TU ngày 01/6/2026")
    assert policy.cap_rate == AN_GIANG_2026.cap_rate_documented


def test_every_assumption_is_a_value_of_the_policy_with_its_title_and_reason():
    names = [assumption.name for assumption in ASSUMPTIONS]
    assert set(names) == {field.name for field in fields(Policy)} - {"cap_rate", "cap_document"}
    assert len(set(names)) == len(names)
    assert all(assumption.title and assumption.reason.endswith(".") for assumption in ASSUMPTIONS)


@pytest.mark.parametrize("days", [0, 31])
@pytest.mark.parametrize("name", ["petition_days", "petition_answer_days"])
def test_a_petition_has_its_days_within_reason(name, days):
    with pytest.raises(ValueError, match="từ 1 đến 30 ngày làm việc"):
        Policy(**{name: days})


def scale(*factors: str) -> list[tuple[Decimal, str]]:
    return [(Decimal(factor), f"bậc {row}") for row, factor in enumerate(factors)]


@pytest.mark.parametrize(
    "factors",
    [("1",), ("1", "0.75", "1.2"), ("0", "1.00", "2"), ("1", ".1", ".2", ".3", ".4", ".5", ".6", ".7")],
)
def test_a_scale_with_the_met_step_is_usable(factors):
    assert check_scale(scale(*factors)) is None


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (scale("1", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8"), "nhiều nhất 8 bậc"),
        (scale(), "phải có bậc hệ số 1"),
        (scale("0.75", "1.2"), "phải có bậc hệ số 1"),
        (scale("1", "-0.01"), "phải từ 0 đến 2"),
        (scale("1", "2.01"), "phải từ 0 đến 2"),
        (scale("1", "0.755"), "nhiều nhất 2 chữ số thập phân"),
        (scale("1", "1.0"), "chỉ dùng một lần"),
        ([(Decimal(1), "đạt"), (Decimal("0.5"), " đạt ")], "chỉ dùng một lần"),
        ([(Decimal(1), "  ")], "cách ghi bằng lời"),
    ],
)
def test_a_scale_that_cannot_be_used_is_refused(steps, message):
    with pytest.raises(ValueError, match=message):
        check_scale(steps)


def test_a_value_that_the_province_set_is_not_argued_for_as_if_it_were_ours():
    default, changed = Policy(), Policy(outstanding_share=Decimal(40))
    assert argued(default, "outstanding_share").startswith("Mục 2.3 đòi hỏi")
    assert argued(changed, "outstanding_share").startswith("Tỉnh đã đặt khác mặc định; ")
    assert argued(changed, "warns_late_task") == argued(default, "warns_late_task")
    assert argued(changed, "cap_rate") == ""


@pytest.mark.parametrize(
    ("quorum", "needed"),
    [
        (Quorum.MAJORITY, [1, 1, 2, 2, 3, 3, 4, 4]),
        (Quorum.TWO_THIRDS, [1, 1, 2, 2, 3, 4, 4, 5]),
        (Quorum.THREE_QUARTERS, [1, 1, 2, 3, 3, 4, 5, 6]),
    ],
)
def test_a_quorum_is_reckoned_up_and_a_council_of_nobody_has_none(quorum, needed):
    assert [quorum.needed(members) for members in range(8)] == needed


def test_a_council_needs_two_thirds_unless_the_province_says_otherwise():
    assert Policy().council_quorum is Quorum.TWO_THIRDS
    assert Policy.of({"council_quorum": "majority"}).council_quorum is Quorum.MAJORITY
