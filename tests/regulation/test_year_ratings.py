from dataclasses import replace

import pytest

from regulation.cap import Tally, count_ratings
from regulation.policy import Policy
from regulation.quarters import Quarter
from regulation.runs import QuarterResult
from regulation.vocabulary import Rating, Severity
from regulation.year_ratings import RULES, Candidate, YearFacts, passed_over, places
from regulation.years import Rounds, assess_year

FAILED, COMPLETED, GOOD, EXCELLENT = Rating.NOT_COMPLETED, Rating.COMPLETED, Rating.GOOD, Rating.EXCELLENT
RATINGS = {"F": FAILED, "c": COMPLETED, "g": GOOD, "x": EXCELLENT}
PAST = Rounds(Quarter(2027, 1))
NO_FOURTH = Rounds(Quarter(2026, 4), {2026: Policy(rates_fourth_quarter=False)})


def year(signs, rounds=PAST, **values):
    """One sign a quarter: a rating, "-" set aside, "r" Tốt and taken up again, "?" open, " " without a dossier."""
    results = [result(Quarter(2026, number), sign) for number, sign in enumerate(signs, 1) if sign != " "]
    rates = rounds.rates(Quarter(2026, 4))
    return YearFacts(assess_year(2026, results, rounds), **{"rates_fourth": rates} | values)


def result(quarter, sign):
    rating = GOOD if sign == "r" else RATINGS.get(sign)
    return QuarterResult(quarter, rating, rating, set_aside=sign == "-", reopened=sign == "r")


def codes(facts):
    return [finding.code for finding in facts.findings]


def blocks(facts):
    return [finding.sentence for finding in facts.blocks]


@pytest.mark.clause("5.1")
def test_a_failed_quarter_limits_the_year_to_good_and_another_does_not():
    assert year("xxxF").highest_permitted is GOOD
    assert year("cccc").highest_permitted is EXCELLENT


@pytest.mark.clause("5.1")
def test_a_rating_above_the_highest_permitted_blocks_whatever_is_written():
    facts = year("xxxF", rating=EXCELLENT, ground="Nhiều thành tích", reason="Đề nghị")
    assert blocks(facts) == ["“Xuất sắc” cao hơn mức cao nhất được phép “Tốt”."]
    assert blocks(replace(facts, rating=GOOD)) == []


@pytest.mark.parametrize(
    ("signs", "suggested"),
    [
        ("xxxx", EXCELLENT),
        ("xxxg", EXCELLENT),
        ("xxgg", GOOD),
        ("xgcc", COMPLETED),
        ("xxxF", GOOD),
        ("FFFx", FAILED),
        ("  xg", GOOD),
        ("-xxg", EXCELLENT),
        ("   c", COMPLETED),
        ("----", None),
    ],
)
def test_what_more_than_half_of_the_rated_quarters_reached_is_suggested(signs, suggested):
    assert year(signs).suggested is suggested


def test_a_rating_other_than_the_suggested_says_why():
    facts = year("gggg", rating=COMPLETED)
    assert blocks(facts) == ["“Hoàn thành” khác mức gợi ý “Tốt”, cần ghi lý do."]
    assert blocks(replace(facts, reason="Theo ý kiến tập thể")) == []


def test_a_row_without_a_rating_blocks():
    assert blocks(year("gggg")) == ["Chưa chọn mức xếp loại."]


@pytest.mark.clause("5.2/1")
def test_a_quarter_that_is_still_to_be_decided_is_waited_for():
    facts = year("gg?g", rating=GOOD)
    assert blocks(facts) == ["Quý III/2026 chưa có quyết định xếp loại."]
    assert (facts.is_ready, year("gggg").is_ready) == (False, True)


@pytest.mark.clause("5.2/1")
def test_before_the_last_quarter_no_year_is_rated():
    facts = year("ggg ", NO_FOURTH, rating=GOOD, fourth="Hoàn thành", begun=False)
    assert blocks(facts) == ["Quý cuối chưa đến: chưa xếp loại được."]


