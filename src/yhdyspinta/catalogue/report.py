"""The chapters of a welfare report's base, read from `curated/papers/report.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.catalogue.sets import IndicatorSet
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import Text

_FIELDS = frozenset({"id", "set", "title", "groups", "kinds", "written"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter filled by the entries of some groups of a set; `kinds` of areas that have it, all when empty; `written` by people."""

    id: str
    set: str
    title: Text
    groups: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    written: bool = False


def load_chapters(folder: Path = CURATED / "papers") -> tuple[Chapter, ...]:
    """The chapters in their order; a CuratedError when one is wrong."""
    found = tuple(_chapter(table) for table in read_tables(folder / "report.toml", "chapter"))
    if not found or len({chapter.id for chapter in found}) != len(found):
        raise CuratedError(f"{folder.name}/report.toml, expected chapters, each id once.")
    return found


@cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters that the product ships, read once."""
    return load_chapters()


def check_chapters(folder: Path, sets: Mapping[str, IndicatorSet]) -> Iterator[CuratedError]:
    """What the chapters say of the sets: each is there, and has entries of each group."""
    for table in read_tables(folder / "report.toml", "chapter"):
        named = sets.get(table.string("set"))
        if named is None:
            yield table.error("set", "the id of a set in sets/")
        elif set(table.strings("groups")) - {entry.group for entry in named.entries}:
            yield table.error("groups", "groups of which the set has entries")


def _chapter(table: Table) -> Chapter:
    table.only(_FIELDS)
    return Chapter(
        id=table.string("id"),
        set=table.string("set"),
        title=table.text("title"),
        groups=table.strings("groups"),
        kinds=table.strings("kinds", ()),
        written=table.flag("written"),
    )
