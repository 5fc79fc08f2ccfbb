"""What is unusual against a slow second implementation; ratios over three periods; intervals that overlap."""

from __future__ import annotations

from math import inf
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.analysis.signals import Basis, clear_difference, robust_z, three_period_ratio, unusual

NUMBERS = st.integers(-20, 20).map(float)
CHANGES = st.lists(NUMBERS, min_size=5, max_size=15)


def slow_z(value: float, sample: list[float]) -> float:
    centre = median(sample)
    spread = median(abs(each - centre) for each in sample)
    if spread:
        return 0.6745 * (value - centre) / spread
    mean = sum(abs(each - centre) for each in sample) / len(sample)
    if mean:
        return (value - centre) / (1.253314 * mean)
    return 0.0 if value == centre else inf if value > centre else -inf


@given(NUMBERS, CHANGES, CHANGES)
def test_unusual_agrees_with_the_slow_way(change: float, own: list[float], others: list[float]) -> None:
    assert robust_z(change, own) == pytest.approx(slow_z(change, own))
    expected = abs(slow_z(change, own[-10:])) > 3 and abs(slow_z(change, others)) > 3
    assert unusual(change, own, others, tells=True) == expected
    assert not unusual(change, own, others, tells=False)


@given(NUMBERS, CHANGES, st.permutations(range(5)))
def test_robust_z_does_not_depend_on_order(value: float, sample: list[float], order: list[int]) -> None:
    shuffled = [sample[index] for index in order] + sample[5:]
    assert robust_z(value, shuffled) == robust_z(value, sample)


@given(NUMBERS, CHANGES, st.integers(1, 9))
def test_robust_z_does_not_depend_on_the_unit(value: float, sample: list[float], unit: int) -> None:
    assert robust_z(value * unit, [each * unit for each in sample]) == pytest.approx(robust_z(value, sample))


def test_three_periods_are_pooled_not_averaged() -> None:
    assert three_period_ratio([1.0, 2.0, 3.0], [10.0, 10.0, 40.0], 100.0) == pytest.approx(10.0)
    assert three_period_ratio([1.0, None, 3.0], [10.0, 10.0, 40.0], 100.0) is None
    assert three_period_ratio([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 100.0) is None


def test_intervals_that_touch_are_not_apart() -> None:
    one, touching, apart = Basis(5, low=4, high=6), Basis(7, low=6, high=8), Basis(9, low=8.5, high=9.5)
    assert clear_difference(one, touching) is False
    assert clear_difference(one, apart) is True
    assert clear_difference(apart, one) is True
    assert clear_difference(one, Basis(7)) is None
