"""A theme of an area: every content item in its half, with the figures that answer it or why there are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from yhdyspinta.catalogue.items import content_items
from yhdyspinta.catalogue.needs import needs
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.queries import composing, picture_of
from yhdyspinta.pictures.theme_knowledge import theme_knowledge

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def context(sample: Environment) -> Iterator[Context]:
    with composing(sample, DAY) as found:
        yield found


@pytest.mark.parametrize("number", range(6))
def test_every_item_stands_once_in_its_half(context: Context, number: int) -> None:
    for area in ("", "HVA15"):
        known = theme_knowledge(context, number, area)
        assert sorted(one.item.id for one in known.items) == sorted(item.id for item in content_items().values() if item.theme == number)
        assert {side.code for side in known.foresight} <= {"E", "F"}
        assert {side.code for side in known.current_state} <= {"H", "K", "Y"}
        assert all(one.item.side == side.code for side in (*known.foresight, *known.current_state) for one in side.items)
        for one in known.items:
            assert {need.id for need in one.needs} == {need.id for need in needs().values() if one.item.id in need.items}


@pytest.mark.parametrize("area", ["KU179", "HVA15", "SSS"])
def test_figures_are_those_of_the_picture_and_the_rest_is_a_gap(sample: Environment, context: Context, area: str) -> None:
    made = picture_of(sample, area, (), DAY)
    for number in (1, 2):
        known = theme_knowledge(context, number, area)
        for one in known.items:
            answered = {figure.indicator for figure in one.figures}
            told = {figure.indicator for figure in one.figures} | {missing.indicator for missing in one.missing}
            projected = {name for theme in context.themes for name in theme.projections}
            assert told | projected >= {indicator.id for indicator in one.indicators}
            assert not answered & {missing.indicator for missing in one.missing}
            for figure in one.figures:
                if figure.id in made.figures:
                    same = replace(made.figures[figure.id], unusual=figure.unusual, sentence=figure.sentence)
                    assert figure == same
        assert known.coverage.with_data <= known.coverage.defined
        assert known.trends


def test_figures_stand_beside_the_readers_choice(context: Context) -> None:
    known = theme_knowledge(context, 1, "KU179", Choice(("naapurit",)))
    keys = {other.key for one in known.items for figure in one.figures for other in figure.comparators}
    assert keys == {"neighbours"}


def test_another_theme_is_unknown_and_a_former_area_refused(context: Context) -> None:
    for number, area in ((6, ""), (99, "KU179"), (1, "KU999")):
        with pytest.raises(Unknown):
            theme_knowledge(context, number, area)
    with pytest.raises(Refused):
        theme_knowledge(context, 1, "KU588")
