"""Charts by name: composed alone they are those of the picture, and an edition keeps its own."""

from __future__ import annotations

import pytest

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import choice, editions, named_charts, queries
from yhdyspinta.pictures.model import TrendBlock

SHARE = "kehitys-stat.tyonv.12r5.tyottomien_osuus"


@pytest.mark.parametrize("area", ["KU179", "KU766", "HVA15", "HVA90", "SSS"])
def test_a_chart_composed_alone_is_the_one_of_the_picture(sample: Environment, area: str) -> None:
    picture = queries.picture_of(sample, area)
    blocks = {named_charts.name_of(block): block for block in named_charts.blocks_of(picture)}
    assert len(blocks) > 3
    for name, block in blocks.items():
        chart = named_charts.live(sample, area, name)
        assert chart.block == block, name
        assert chart.figure is None or chart.figure in picture.figures.values()


def test_an_indicator_that_the_picture_does_not_draw_has_a_chart(sample: Environment) -> None:
    drawn = {named_charts.name_of(block) for block in named_charts.blocks_of(queries.picture_of(sample, "KU179"))}
    others = {f"kehitys-{name}" for name in indicators()} - drawn
    found = 0
    for name in sorted(others)[::10]:
        try:
            found += bool(named_charts.live(sample, "KU179", name).block)
        except Unknown:
            continue
    assert found


def test_an_edition_s_charts_are_those_that_were_frozen(sample: Environment) -> None:
    picture = queries.picture_of(sample, "KU179")
    edition = editions.sealed("ku179-2026-11-24-000000000000", "", "0" * 64, picture)
    for block in named_charts.blocks_of(picture):
        assert named_charts.published(edition, named_charts.name_of(block)).block in tuple(named_charts.blocks_of(picture))
    with pytest.raises(Unknown):
        named_charts.published(edition, "kehitys-nothing")


def test_lines_are_those_of_the_choice_and_a_group_is_its_median(sample: Environment) -> None:
    def lines(text: str) -> dict[str, TrendBlock]:
        block = named_charts.live(sample, "KU179", SHARE, choice=choice.parse(text, "KU179")).block
        return {line.name["fi"]: line for line in block.series}  # type: ignore[union-attr, misc]

    group = ("KU091", "KU092", "KU837")
    chosen = lines(",".join(group))
    assert list(chosen) == ["Jyväskylä", "Oman ryhmän mediaani"]
    alone = {area: {p.period: p.value for p in named_charts.live(sample, area, SHARE).block.series[0].points} for area in group}  # type: ignore[union-attr]
    last = chosen["Jyväskylä"].points[-1].period  # type: ignore[attr-defined]
    assert chosen["Oman ryhmän mediaani"].points[-1].value == sorted(alone[area][last] for area in group)[1]  # type: ignore[attr-defined, type-var]
    assert list(lines("KU837")) == ["Jyväskylä", "Tampere"]
    assert len(lines("hva,maa,tyyppi,naapurit")) == 4  # more are not read
