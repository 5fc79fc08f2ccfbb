"""The themes of cooperation with the frame of the national document, and the picture's template for each.

A theme has two halves: the environment with foresight, and the current state seen by the county, the
municipalities and their cooperation. Theme 0 is the background common to all.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, fault, read_tables
from yhdyspinta.domain.text import Text

FORESIGHT, CURRENT_STATE = ("E", "F"), ("H", "K", "Y")  # the sides of each half, as content items name them
NUMBERS = range(6)


@dataclass(frozen=True, slots=True)
class Theme:
    """`headlines` are indicator ids in order of preference, of which a picture takes the freshest; `questions` are need ids."""

    number: int
    title: Text
    origin: str
    mark: Text  # what the reader must know of the frame's standing; empty where the national document has it
    foresight: Text
    current_state: Text
    compilers: Text
    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    headlines: tuple[str, ...]
    trends: tuple[str, ...]
    map: str
    questions: tuple[str, ...]
    projections: tuple[str, ...] = ()  # official projections, the newest first
    projection_ages: tuple[str, ...] = ()  # the age groups that the picture speaks of


_FIELDS = frozenset(field.name for field in fields(Theme))


def load_themes(folder: Path = CURATED / "themes") -> tuple[Theme, ...]:
    """The themes by number; a CuratedError when one is wrong or missing."""
    file = folder / "themes.toml"
    found: dict[int, Theme] = {}
    for table in read_tables(file, "theme"):
        theme = _theme(table)
        if theme.number not in NUMBERS or theme.number in found:
            raise table.error("number", f"themes {NUMBERS.start} to {NUMBERS.stop - 1}, each once")
        found[theme.number] = theme
    for number in NUMBERS:
        if number not in found:
            raise fault(file, 1, "number", f"a theme {number}")
    return tuple(found[number] for number in NUMBERS)


@cache
def themes() -> tuple[Theme, ...]:
    """The themes that the product ships, read once; `themes()[2]` is theme 2."""
    return load_themes()


def _theme(table: Table) -> Theme:
    table.only(_FIELDS)
    headlines, trends = table.strings("headlines"), table.strings("trends")
    for field, listed in (("headlines", headlines), ("trends", trends)):
        if not listed or len(set(listed)) < len(listed):
            raise table.error(field, "a list of indicator ids, not empty, each once")
    return Theme(
        number=table.whole("number"),
        title=table.text("title"),
        origin=table.string("origin"),
        mark=table.text("mark", Text("")),
        foresight=table.text("foresight"),
        current_state=table.text("current_state"),
        compilers=table.text("compilers"),
        kinds=table.strings("kinds"),
        sources=table.strings("sources"),
        headlines=headlines,
        trends=trends,
        map=table.string("map"),
        questions=table.strings("questions"),
        projections=table.strings("projections", ()),
        projection_ages=table.strings("projection_ages", ()),
    )
