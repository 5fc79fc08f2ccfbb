"""Own data of a municipality or county: a file, and a mapping that says what its columns mean.

The file comes through sources/given.py, is read in a child process and refused when it holds a personal identity code;
that is asked before anything of it is kept. The mapping lies in the facts, so an archived file can be read on its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.sandbox import FORMATS, Grid, read_grid
from yhdyspinta.sources import facts
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.given import ADDRESS
from yhdyspinta.sources.people import FIELDS, NEEDED, Words, rows_from
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target

NAME = "own_data"
_FACTS = frozenset({"file", "columns", "fixed", "indicators", "areas", "status", "filter"})
_FILE = frozenset({"format", "delimiter", "encoding", "sheet", "skip"})


def check(target: Target) -> None:
    facts.only(target, _FACTS)
    file = target.facts.get("file")
    if not isinstance(file, Mapping) or file.get("format") not in FORMATS or set(file) - _FILE:
        raise facts.fault(target, "file", f"format (one of {', '.join(FORMATS)}) and, as needed, {', '.join(sorted(_FILE - {'format'}))}")
    columns, fixed = facts.mapping(target, "columns", {}), facts.mapping(target, "fixed", {})
    for names, field in ((columns, "columns"), (fixed, "fixed")):
        if set(names) - set(FIELDS):
            raise facts.fault(target, field, f"names of {', '.join(FIELDS)}")
    missing = sorted(NEEDED - set(columns) - set(fixed))
    if missing or set(columns) & set(fixed):
        raise facts.fault(target, "columns", f"{', '.join(missing) or 'each field once'}, here or in fixed")
    for field in ("indicators", "areas", "status", "filter"):
        facts.mapping(target, field, {})


def kinds(target: Target) -> frozenset[str]:
    return frozenset()


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    reply = way.fetch(Request(ADDRESS))
    read_grid(reply.data, target.facts["file"])
    # Its hash is in the name, so that a file that a killed run left is never taken for this one.
    yield Part(f"{hashlib.sha256(reply.data).hexdigest()[:16]}.{target.facts['file']['format']}", "", "", "", reply.data)


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    if len(parts) != 1:
        raise ParseError(f"Own data is one file, and the release has {len(parts)}.", FETCH_AGAIN)
    grid = read_grid(parts[0].data, target.facts["file"])
    words = Words(*(facts.mapping(target, name, {}) for name in ("indicators", "areas", "status")))
    rows = rows_from(records(grid, target.facts), words, register)
    return Reading(rows, sized=target.facts["file"]["format"] != "csv")


def propose(address: str, way: Fetches) -> str:
    """A file is no address: the first `yhdyspinta own FILE --mapping NAME` writes the draft of a mapping."""
    raise Unknown("Own data has no address.", "Give the file: yhdyspinta own FILE --mapping NAME.")


def records(grid: Grid, mapping: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file in our fields, each with its number (the heading is row 1). `mapping`: the facts of a target."""
    columns, fixed, wanted = mapping.get("columns", {}), mapping.get("fixed", {}), mapping.get("filter", {})
    for column in (*columns.values(), *wanted):
        if column not in grid.columns:
            raise ParseError(f"The file has no column {column!r}.", f"Its columns are: {', '.join(grid.columns)}.")
    places = {name: grid.columns.index(column) for name, column in columns.items()}
    for number, row in enumerate(grid.rows, 2):
        if all(row[grid.columns.index(column)] == value for column, value in wanted.items()):
            yield number, {**fixed, **{name: row[place] for name, place in places.items()}}


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
