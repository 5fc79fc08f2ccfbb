"""What pictures read of the areas around one: in one query for each of them, in place of one for each figure."""

from __future__ import annotations

from collections.abc import Collection, Set
from itertools import chain

from yhdyspinta.pictures.blocks import lines_beside
from yhdyspinta.pictures.comparability import grows_with_area, may_lack_parts
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.history import Histories

_NONE: frozenset[str] = frozenset()


def read_beside(context: Context, histories: Histories, wanted: Collection[str], area: str, lines: Set[str] = _NONE) -> None:
    """Read the histories that stand beside the indicators `wanted` of an area: of `lines`, and of what may lack parts."""
    able = _able(context, wanted, lines)
    for other in lines_beside(context, area):
        histories.read(other, able)


def read_beside_municipalities(context: Context, known: Collection[str]) -> None:
    """The same for the municipalities of every county, before any of them is asked for; `known` are indicators with figures."""
    lines = set(chain.from_iterable(theme.trends for theme in context.themes))
    histories, able = Histories(context.model, context.register), _able(context, known, lines)
    for county in context.register.areas("HVA", context.register.current):
        histories.read(county.id, able)


def _able(context: Context, wanted: Collection[str], lines: Set[str]) -> list[str]:
    defined = ((name, context.indicators[name]) for name in wanted)
    return [name for name, one in defined if (name in lines or may_lack_parts(one)) and not grows_with_area(one)]
