"""Charts by name: every line, map and projection of an area has an address that stays.

`kehitys-<indicator>` is the line of an indicator, `kartta-<kind of areas>-<indicator>` its map and `ennuste-<indicator>` a
projection. A chart is composed alone, by the functions that compose it into a picture, so that its address stays when the
picture begins to show others; an edition's charts are those that were frozen in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.observations.records import records
from yhdyspinta.pictures import lines_beside
from yhdyspinta.pictures.blocks import map_block, projection_block, projection_sentences, trend_block
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.comparing import compared
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.division import division_of
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.figures import teller_of
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.model import Figure, MapBlock, Picture, TrendBlock, Words
from yhdyspinta.pictures.queries import composing
from yhdyspinta.pictures.sentences import with_sentence

TREND, MAP, PROJECTION = "kehitys", "kartta", "ennuste"
_NAME = re.compile(rf"(?:{TREND}|{PROJECTION}|{MAP}-(?P<kind>[a-z]{{2,3}}))-(?P<indicator>[a-z0-9_.]{{1,120}})")
_ORDINARY = Choice()

Block = TrendBlock | MapBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChart:
    """A chart with what must travel with it. `figure` is the area's own newest figure of the indicator, where it has one."""

    name: str
    area: str
    area_name: Words
    block: Block
    figure: Figure | None
    sentences: tuple[Words, ...]
    boundaries: int
    date: str
    choice: Choice = _ORDINARY
    edition: str = ""
    example: bool = False


def name_of(block: Block) -> str:
    """The name by which a block of a picture is addressed."""
    if isinstance(block, MapBlock):
        return f"{MAP}-{block.kind.lower()}-{block.indicator}"
    return f"{PROJECTION if all(one.role == 'forecast' for one in block.series) else TREND}-{block.indicator}"


def live(environment: Environment, area: str, name: str, day: date | None = None, choice: Choice = _ORDINARY) -> NamedChart:
    """A chart of the newest figures, its lines beside what `choice` says.

    Unknown for a name that no chart bears, or whose indicator has nothing to draw of the area; Refused for a former area.
    """
    kind, indicator = _parsed(name)
    with composing(environment, day, area) as context:
        return _Maker(context, area, choice.for_area(area)).made(name, kind, indicator)


def published(edition: Edition, name: str) -> NamedChart:
    """A chart of an edition, as it was then. Unknown for one that the edition does not have."""
    picture = edition.picture
    block = next((one for one in blocks_of(picture) if name_of(one) == name), None)
    if block is None:
        raise _no_chart()
    figure = next((one for one in picture.figures.values() if one.indicator == block.indicator), None)
    said: tuple[Words, ...] = (figure.sentence,) if figure and isinstance(block, TrendBlock) and figure.sentence else ()
    return NamedChart(
        name=name,
        area=picture.area,
        area_name=picture.area_name,
        block=block,
        figure=figure,
        sentences=picture.parts[3].sentences if block == picture.projection else said,
        boundaries=picture.boundaries,
        date=picture.date,
        edition=edition.id,
        example=picture.example,
    )


def blocks_of(picture: Picture) -> Iterator[Block]:
    """Every chart and map of a picture, in its order."""
    for section in picture.sections:
        yield from section.trends
        if section.map:
            yield section.map
    if picture.projection:
        yield picture.projection


def _parsed(name: str) -> tuple[str, str]:
    """Which kind of chart a name asks for (`kartta-ku` for a map of municipalities), and of which indicator."""
    found = _NAME.fullmatch(name)
    if found is None or found["indicator"] not in indicators():
        raise _no_chart()
    return name.removesuffix(f"-{found['indicator']}"), found["indicator"]


def _no_chart() -> Unknown:
    return Unknown("There is no such chart.", "The page of the area lists its charts.")


@dataclass(slots=True)
class _Maker:
    context: Context
    area: str
    choice: Choice

    def made(self, name: str, kind: str, indicator: str) -> NamedChart:
        division, histories = division_of(self.context.register, self.area), Histories(self.context.model, self.context.register)
        figure = self._figure(histories, indicator)
        block = self._block(histories, kind, indicator, figure)
        if block is None:
            raise _no_chart()
        said: tuple[Words, ...] = (figure.sentence,) if figure and kind == TREND and figure.sentence else ()
        if kind == PROJECTION and isinstance(block, TrendBlock):
            said = projection_sentences(self.context, block, self.area)
        return NamedChart(
            name=name,
            area=self.area,
            area_name=self.context.places.name(self.area),
            block=block,
            figure=figure,
            sentences=said,
            boundaries=division,
            date=self.context.day.isoformat(),
            choice=self.choice,
            example=self.context.example,
        )

    def _figure(self, histories: Histories, indicator: str) -> Figure | None:
        rows = records(self.context.model.latest_of_area(self.area, self.context.indicators))
        row = next((one for one in rows if one["indicator"] == indicator), None)
        if row is None:
            return None
        figure = with_sentence(self.context, teller_of(self.context, histories, self.area, rows).figure(row))
        return compared(self.context, (figure,), self.area, self.choice)[0] if self.choice else figure

    def _block(self, histories: Histories, kind: str, indicator: str, figure: Figure | None) -> Block | None:
        defined = self.context.indicators[indicator]
        if kind == TREND:
            lines = trend_block(self.context, histories, figure) if figure else None
            return lines_beside.under(self.context, histories, lines, self.choice) if lines else None
        if kind == PROJECTION:
            ages = next((theme.projection_ages for theme in self.context.themes if indicator in theme.projections), ())
            return projection_block(self.context, histories, defined, self.area, ages) if ages else None
        if grows_with_area(defined):
            return None  # a larger area would be darker by its size alone
        block = map_block(self.context, histories, defined, self.area)
        return block if block and name_of(block).startswith(f"{kind}-") else None
