"""Rank, size, change and trend against slow second implementations, and properties."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.slow import theil_sen
from yhdyspinta.analysis.comparison import SizeClass, change, middle, rank, same_size, size_class
from yhdyspinta.analysis.trend import Direction, trend
from yhdyspinta.domain.indicator import MeasureKind, Polarity

NUMBERS = st.integers(-50, 50).map(float)
MAYBE = st.one_of(st.none(), NUMBERS)
RANKED = st.sampled_from([Polarity.HIGHER_IS_BETTER, Polarity.HIGHER_IS_WORSE])


@given(st.dictionaries(st.text(min_size=1, max_size=3), MAYBE, max_size=20), RANKED)
def test_rank_counts_those_that_are_better(values: dict[str, float | None], polarity: Polarity) -> None:
    ranks = rank(values, polarity)
    known = {area: value for area, value in values.items() if value is not None}
    assert ranks.keys() == known.keys()
    for area, value in known.items():
        better = [other for other in known.values() if (other > value if polarity is Polarity.HIGHER_IS_BETTER else other < value)]
        assert (ranks[area].place, ranks[area].n) == (len(better) + 1, len(known))


@given(st.lists(MAYBE, min_size=1, max_size=16), st.lists(st.integers(1, 3), min_size=16, max_size=16))
def test_trend_agrees_with_the_slow_way(values: list[float | None], gaps: list[int]) -> None:
    times = [float(sum(gaps[: index + 1])) for index in range(len(values))]
    points = [(time, value) for time, value in zip(times, values, strict=True) if value is not None][-10:]
    found = trend(times, values)
    if len(points) < 5:
        assert found is None
        return
    assert found is not None
    slopes = [theil_sen([time for time, _ in some], [value for _, value in some]) for some in leave_one_out(points)]
    assert found.slope == pytest.approx(theil_sen([time for time, _ in points], [value for _, value in points]))
    assert found.n == len(points)
    up = found.slope > 0 and all(slope > 0 for slope in slopes)
    down = found.slope < 0 and all(slope < 0 for slope in slopes)
    assert found.direction == (Direction.UP if up else Direction.DOWN if down else Direction.NONE)


def leave_one_out(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    return [points[:left] + points[left + 1 :] for left in range(len(points))]


@given(st.lists(NUMBERS, min_size=5, max_size=10))
def test_a_series_turned_round_turns_its_trend(values: list[float]) -> None:
    times = [float(index) for index in range(len(values))]
    one, other = trend(times, values), trend(times, [-value for value in values])
    assert one is not None
    assert other is not None
    assert one.slope == -other.slope
    assert {one.direction, other.direction} in ({Direction.UP, Direction.DOWN}, {Direction.NONE})


def test_one_outlier_does_not_make_a_direction() -> None:
    found = trend([1, 2, 3, 4, 5, 6], [5, 5, 5, 5, 5, 90])
    assert found is not None
    assert found.direction is Direction.NONE


def test_areas_of_the_same_size_hold_the_area_itself() -> None:
    residents = {"A": 4_000.0, "B": 4_999.0, "C": 5_000.0, "D": None, "E": 100.0}
    assert same_size("A", "KU", residents) == ("A", "B", "E")
    assert same_size("C", "KU", residents) == ("C",)
    assert same_size("D", "KU", residents) == ()


def test_every_number_of_residents_has_one_class() -> None:
    classes = [size_class("KU", residents) for residents in range(0, 60_000, 7)]
    changes = [(before, after) for before, after in itertools.pairwise(classes) if before is not after]
    assert [after for _, after in changes] == [SizeClass.FROM_5_000, SizeClass.FROM_20_000, SizeClass.OVER_50_000]


@given(NUMBERS, NUMBERS)
def test_change_there_and_back(now: float, before: float) -> None:
    there, back = change(now, before, MeasureKind.COUNT), change(before, now, MeasureKind.COUNT)
    assert there is not None
    assert back is not None
    assert there.absolute == -back.absolute
    assert (there.percent is None) == (before <= 0)


def test_the_middle_of_known_values() -> None:
    assert middle([3.0, None, 1.0, 2.0]) == 2.0
    assert middle([None]) is None
