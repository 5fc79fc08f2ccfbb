"""A small line shows shape: it stays inside its box, breaks at gaps, and is not drawn of too little."""

from __future__ import annotations

import re
from datetime import date

import pytest

from yhdyspinta.rendering.spark import HEIGHT, WIDTH, spark

YEARS = [date(year, 1, 1) for year in range(2010, 2020)]


def places(path: str) -> list[tuple[str, float, float]]:
    return [(kind, float(x), float(y)) for kind, x, y in re.findall(r"([ML])([\d.]+) ([\d.]+)", path)]


def test_the_line_rises_with_the_values_and_stays_inside():
    line = spark([(day, float(number)) for number, day in enumerate(YEARS)], "2010", "2019", 365)
    assert line is not None
    found = places(line.path)
    assert [kind for kind, _, _ in found] == ["M"] + ["L"] * 9
    heights = [y for _, _, y in found]
    assert heights == sorted(heights, reverse=True)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for _, x, y in found)
    assert (line.x, line.y) == found[-1][1:]


def test_a_missing_year_breaks_the_line():
    values = [1.0, 2.0, None, 3.0, 2.0, 4.0]
    line = spark(list(zip(YEARS, values, strict=False)), "2010", "2015", 365)
    assert line is not None
    assert [kind for kind, _, _ in places(line.path)] == ["M", "L", "M", "L", "L"]


@pytest.mark.parametrize("values", [[], [1.0], [1.0, None, 2.0]])
def test_too_little_is_not_drawn(values):
    assert spark(list(zip(YEARS, values, strict=False)), "", "", 365) is None


def test_a_level_line_lies_in_the_middle():
    line = spark([(day, 5.0) for day in YEARS], "2010", "2019", 365)
    assert line is not None
    assert {y for _, _, y in places(line.path)} == {HEIGHT / 2}
