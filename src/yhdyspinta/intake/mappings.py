"""The mappings of own data: written once, kept under `home/mappings/NAME.toml`, used for each new file of the same shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.catalogue.curated import read_toml
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.errors import CuratedError, Unknown
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats.sandbox import Grid
from yhdyspinta.sources.connectors import own_data
from yhdyspinta.sources.people import FIELDS, NEEDED

_REPLACES, _ADDS = "replaces", "adds"
_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_TABLES = ("file", "columns", "fixed", "indicators", "areas", "status", "filter")
# Words of headings -> the field that they most likely hold, in fi, sv and en.
_GUESSES = {
    "area": ("kunta", "alue", "hyvinvointialue", "kommun", "område", "area", "municipality"),
    "period": ("vuosi", "aika", "kuukausi", "ajanjakso", "år", "tid", "period", "year", "time"),
    "value": ("arvo", "luku", "lkm", "määrä", "lukumäärä", "värde", "antal", "value"),
    "status": ("tila", "status"),
    "indicator": ("mittari", "indikaattori", "tunnusluku", "indikator", "indicator"),
    "sex": ("sukupuoli", "kön", "sex"),
    "age": ("ikä", "ikäryhmä", "ålder", "age"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping: the source whose data it is, and what the columns mean (the facts of sources/connectors/own_data.py).

    `adds`: each file holds periods of its own beside those that came before; else it replaces the file before it.
    """

    name: str
    source: str
    adds: bool
    facts: Mapping[str, Any]

    def target(self, indicators: Iterable[str] = (), newest: str = "") -> Target:
        """The target of a file with this mapping that feeds `indicators` and whose newest period is `newest`."""
        series = tuple(Wanted(indicator) for indicator in sorted(indicators))
        part = "_" + re.sub(r"[^0-9a-z]", "_", newest.lower()) if self.adds and newest else ""
        return Target(f"own.{self.name}{part}", self.source, own_data.NAME, "", self.facts, series)


def path_of(home: Path, name: str) -> Path:
    """Where a mapping lies; Unknown when the name is none."""
    if not _NAME.fullmatch(name):
        raise Unknown(f"{name!r} is not a name of a mapping.", "Names hold small letters a–z, digits and underscores.")
    return home / "mappings" / f"{name}.toml"


def read(home: Path, name: str) -> Kept:
    """The mapping of this name; CuratedError, naming file and field, when it is not complete."""
    path = path_of(home, name)
    content = read_toml(path)
    unknown = sorted(set(content) - {*_TABLES, "source", "each_file"})
    if unknown:
        raise CuratedError(f"mappings/{path.name}, {unknown[0]}: expected source, each_file and the tables {', '.join(_TABLES)}.")
    source, each = content.pop("source", ""), content.pop("each_file", _REPLACES)
    if each not in (_REPLACES, _ADDS):
        raise CuratedError(f"mappings/{path.name}, each_file: expected {_REPLACES} or {_ADDS}, found {each!r}.")
    if source not in sources():
        raise CuratedError(f"mappings/{path.name}, source: expected the id of a source, such as alue.kunnat, found {source!r}.")
    kept = Kept(name, source, each == _ADDS, content)
    own_data.check(kept.target())
    return kept


def draft(home: Path, name: str, grid: Grid, file: Mapping[str, Any]) -> Path:
    """Write a mapping guessed from the headings of a file, for a person to complete; gives its path."""
    path = path_of(home, name)
    found = {field: column for field, words in _GUESSES.items() for column in grid.columns if _means(column, words)}
    lines = [
        "# What the columns of the file mean. Correct it and give the same command again.",
        f"# The columns of the file: {', '.join(grid.columns)}.",
        'source = ""  # whose data it is: alue.kunnat, alue.hyvinvointialue, alue.yhteistyo …',
        'each_file = "replaces"  # the file that came before it; or "adds" its periods to them',
        "",
        "[file]",
        *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in file.items()),
        "",
        "[columns]  # our field = the heading of its column; the fields are " + ", ".join(FIELDS),
        *(f"{field} = {json.dumps(column, ensure_ascii=False)}" for field, column in found.items()),
        "",
        "[fixed]  # fields that are the same in every row",
        *(f'{field} = ""' for field in sorted(NEEDED - set(found))),
        "",
        '[indicators]  # the file\'s word = id of the indicator, as "Työttömät" = "stat.tyonv.12r5.tyottomat"',
        "",
        '[areas]  # the file\'s word = id of the area, where a name alone does not tell, as "Koko alue" = "HVA15"',
        "",
        '[status]  # the file\'s mark = final, preliminary, estimate, suppressed, not_available …, as "<5" = "suppressed"',
        "",
    ]
    durable.write(path, "\n".join(lines).encode())
    return path


def _means(column: str, words: tuple[str, ...]) -> bool:
    return any(word in re.split(r"[\W_]+", column.lower()) for word in words)
