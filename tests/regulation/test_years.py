from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.policy import Policy
from regulation.quarters import Quarter
from regulation.vocabulary import Level, Rating, Severity
from regulation.years import QuarterResult, Rounds, assess_year

FAILED, COMPLETED, GOOD, EXCELLENT = Rating.NOT_COMPLETED, Rating.COMPLETED, Rating.GOOD, Rating.EXCELLENT
FIRST = Quarter(2026, 1)
NO_FOURTH = Policy(rates_fourth_quarter=False)
POLICY = Rounds(running=FIRST)
WITHOUT_FOURTH = Rounds(FIRST, dict.fromkeys((2024, 2025, 2026), NO_FOURTH))
PAST = Rounds(running=Quarter(2027, 1))
RATINGS = {"F": FAILED, "c": COMPLETED, "g": GOOD, "x": EXCELLENT}


def results(signs, start=FIRST):
    """One sign a quarter: a rating, "-" deferred, "e" exempt, "?" not yet decided, " " without a dossier."""
    found, quarter = [], start
    for sign in signs:
        if sign != " ":
            found.append(QuarterResult(quarter, RATINGS.get(sign), None, sign in "-e", sign == "-"))
        quarter = quarter.next()
    return found


def year(signs, start=FIRST, rounds=POLICY):
    return assess_year(2026, results(signs, start), rounds)


def runs(verdict):
    return named(verdict.runs)


def named(stretches):
    return [" ".join(map(str, run)) for run in stretches]


def test_a_good_year_says_nothing():
    verdict = year("gxcg")
    assert (verdict.findings, verdict.limit, verdict.to_replace) == ((), None, False)


@pytest.mark.clause("1.1.2", "2.3/1", "5.2/1")
def test_a_year_has_four_quarters_whatever_is_known():
    first = QuarterResult(Quarter(2026, 1), GOOD)
    verdict = assess_year(2026, [first], POLICY)
    assert verdict.quarters == (first, *(QuarterResult(Quarter(2026, number)) for number in (2, 3, 4)))


def test_a_year_of_which_nothing_is_known_says_nothing():
    verdict = assess_year(2026, [], POLICY)
    assert (verdict.findings, verdict.proposed_excellent, len(verdict.awaited)) == ((), 0, 4)


@pytest.mark.clause("5.1")
@pytest.mark.parametrize("signs", ["Fxxx", "xFxx", "xxFx", "xxxF", "F???"])
def test_one_failed_quarter_bars_the_year_from_excellent(signs):
    verdict = year(signs)
    (finding,) = verdict.findings
    assert (finding.code, finding.clause.code, finding.level) == ("year-bar", "5", Level.NATIONAL)
    assert (finding.severity, finding.limit, verdict.limit) == (Severity.LIMIT, GOOD, GOOD)


def test_the_bar_names_the_quarters_in_one_sentence():
    *_, bar = year("FFxF").findings
    assert bar.sentence == (
        "Quý I/2026, Quý II/2026 và Quý IV/2026 xếp loại “Không hoàn thành nhiệm vụ”: "
        "cả năm 2026 không xếp loại “Hoàn thành xuất sắc nhiệm vụ”."
    )


def test_a_failed_quarter_of_another_year_bars_nothing():
    assert year("Fgggg", Quarter(2025, 4)).limit is None
    assert year("ggggF").limit is None


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("signs", "start", "expected"),
    [
        ("FgFg", Quarter(2026, 1), []),
        ("gFFg", Quarter(2026, 1), ["2026-2 2026-3"]),
        ("FFFg", Quarter(2026, 1), ["2026-1 2026-2 2026-3"]),
        ("FFFF", Quarter(2026, 1), ["2026-1 2026-2 2026-3 2026-4"]),
        # Over the turn of the year; what ended before it stands on the year before.
        ("FF", Quarter(2025, 4), ["2025-4 2026-1"]),
        ("FFg", Quarter(2025, 3), []),
        ("FFgFF", Quarter(2025, 4), ["2025-4 2026-1", "2026-3 2026-4"]),
        # The year after is not looked at.
        ("gggFF", Quarter(2026, 1), []),
        # Nothing but the calendar's next quarter follows on: not over a deferred, an exempt, a missing one.
        ("F-Fg", Quarter(2026, 1), []),
        ("FeFg", Quarter(2026, 1), []),
        ("F--FF", Quarter(2025, 3), ["2026-2 2026-3"]),
        # A quarter still open parts: its rating may yet come between.
        ("F?Fg", Quarter(2026, 1), []),
        ("F Fg", Quarter(2026, 1), []),
        ("FF?F", Quarter(2026, 1), ["2026-1 2026-2"]),
    ],
)
def test_consecutive_failed_quarters_are_listed_for_replacement(signs, start, expected):
    verdict = year(signs, start)
    assert (runs(verdict), verdict.to_replace) == (expected, bool(expected))


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("running", [FIRST, Quarter(2026, 2), Quarter(2026, 4), Quarter(2027, 1)])
@pytest.mark.parametrize("between", [1, 2, 4, 13])
def test_a_quarter_without_a_dossier_ends_the_run_whether_its_round_has_passed_or_not(running, between):
    start = Quarter(2026, 3)
    for _ in range(between + 1):
        start = start.previous()
    assert runs(year("F" + " " * between + "F", start, Rounds(running))) == []


