"""How far each theme is covered: what is defined, what has figures at hand, what is fetched from a live service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import targets
from yhdyspinta.catalogue.themes import NUMBERS
from yhdyspinta.domain.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many indicators a theme has: defined, with figures at hand, and live. An indicator is live when a target of
    `curated/live/` fetches it, so that a connected installation fills it without further work."""

    theme: int
    defined: int
    with_data: int
    live: int


def coverage(
    with_data: Collection[str], definitions: Collection[Indicator] | None = None, fetched: Collection[str] | None = None
) -> tuple[Coverage, ...]:
    """How the themes are covered; `with_data` are the ids of indicators that have figures, `fetched` those of live ones."""
    defined = indicators().values() if definitions is None else definitions
    live = _fetched() if fetched is None else fetched
    return tuple(_covered(theme, [one.id for one in defined if theme in one.themes], with_data, live) for theme in NUMBERS)


def _fetched() -> set[str]:
    return {wanted.indicator for target in targets().values() for wanted in target.series}


def _covered(theme: int, mine: list[str], with_data: Collection[str], live: Collection[str]) -> Coverage:
    return Coverage(theme, len(mine), sum(one in with_data for one in mine), sum(one in live for one in mine))