@pytest.mark.clause("5.2/1")
def test_where_the_fourth_quarter_is_not_rated_by_itself_its_result_is_written():
    facts = year("ggg ", NO_FOURTH, rating=GOOD)
    assert blocks(facts) == ["Quý IV không xếp loại riêng, chưa ghi kết quả thực hiện nhiệm vụ Quý IV."]
    assert blocks(replace(facts, fourth="Hoàn thành 12/12 nhiệm vụ")) == []


@pytest.mark.parametrize("signs", ["gggg", "ggg-"])
def test_a_fourth_quarter_that_was_rated_or_set_aside_owes_no_result(signs):
    assert year(signs, NO_FOURTH).owes_fourth is False


@pytest.mark.parametrize("rating", [EXCELLENT, FAILED])
def test_excellent_and_failed_need_their_ground(rating):
    facts = year("gggg", rating=rating, reason="Có")
    assert blocks(facts) == [f"Mức “{rating.short}” chưa ghi căn cứ."]
    assert blocks(replace(facts, ground="Thành tích")) == []


@pytest.mark.clause("3.3.2")
def test_who_is_bound_to_no_quarter_is_rated_by_what_is_written_alone():
    facts = year("----", unbound=True, rating=EXCELLENT)
    assert blocks(facts) == ["Không đánh giá hằng quý, chưa ghi căn cứ xếp loại của thời gian này."]
    assert codes(replace(facts, ground="Dự đủ các kỳ họp")) == []
    assert year("---?", NO_FOURTH, unbound=True).owes_fourth is False


def test_a_decision_taken_up_again_warns_and_is_answered():
    facts = year("gggr", rating=GOOD)
    assert [one.sentence for one in facts.warnings] == ["Quý IV/2026 đang được mở lại để xem xét."]
    assert blocks(facts) == ["Chưa giải trình: Quý IV/2026 đang được mở lại để xem xét."]
    assert blocks(replace(facts, answer="Không ảnh hưởng")) == []


def test_a_year_on_which_no_quarter_speaks_is_not_rated_but_by_a_written_fourth_one():
    assert blocks(year("----", rating=GOOD)) == [
        "Không quý nào trong năm được xếp loại: chưa có căn cứ xếp loại năm."
    ]
    assert codes(year("---?", rating=GOOD)) == ["year-awaited"]
    assert codes(year("--- ", NO_FOURTH, rating=GOOD, fourth="Hoàn thành")) == []
    assert [year(signs).is_ready for signs in ("----", "---g")] == [False, True]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_year_without_any_fault_is_passed_by_every_rule(rule):
    assert list(rule(year("gggg", rating=GOOD))) == []


@pytest.mark.clause("5.2/2")
def test_more_quarters_proposed_excellent_come_first_and_equal_ones_share_a_place():
    assert places([2, 4, 2, 0]) == [2, 1, 2, 4]


def tally(excellent, good):
    return Tally(count_ratings([EXCELLENT] * excellent + [GOOD] * good), 20)


@pytest.mark.clause("5.2/2")
def test_who_has_more_such_quarters_and_is_passed_over_is_named_where_none_is_left():
    people = [Candidate("An", 1, True), Candidate("Bình", 3, False), Candidate("Chi", 1, False)]
    (found,) = passed_over(people, tally(1, 4))
    assert (found.severity, found.sentence) == (
        Severity.WARN,
        "Tỷ lệ Xuất sắc đã hết; An (1 quý được đề xuất Xuất sắc) được xếp loại Xuất sắc, còn Bình (3 quý) có số quý được đề "
        "xuất nhiều hơn.",
    )


@pytest.mark.parametrize(
    ("people", "counted"),
    [
        ([Candidate("An", 1, True), Candidate("Bình", 3, False)], tally(1, 9)),
        ([Candidate("Bình", 3, False)], tally(0, 1)),
        ([Candidate("An", 3, True), Candidate("Bình", 3, False)], tally(1, 4)),
    ],
    ids=["one is left", "none is given", "equal"],
)
def test_nobody_is_passed_over_where_one_is_left_none_given_or_all_are_equal(people, counted):
    assert list(passed_over(people, counted)) == []
