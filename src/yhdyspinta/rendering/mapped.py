"""What a map shows: areas of one kind, each with a value or with what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering.classes import Classes
from yhdyspinta.rendering.numbers import mark_words, number


@dataclass(frozen=True, slots=True)
class Place:
    """An area's value on a map. `status` tells what is missing where there is no value."""

    area: str
    name: str
    value: float | None
    status: str = Status.FINAL
    own: bool = False
    short: str = ""  # tiles only: the letters of the tile, "PIR"


@dataclass(frozen=True, slots=True)
class Map:
    """Areas of one kind at one period. `description` is the text alternative; `unit` follows the numbers."""

    name: str
    title: str
    description: str
    places: tuple[Place, ...]
    unit: str = ""
    decimals: int = 0
    language: str = "fi"
    source: str = ""

    @property
    def classes(self) -> Classes:
        """Of the numbers as they are shown, so that two areas with the same shown number share a class."""
        return Classes.quantiles([round(p.value, self.decimals) for p in self.places if p.value is not None], decimals=self.decimals)


def told(shown: Map, place: Place) -> str:
    """The name of an area and its value, or what is missing."""
    value = mark_words(place.status, shown.language) if place.value is None else number(place.value, shown.language, shown.decimals)
    return f"{place.name}: {value}" + (f" {shown.unit}" if shown.unit and place.value is not None else "")
