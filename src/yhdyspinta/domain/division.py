"""The division of a year as its publisher tells it, before it is known what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yhdyspinta.domain.text import Text


@dataclass(frozen=True, slots=True)
class Division:
    """The areas on 1 January of `year`.

    `names`: area id -> official name, municipalities and the areas above them. `parents`: kind -> municipality -> area of
    that kind; kinds that the publisher does not give are absent. `successors`: municipality of the year before -> those
    of this year that hold its land; None where the publisher gives no such table.
    """

    year: int
    names: Mapping[str, Text]
    parents: Mapping[str, Mapping[str, str]]
    successors: Mapping[str, tuple[str, ...]] | None

    @property
    def municipalities(self) -> frozenset[str]:
        return frozenset(area for area in self.names if area.startswith(_MUNICIPALITY))


_MUNICIPALITY = "KU"
