"""Sets of indicators that others ask for (HYTE coefficient, minimum content), read from `curated/sets/`, each with its version.

`sets.toml` names the sets, their groups and the grounds of a line; `<set>.csv` has a line an entry. A set that we gathered
ourselves is a working list and its title says so in every language: it is never passed off as its publisher's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Row, Table, fault, key_line, read_csv, read_toml
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import LANGUAGES, Text

OURS = "ours"
_WORKING = {"fi": "työlista", "sv": "arbetslista", "en": "working list"}
_VERSION = re.compile(r"\d{4}(-\d{2}){0,2}")
_ID = re.compile(r"[a-z]+(_[a-z]+)*")
_FIELDS = frozenset({"id", "version", "owner", "title", "about", "source", "address"})
_TABLES = ("set", "basis", "group")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a set asks for. `indicators` of ours answer it, none where we have none; `basis` says how sure it is."""

    group: str
    title: Text
    indicators: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """A versioned set. `owner` is `ours` or the id of the source whose list it is; `groups` and `grounds` name the codes;
    `origins` is the source from which a group's figures come, where one is known."""

    id: str
    version: str
    owner: str
    title: Text
    about: Text
    source: str
    address: str
    entries: tuple[Entry, ...]
    groups: Mapping[str, Text]
    grounds: Mapping[str, Text]
    origins: Mapping[str, str]

    @property
    def covered(self) -> int:
        """How many entries some indicator of ours answers."""
        return sum(bool(entry.indicators) for entry in self.entries)


def load_sets(folder: Path = CURATED / "sets") -> dict[str, IndicatorSet]:
    """Every set by its id; a CuratedError when one is wrong."""
    file = folder / "sets.toml"
    content = read_toml(file)
    for key in content.keys() - set(_TABLES):
        raise fault(file, key_line(file, key, 1), key, f"only the tables {', '.join(_TABLES)}")
    groups, grounds = (_names(file, content.get(name, []), name) for name in ("group", "basis"))
    origins = {
        table.string("id"): table.string("source") for table in _tables(file, content.get("group", []), "group") if "source" in table.fields
    }
    found: dict[str, IndicatorSet] = {}
    for table in _tables(file, content.get("set", []), "set"):
        one = _set(folder, table, (groups, grounds), origins)
        if one.id in found:
            raise table.error("id", "an id that no other set has")
        found[one.id] = one
    return found


@cache
def sets() -> dict[str, IndicatorSet]:
    """The sets that the product ships, read once."""
    return load_sets()


def check_sets(folder: Path, indicators: Collection[str], sources: Collection[str]) -> Iterator[CuratedError]:
    """What sets say of other files: their indicators, their source and owner, and where a group's figures come from."""
    file = folder / "sets.toml"
    for table in _tables(file, read_toml(file).get("group", []), "group"):
        if table.string("source", "") not in {"", *sources}:
            yield table.error("source", "the id of a source in sources/")
    for table in _tables(file, read_toml(file).get("set", []), "set"):
        for field in ("source", "owner"):
            if table.string(field) not in sources and table.string(field) != OURS:
                yield table.error(field, "the id of a source in sources/")
        for row in read_csv(folder / f"{table.string('id')}.csv"):
            if set(row.list("indicators")) - set(indicators):
                yield row.error("indicators", "ids of indicators in indicators/, or nothing")


def _tables(file: Path, values: list[dict[str, object]], name: str) -> list[Table]:
    lines = [number for number, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text.strip() == f"[[{name}]]"]
    return [Table(file, line, value) for line, value in zip(lines, values, strict=False)]


def _names(file: Path, values: list[dict[str, object]], name: str) -> dict[str, Text]:
    found = {}
    for table in _tables(file, values, name):
        table.only(frozenset({"id", "name", *(("source",) if name == "group" else ())}))
        if table.string("id") in found:
            raise table.error("id", "each id once")
        found[table.string("id")] = table.text("name")
    return found


def _set(folder: Path, table: Table, names: tuple[Mapping[str, Text], Mapping[str, Text]], origins: Mapping[str, str]) -> IndicatorSet:
    table.only(_FIELDS)
    groups, grounds = names
    identifier, owner, title = table.string("id"), table.string("owner"), table.text("title")
    if not _ID.fullmatch(identifier):
        raise table.error("id", "small letters and underscores")
    if not _VERSION.fullmatch(table.string("version")):
        raise table.error("version", "the year, month or day of the list, such as 2026-11")
    unmarked = [language for language in LANGUAGES if _WORKING[language] not in title.in_(language).lower()]
    if owner == OURS and unmarked:
        raise table.error("title", f"{_WORKING[unmarked[0]]!r} in {unmarked[0]}, as the list is ours")
    if owner != OURS and not table.string("address", "").startswith("https://"):
        raise table.error("address", "where its owner publishes it, https://…")
    rows = read_csv(folder / f"{identifier}.csv", ("group", *LANGUAGES, "indicators", "basis"))
    return IndicatorSet(
        id=identifier,
        version=table.string("version"),
        owner=owner,
        title=title,
        about=table.text("about"),
        source=table.string("source"),
        address=table.string("address", ""),
        entries=tuple(_entry(row, groups, grounds) for row in rows),
        groups=groups,
        grounds=grounds,
        origins=origins,
    )


def _entry(row: Row, groups: Mapping[str, Text], grounds: Mapping[str, Text]) -> Entry:
    for field, names in (("group", groups), ("basis", grounds)):
        if row[field] not in names:
            raise row.error(field, f"one of {', '.join(names)}")
    return Entry(row["group"], row.text(), row.list("indicators"), row["basis"])
