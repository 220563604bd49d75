from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.editions import AN_GIANG_2026
from regulation.weights import propose_weights, spread


@pytest.mark.clause("2.5/2", "PL2.LY.2")
@pytest.mark.parametrize(
    ("axes", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], {1: "30", 2: "15", 3: "10", 4: "5", 5: "5", 6: "5"}),
        ([4], {4: "70"}),
        ([1, 4], {1: "60", 4: "10"}),
        ([6, 4, 5, 4], {4: "23.34", 5: "23.33", 6: "23.33"}),
        ([1, 2], {1: "46.67", 2: "23.33"}),
        ([1, 2, 3, 4], {1: "35", 2: "17.5", 3: "11.67", 4: "5.83"}),
        ([], {}),
    ],
)
def test_what_is_left_is_spread_in_proportion(axes, expected):
    proposed = propose_weights(axes, AN_GIANG_2026)
    assert proposed == {axis: Decimal(points) for axis, points in expected.items()}
    assert list(proposed) == sorted(expected)


def test_an_axis_that_the_guideline_does_not_have_is_refused():
    with pytest.raises(KeyError):
        propose_weights([7], AN_GIANG_2026)


@given(st.sets(st.integers(1, 6), min_size=1))
def test_weights_always_add_up_to_seventy(axes):
    proposed = propose_weights(axes, AN_GIANG_2026)
    assert sum(proposed.values()) == 70
    assert proposed.keys() == axes
    assert min(proposed.values()) > 0
    assert all(-weight.as_tuple().exponent <= 2 for weight in proposed.values())


@pytest.mark.clause("2.5/2")
@given(st.sets(st.integers(1, 6), min_size=1))
def test_a_greater_maximum_never_weighs_less(axes):
    proposed = propose_weights(axes, AN_GIANG_2026)
    by_default = sorted(axes, key=lambda axis: (AN_GIANG_2026.axis(axis).default_max, proposed[axis]))
    assert [proposed[axis] for axis in by_default] == sorted(proposed.values())


@pytest.mark.parametrize(
    ("given_weights", "brought"),
    [
        ({1: 70}, {1: "70"}),
        ({1: 60, 4: 10}, {1: "60", 4: "10"}),
        ({1: 30, 2: 15}, {1: "46.67", 2: "23.33"}),
        ({4: 5, 5: 5, 6: 5}, {4: "23.34", 5: "23.33", 6: "23.33"}),
        ({1: 0, 4: 10}, {1: "0", 4: "70"}),
        ({1: 90, 2: 50}, {1: "45", 2: "25"}),
        ({1: 0, 2: 0}, {1: "0", 2: "0"}),
        ({}, {}),
    ],
)
def test_weights_are_brought_to_the_total_in_proportion(given_weights, brought):
    weights = {axis: Decimal(weight) for axis, weight in given_weights.items()}
    assert spread(weights, Decimal(70)) == {axis: Decimal(weight) for axis, weight in brought.items()}


@given(
    st.dictionaries(
        st.integers(1, 6), st.integers(1, 7000).map(lambda cents: Decimal(cents) / 100), min_size=1
    )
)
def test_what_is_spread_always_adds_up(weights):
    assert sum(spread(weights, Decimal(70)).values()) == 70
