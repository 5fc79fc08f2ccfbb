"""THL's Sotkanet, REST 1.1: one indicator is one target, fetched with the list of regions that its figures stand on.

Facts of a target: `indicator` (its number), `genders` (of total, male, female; total when left out) and `format` (csv
when left out, or json).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors.sotkanet.collect import collect
from yhdyspinta.sources.connectors.sotkanet.facts import facts_of
from yhdyspinta.sources.connectors.sotkanet.listing import Entry, indicator_list
from yhdyspinta.sources.connectors.sotkanet.places import KINDS
from yhdyspinta.sources.connectors.sotkanet.proposal import propose
from yhdyspinta.sources.connectors.sotkanet.reading import read
from yhdyspinta.sources.exchange import Fetches
from yhdyspinta.sources.source import Reading
from yhdyspinta.sources.target import Target

__all__ = ["CONNECTOR", "Entry", "Sotkanet", "indicator_list"]


class Sotkanet:
    """The connector; see sources/source.py."""

    name = "sotkanet"

    def check(self, target: Target) -> None:
        facts_of(target)

    def kinds(self, target: Target) -> frozenset[str]:
        return frozenset(KINDS.values())

    def collect(self, target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
        return collect(target, way, kept)

    def read(self, target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
        return read(target, parts, register)

    def propose(self, address: str, way: Fetches) -> str:
        return propose(address, way)


CONNECTOR = Sotkanet()
