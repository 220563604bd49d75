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
    """One sign a quarter: a rating, "-" set aside, "?" not yet decided, " " without a dossier."""
    found, quarter = [], start
    for sign in signs:
        if sign != " ":
            found.append(QuarterResult(quarter, RATINGS.get(sign), None, sign == "-"))
        quarter = quarter.next()
    return found


def year(signs, start=FIRST, rounds=POLICY):
    return assess_year(2026, results(signs, start), rounds)


def runs(verdict):
    return [" ".join(str(quarter) for quarter in run) for run in verdict.runs]


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
        # Deferred and exempt quarters are skipped, however many.
        ("F-Fg", Quarter(2026, 1), ["2026-1 2026-3"]),
        ("F----F", Quarter(2025, 2), ["2025-2 2026-3"]),
        ("-F--", Quarter(2026, 1), []),
        # A quarter still open parts: its rating may yet come between. So does one whose dossier may yet come.
        ("F?Fg", Quarter(2026, 1), []),
        ("F Fg", Quarter(2026, 1), []),
        ("FF?F", Quarter(2026, 1), ["2026-1 2026-2"]),
    ],
)
def test_consecutive_failed_quarters_are_listed_for_replacement(signs, start, expected):
    verdict = year(signs, start)
    assert (runs(verdict), verdict.to_replace) == (expected, bool(expected))


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("signs", "start", "running", "expected"),
    [
        ("F F", Quarter(2026, 1), Quarter(2026, 4), ["2026-1 2026-3"]),
        ("F F", Quarter(2026, 1), Quarter(2026, 3), ["2026-1 2026-3"]),
        ("F F", Quarter(2026, 1), Quarter(2026, 2), []),  # the round runs: a dossier may still be opened
        ("F  F", Quarter(2026, 1), Quarter(2026, 3), []),
        ("F    F", Quarter(2025, 1), Quarter(2026, 3), ["2025-1 2026-2"]),
        ("F -F", Quarter(2026, 1), Quarter(2026, 4), ["2026-1 2026-4"]),
        ("F gF", Quarter(2026, 1), Quarter(2026, 4), []),
        ("F?F", Quarter(2026, 1), Quarter(2026, 4), []),  # a dossier long overdue is still to be decided
    ],
)
def test_a_quarter_that_passed_without_a_dossier_parts_no_failures(signs, start, running, expected):
    assert runs(year(signs, start, Rounds(running))) == expected


def test_replacement_names_its_quarters_and_its_clause():
    finding, bar = year("gF-F").findings
    assert (finding.code, finding.clause.code, finding.level) == ("replace", "5", Level.NATIONAL)
    assert (finding.severity, bar.code) == (Severity.INFO, "year-bar")
    assert finding.sentence == (
        "Xếp loại “Không hoàn thành nhiệm vụ” 02 quý liên tiếp (Quý II/2026 và Quý IV/2026): "
        "thuộc diện thực hiện ngay việc thay thế."
    )


@pytest.mark.clause("5.2/1")
@pytest.mark.parametrize(
    ("signs", "start", "expected"),
    [
        ("F F", Quarter(2025, 3), ["2025-3 2026-1"]),
        ("F?F", Quarter(2025, 3), ["2025-3 2026-1"]),
        ("FFF", Quarter(2025, 3), ["2025-3 2025-4 2026-1"]),  # once rated, it counts
        ("FgF", Quarter(2025, 3), []),
        ("F F", Quarter(2026, 1), []),  # any other quarter is to be rated
    ],
)
def test_where_the_fourth_quarter_is_left_to_the_year_it_is_skipped(signs, start, expected):
    assert runs(year(signs, start, WITHOUT_FOURTH)) == expected


def test_each_year_goes_by_its_own_policy():
    running = Quarter(2025, 3)
    later = Rounds(running, {2026: NO_FOURTH})
    earlier = Rounds(running, {2025: NO_FOURTH, 2026: Policy()})
    assert runs(year("F F", Quarter(2025, 3), later)) == []
    assert runs(year("F F", Quarter(2025, 3), earlier)) == ["2025-3 2026-1"]


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


ratings = st.none() | st.sampled_from(Rating)
histories = st.lists(
    st.builds(QuarterResult, st.just(Quarter(2026, 1)), ratings, ratings, st.booleans()), max_size=12
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