@pytest.mark.clause("5.3")
def test_the_third_quarter_of_one_year_and_the_first_of_years_later_are_not_consecutive():
    failed = [QuarterResult(Quarter(2026, 3), FAILED), QuarterResult(Quarter(2030, 1), FAILED)]
    assert assess_year(2030, failed, Rounds(Quarter(2030, 2))).runs == ()


@pytest.mark.clause("5.3", "7.d")
@pytest.mark.parametrize(
    ("signs", "start", "apart", "at_once"),
    [
        ("F-Fg", Quarter(2026, 1), ["2026-1 2026-3"], []),
        ("F-F", Quarter(2025, 4), ["2025-4 2026-2"], []),  # over the turn of the year
        ("F----F", Quarter(2025, 2), ["2025-2 2026-3"], []),
        ("FF-F", Quarter(2026, 1), ["2026-1 2026-2 2026-4"], ["2026-1 2026-2"]),
        ("F-eF", Quarter(2026, 1), [], []),
        ("F- F", Quarter(2026, 1), [], []),
        ("F-?F", Quarter(2026, 1), [], []),
        ("F-gF", Quarter(2026, 1), [], []),
        ("-F--", Quarter(2026, 1), [], []),
        ("F-Fg", Quarter(2025, 1), [], []),  # it ended the year before
    ],
)
def test_failures_that_only_a_deferral_parts_are_listed_apart(signs, start, apart, at_once):
    verdict = year(signs, start)
    assert (named(verdict.apart), runs(verdict)) == (apart, at_once)
    assert (verdict.to_weigh, verdict.to_replace) == (bool(apart) and not at_once, bool(at_once))


def test_what_is_listed_apart_says_which_quarters_and_that_somebody_competent_is_to_say():
    finding, bar = year("F--F").findings
    assert (finding.code, finding.clause.code, finding.level) == ("replace", "5", Level.ASSUMPTION)
    assert (finding.severity, bar.code) == (Severity.INFO, "year-bar")
    assert finding.sentence == (
        "Xếp loại “Không hoàn thành nhiệm vụ” Quý I/2026 và Quý IV/2026; giữa các quý đó, Quý II/2026 và Quý III/2026 "
        "chưa đánh giá (Mục 7.d). Hướng dẫn không nêu như vậy có phải là 02 quý liên tiếp hay không: cấp có thẩm quyền "
        "xem xét, quyết định việc thay thế."
    )


def test_replacement_names_its_quarters_and_its_clause():
    finding, bar = year("gFFg").findings
    assert (finding.code, finding.clause.code, finding.level) == ("replace", "5", Level.NATIONAL)
    assert (finding.severity, bar.code) == (Severity.INFO, "year-bar")
    assert finding.sentence == (
        "Xếp loại “Không hoàn thành nhiệm vụ” 02 quý liên tiếp (Quý II/2026 và Quý III/2026): "
        "thuộc diện thực hiện ngay việc thay thế."
    )


@pytest.mark.clause("5.2/1", "5.3")
@pytest.mark.parametrize(
    ("signs", "expected"),
    [("F F", []), ("F?F", []), ("FFF", ["2025-3 2025-4 2026-1"]), ("FgF", [])],
)
def test_a_fourth_quarter_left_to_the_year_parts_like_any_other_and_counts_once_rated(signs, expected):
    assert runs(year(signs, Quarter(2025, 3), WITHOUT_FOURTH)) == expected


