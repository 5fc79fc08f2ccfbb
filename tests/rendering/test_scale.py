"""Axes and label places hold for all inputs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.rendering.scale import number_axis, spread, time_ticks

VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), min_size=1, max_size=30)


@given(VALUES, st.booleans())
def test_the_axis_holds_every_value_and_ends_at_ticks(values: list[float], from_zero: bool) -> None:
    axis = number_axis(values, from_zero=from_zero)
    slack = (axis.high - axis.low) * 1e-9
    assert axis.low - slack <= min(values)
    assert max(values) <= axis.high + slack
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)
    assert 2 <= len(axis.ticks) <= 12
    assert not from_zero or axis.low <= 0 <= axis.high


def test_ticks_need_no_more_decimals_than_the_axis_says() -> None:
    axis = number_axis([0.0, 11.0])
    assert axis.ticks == (0.0, 2.5, 5.0, 7.5, 10.0, 12.5)
    assert axis.decimals == 1


def test_equal_values_still_have_an_axis() -> None:
    assert number_axis([5.0, 5.0]).high >= 5.0
    assert number_axis([0.0]).high > 0.0
    assert number_axis([]).ticks


@given(st.lists(st.floats(0, 240), min_size=1, max_size=8))
def test_labels_keep_their_distance_and_stay_inside(wanted: list[float]) -> None:
    placed = spread(wanted, 16.0, 0.0, 240.0)
    ordered = sorted(placed)
    assert all(b - a >= 16.0 - 1e-6 for a, b in pairwise(ordered))
    assert ordered[0] >= -1e-6
    assert ordered[-1] <= 240.0


def test_months_over_many_years_are_marked_by_years() -> None:
    days = [date(y, m, 1) for y in range(2006, 2024) for m in range(1, 13)]
    ticks, years = time_ticks(days, 6)
    assert years
    assert len(ticks) <= 6
    assert all((d.month, d.day) == (1, 1) for d in ticks)
    assert ticks[-1] == date(2023, 1, 1)


def test_a_few_months_are_marked_by_months() -> None:
    ticks, years = time_ticks([date(2023, m, 1) for m in range(1, 9)], 4)
    assert not years
    assert ticks[-1] == date(2023, 8, 1)
