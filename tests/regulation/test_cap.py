from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.cap import Allowance, Tally, allowance, count_ratings
from regulation.vocabulary import CapBase, Rating

TWENTY, TWENTY_FIVE = Decimal(20), Decimal(25)
BEST_FIRST = (Rating.GOOD, Rating.COMPLETED, Rating.NOT_COMPLETED)

lists = st.fixed_dictionaries({rating: st.integers(0, 60) for rating in Rating})


def counts(excellent: int = 0, good: int = 0, completed: int = 0) -> dict[Rating, int]:
    return {Rating.EXCELLENT: excellent, Rating.GOOD: good, Rating.COMPLETED: completed}


def half_up_by_hand(rate: int, base: int) -> int:
    """rate % of the base in whole numbers, no decimals anywhere."""
    return (2 * rate * base + 100) // 200


@pytest.mark.clause("6.1.2")
@pytest.mark.parametrize(
    ("rate", "n", "allowed"),
    [
        *[(20, n, 0) for n in (0, 1, 2)],
        *[(20, n, 1) for n in range(3, 8)],
        *[(20, n, 2) for n in range(8, 13)],
        *[(20, n, 3) for n in range(13, 18)],
        (25, 1, 0),
        (25, 2, 1),
        (25, 10, 3),
    ],
)
def test_the_share_is_rounded_half_up(rate, n, allowed):
    found = allowance(counts(good=n), CapBase.GOOD_OR_BETTER, Decimal(rate))
    assert (found.base_count, found.allowed) == (n, allowed)


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (CapBase.GOOD_OR_BETTER, Allowance(used=2, allowed=2, base_count=10, left=0, over=False)),
        (CapBase.GOOD_ONLY, Allowance(used=2, allowed=2, base_count=8, left=0, over=False)),
        (CapBase.ALL_RATED, Allowance(used=2, allowed=4, base_count=20, left=2, over=False)),
    ],
)
def test_each_base_counts_its_own_people(base, expected):
    assert allowance(counts(2, 8, 10), base, TWENTY) == expected


def test_left_is_what_may_still_be_raised_with_the_cap_kept_afterwards():
    # Of 8 Tốt, 20 % are 1,6: two. Once two are raised, six are left, of whom 20 % are 1,2: one.
    assert allowance(counts(good=8), CapBase.GOOD_ONLY, TWENTY).allowed == 2
    assert allowance(counts(good=8), CapBase.GOOD_ONLY, TWENTY).left == 1


def test_nobody_jumps_over_a_better_one_so_that_the_base_grows():
    # Raising a "Hoàn thành" past the two Tốt would make the base 3 and allow one.
    assert allowance(counts(good=2, completed=5), CapBase.GOOD_OR_BETTER, TWENTY).left == 0


def test_a_list_over_its_cap_has_nothing_left():
    found = allowance(counts(3, 2), CapBase.GOOD_OR_BETTER, TWENTY)
    assert found == Allowance(used=3, allowed=1, base_count=5, left=0, over=True)


def test_missing_ratings_count_as_none():
    assert allowance({}, CapBase.ALL_RATED, TWENTY) == Allowance(0, 0, 0, 0, over=False)


@pytest.mark.parametrize("rate", ["0.2", "0", "-20", "101"])
def test_a_rate_that_is_no_percentage_is_refused(rate):
    with pytest.raises(ValueError, match="từ 1 đến 100 %"):
        allowance({}, CapBase.ALL_RATED, Decimal(rate))


@pytest.mark.parametrize("rate", [TWENTY, TWENTY_FIVE])
@pytest.mark.parametrize("base", CapBase)
def test_left_agrees_with_trying_every_number_up_to_300(base, rate):
    for n in range(301):
        given_counts = counts(good=n - n // 3, completed=n // 3)
        found = allowance(given_counts, base, rate)
        assert found.left == brute_force_left(given_counts, base, int(rate))


@pytest.mark.parametrize("rate", [TWENTY, TWENTY_FIVE])
@pytest.mark.parametrize("base", CapBase)
def test_allowed_and_over_agree_with_whole_numbers_up_to_300(base, rate):
    for n in range(301):
        for excellent in {0, n // 5, n // 4, n // 2, n}:
            given_counts = counts(
                excellent, good=(n - excellent) // 2, completed=n - excellent - (n - excellent) // 2
            )
            people = [rating for rating in Rating for _ in range(given_counts.get(rating, 0))]
            expected = half_up_by_hand(int(rate), base_by_hand(people, base))
            found = allowance(given_counts, base, rate)
            assert (found.allowed, found.over) == (expected, excellent > expected)


def brute_force_left(given_counts: dict[Rating, int], base: CapBase, rate: int) -> int:
    people = [rating for rating in Rating for _ in range(given_counts.get(rating, 0))]
    excellent = given_counts.get(Rating.EXCELLENT, 0)
    kept = 0
    for raised in range(1, len(people) - excellent + 1):
        ratings = [Rating.EXCELLENT] * (excellent + raised) + people[excellent + raised :]
        if excellent + raised <= half_up_by_hand(rate, base_by_hand(ratings, base)):
            kept = raised
    return kept


def base_by_hand(ratings: list[Rating], base: CapBase) -> int:
    if base is CapBase.ALL_RATED:
        return len(ratings)
    excellent, good = ratings.count(Rating.EXCELLENT), ratings.count(Rating.GOOD)
    return good if base is CapBase.GOOD_ONLY else excellent + good


@given(lists, st.sampled_from(CapBase), st.sampled_from([TWENTY, TWENTY_FIVE]))
def test_left_agrees_with_trying_every_number_for_any_list(given_counts, base, rate):
    assert allowance(given_counts, base, rate).left == brute_force_left(given_counts, base, int(rate))


@given(lists, st.sampled_from(CapBase))
def test_a_document_for_a_higher_rate_never_takes_any_away(given_counts, base):
    usual, documented = allowance(given_counts, base, TWENTY), allowance(given_counts, base, TWENTY_FIVE)
    assert documented.allowed >= usual.allowed
    assert documented.left >= usual.left


def test_a_tally_judges_by_two_bases():
    tally = Tally(counts(2, 6), TWENTY)
    assert (tally.blocking.over, tally.blocking.allowed) == (False, 2)
    assert (tally.warning.over, tally.warning.allowed) == (True, 1)


def test_rows_not_yet_rated_are_not_counted():
    assert count_ratings([Rating.GOOD, None, Rating.EXCELLENT, Rating.GOOD]) == {
        Rating.EXCELLENT: 1,
        Rating.GOOD: 2,
        Rating.COMPLETED: 0,
        Rating.NOT_COMPLETED: 0,
    }