def test_each_year_goes_by_its_own_policy():
    running = Quarter(2025, 3)
    assert year("ggg", rounds=Rounds(running, {2026: NO_FOURTH, 2025: Policy()})).awaited == ()
    assert year("ggg", rounds=Rounds(running, {2025: NO_FOURTH})).awaited == (Quarter(2026, 4),)


@pytest.mark.parametrize(
    ("signs", "policy", "awaited"),
    [
        ("g?-", POLICY, [2, 4]),
        ("g?-", WITHOUT_FOURTH, [2]),
        ("gggg", POLICY, []),
        (" ", POLICY, [1, 2, 3, 4]),
        (" ", PAST, []),
        ("g?", PAST, [2]),
        (" ?", Rounds(Quarter(2026, 3)), [2, 3, 4]),
    ],
)
def test_what_is_still_to_be_rated_is_awaited(signs, policy, awaited):
    assert year(signs, rounds=policy).awaited == tuple(Quarter(2026, number) for number in awaited)


@pytest.mark.clause("5.2/2")
def test_quarters_proposed_as_excellent_are_counted_whatever_was_decided():
    quarters = [
        QuarterResult(Quarter(2025, 4), EXCELLENT, EXCELLENT),
        QuarterResult(Quarter(2026, 1), EXCELLENT, EXCELLENT),
        QuarterResult(Quarter(2026, 2), GOOD, EXCELLENT),
        QuarterResult(Quarter(2026, 3), EXCELLENT, GOOD),
    ]
    assert assess_year(2026, quarters, POLICY).proposed_excellent == 2


@pytest.mark.clause("5.1", "5.3")
def test_a_decision_taken_up_again_stays_in_force_and_whatever_rests_on_it_says_so():
    first, second = (QuarterResult(Quarter(2026, number), FAILED) for number in (1, 2))
    verdict = assess_year(2026, [first, replace(second, reopened=True)], POLICY)
    assert (runs(verdict), verdict.limit) == (["2026-1 2026-2"], GOOD)
    told = "Quý II/2026 đang được mở lại để xem xét: quyết định trước còn hiệu lực đến khi có quyết định mới."
    assert [finding.sentence.endswith(f" {told}") for finding in verdict.findings] == [True, True]
    settled = assess_year(2026, [first, second], POLICY)
    assert [told in finding.sentence for finding in settled.findings] == [False, False]


@pytest.mark.clause("5.3", "7.d")
def test_what_is_listed_apart_says_so_too():
    failed = [QuarterResult(Quarter(2026, number), FAILED, reopened=number == 3) for number in (1, 3)]
    deferred = QuarterResult(Quarter(2026, 2), set_aside=True, deferred=True)
    apart, bar = assess_year(2026, [*failed, deferred], POLICY).findings
    assert ["Quý III/2026 đang được mở lại" in found.sentence for found in (apart, bar)] == [True, True]


ratings = st.none() | st.sampled_from(Rating)
histories = st.lists(
    st.builds(QuarterResult, st.just(Quarter(2026, 1)), ratings, ratings, st.booleans(), st.booleans()),
    max_size=12,
).map(
    lambda found: [
        replace(result, quarter=Quarter(2024 + n // 4, 1 + n % 4)) for n, result in enumerate(found)
    ]
)
policies = st.sampled_from([POLICY, WITHOUT_FOURTH, PAST])


@given(histories, policies, st.integers(2024, 2026), st.integers(1, 4))
def test_another_failed_quarter_never_lifts(history, policy, of, number):
    failed = QuarterResult(Quarter(of, number), FAILED)
    before = assess_year(2026, history, policy)
    after = assess_year(2026, [*history, failed], policy)
    assert after.to_replace >= before.to_replace
    assert {quarter for run in before.runs for quarter in run} <= {q for run in after.runs for q in run}
    assert (after.limit or EXCELLENT).rank <= (before.limit or EXCELLENT).rank


@given(st.data(), histories, policies)
def test_the_order_in_which_quarters_come_does_not_matter(data, history, policy):
    shuffled = data.draw(st.permutations(history))
    assert assess_year(2026, shuffled, policy) == assess_year(2026, history, policy)


@given(histories, policies)
def test_a_year_is_barred_exactly_when_a_quarter_of_it_failed(history, policy):
    verdict = assess_year(2026, history, policy)
    assert (verdict.limit is GOOD) == any(result.failed for result in verdict.quarters)
