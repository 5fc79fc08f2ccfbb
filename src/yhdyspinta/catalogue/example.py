"""The example: invented areas with made figures, which pass through everything that real ones do and never stand among them.

Their figures lie in a state folder of their own (`Environment.example`) and are composed with definitions and sources that
name nobody as their publisher, so that no page or file can give them for somebody's statistics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.datasets import Dataset, load_datasets
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import load_sources, sources
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.source import Source

FOLDER = CURATED / "example"
SOURCE = "example"


@cache
def example_datasets() -> tuple[Dataset, ...]:
    """The made figures that the product ships, as packages of observations."""
    return load_datasets(FOLDER / "figures")


@cache
def every_source() -> Mapping[str, Source]:
    """Every source that a figure may name: the real ones, and that of made figures."""
    return {**sources(), **load_sources(FOLDER / "sources")}


@cache
def example_indicators() -> Mapping[str, Indicator]:
    """What is measured, as it is defined; whose figures they are is said otherwise, and there is no table to look them up in."""
    of = every_source()[SOURCE]
    return {name: replace(one, source=SOURCE, producer=of.publisher, licence=of.licence, address="") for name, one in indicators().items()}
