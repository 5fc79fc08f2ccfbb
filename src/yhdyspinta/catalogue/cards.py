"""The figures of a card of an area, read from `curated/papers/cards.toml`: which ten, and why each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import Text

_FIELDS = frozenset({"id", "title", "why", "indicators", "ages", "source", "top"})
FIGURES = 10


@dataclass(frozen=True, slots=True)
class CardLine:
    """One figure of a card. `indicators` in order of preference; `ages` make it the official projection by age group;
    `source` says whence it would come where no indicator of ours gives it."""

    id: str
    title: Text
    why: Text
    indicators: tuple[str, ...]
    ages: tuple[str, ...] = ()
    source: str = ""
    top: bool = False  # also in the strip under the name


def load_cards(folder: Path = CURATED / "papers") -> tuple[CardLine, ...]:
    """The lines of a card in their order; a CuratedError when one is wrong or there are not ten."""
    file = folder / "cards.toml"
    tables = read_tables(file, "figure")
    found = tuple(_line(table) for table in tables)
    if len(found) != FIGURES or len({line.id for line in found}) != FIGURES:
        raise CuratedError(f"{folder.name}/cards.toml has {len(found)} figures, expected {FIGURES}, each id once.")
    return found


@cache
def cards() -> tuple[CardLine, ...]:
    """The lines that the product ships, read once."""
    return load_cards()


def check_cards(folder: Path, indicators: Collection[str], sources: Collection[str]) -> Iterator[CuratedError]:
    """What the lines say of other files: their indicators and sources."""
    for table in read_tables(folder / "cards.toml", "figure"):
        if set(table.strings("indicators")) - set(indicators):
            yield table.error("indicators", "ids of indicators in indicators/, or nothing")
        if table.string("source", "") not in ("", *sources):
            yield table.error("source", "the id of a source in sources/")


def _line(table: Table) -> CardLine:
    table.only(_FIELDS)
    line = CardLine(
        id=table.string("id"),
        title=table.text("title"),
        why=table.text("why"),
        indicators=table.strings("indicators"),
        ages=table.strings("ages", ()),
        source=table.string("source", ""),
        top=table.flag("top"),
    )
    if bool(line.indicators) == bool(line.source):
        raise table.error("indicators", "indicators of ours, or else the source from which the figure would come")
    return line
