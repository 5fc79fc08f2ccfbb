"""Everything that composing a picture reads: definitions, areas, words and the figures' store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yhdyspinta.catalogue.areas import areas, example_areas
from yhdyspinta.catalogue.example import every_source, example_indicators
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import Theme, themes
from yhdyspinta.catalogue.words import words
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.release import Release
from yhdyspinta.domain.source import Source
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.pictures.phrases import Places


@dataclass(frozen=True, slots=True)
class Context:
    """One read model at one version, read on one day."""

    model: ReadModel
    register: AreaRegister
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    themes: tuple[Theme, ...]
    releases: Mapping[str, Release]
    places: Places
    table_version: int
    day: date

    def publisher(self, indicator: Indicator) -> str:
        source = self.sources.get(indicator.source)
        return source.publisher if source else indicator.producer

    @property
    def example(self) -> bool:
        """Whether its areas are invented and its figures made."""
        return self.register is example_areas()


def context(model: ReadModel, releases: Mapping[str, Release], table_version: int, day: date, *, example: bool = False) -> Context:
    """The context over the shipped definitions; with `example`, over the invented areas alone."""
    if example:
        register, defined, known = example_areas(), example_indicators(), every_source()
    else:
        register, defined, known = areas(), indicators(), sources()
    return Context(model, register, defined, known, themes(), releases, Places(register, words()), table_version, day)
