"""Figures of editions, recomputed from the archived bytes by other code."""

from __future__ import annotations

import random

import pytest

from tests.pictures.second import Second
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.environment import Environment
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.queries import picture_of

LEAST = 200
RULES = ("sum", "ratio_of_sums", "must_not")


@pytest.fixture(scope="module")
def second(sample: Environment) -> Second:
    return Second(sample.home, CURATED, areas().current)


def cells(picture: Picture, second: Second) -> list[tuple[str, str, str, float]]:
    """Every number of a picture that has a plain rule: figures, points of lines, rows of maps."""
    found = [(figure.indicator, figure.area, figure.period, figure.value) for figure in picture.figures.values()]
    for section in picture.sections:
        for block in section.trends:
            found += [(block.indicator, line.area, point.period, point.value) for line in block.series for point in line.points]
        if section.map:
            found += [(section.map.indicator, row.area, section.map.period, row.value) for row in section.map.rows]
    return [cell for cell in found if cell[3] is not None and second.definitions[cell[0]]["additivity"] in RULES]  # type: ignore[misc]


@pytest.mark.parametrize("area", ["HVA15", "KU507", "MK18", "TA04", "SSS"])
def test_an_edition_is_what_the_archive_gives(sample: Environment, second: Second, area: str) -> None:
    found = sorted(set(cells(picture_of(sample, area), second)))
    chosen = random.Random(area).sample(found, min(LEAST, len(found)))
    assert len(chosen) == LEAST
    for indicator, place, period, value in chosen:
        assert second.value(indicator, place, period) == pytest.approx(value, rel=1e-12), (indicator, place, period)
