"""Figures that people take from a publication without an interface, as a CSV of a fixed shape.

docs/reference/values-by-hand.md describes it. Each row says where in the publication its figure stands, so that anyone
can check it. The file comes through sources/given.py, like own data.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.sandbox import Grid, read_grid
from yhdyspinta.sources import facts
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.given import ADDRESS
from yhdyspinta.sources.people import FIELDS, NEEDED, Words, rows_from
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target

NAME = "documents"
WHERE, NOTE = "where", "note"
FILE = {"format": "csv"}  # whatever stands between fields is found from the heading


def check(target: Target) -> None:
    facts.only(target, frozenset({"document", "edition"}))
    facts.text(target, "document")
    facts.text(target, "edition")


def kinds(target: Target) -> frozenset[str]:
    return frozenset()


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    reply = way.fetch(Request(ADDRESS))
    records(read_grid(reply.data, FILE))
    yield Part(f"{hashlib.sha256(reply.data).hexdigest()[:16]}.csv", "", "", "text/csv", reply.data)


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    if len(parts) != 1:
        raise ParseError(f"Values by hand are one file, and the release has {len(parts)}.", FETCH_AGAIN)
    rows = rows_from(records(read_grid(parts[0].data, FILE)), Words(), register)
    told = f"Entered by hand from {facts.text(target, 'document')}, edition {facts.text(target, 'edition')}."
    return Reading(rows, (told,), sized=False)


def propose(address: str, way: Fetches) -> str:
    """The entry by which a page is watched, for curated/sources/documents.toml; its figures enter by hand."""
    if not re.match(r"https://[a-z0-9.-]+\.[a-z]{2,}(/|$)", address):
        raise Unknown("This is not the address of a page.", "Give it with https://.")
    return (
        "# For curated/sources/documents.toml: a page that is watched. Its host belongs into hosts.toml as well.\n"
        '[[document]]\nid = ""\nsource = ""  # the id of a source in sources/\ntitle = { fi = "", sv = "", en = "" }\n'
        f'address = "{address}"\nrhythm = "year"\nchecks = "week"\nnote = ""\n'
    )


def records(grid: Grid) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file in our fields, each with its number; ParseError when a column or a place is missing."""
    allowed = {*FIELDS, WHERE, NOTE}
    missing, foreign = sorted((NEEDED | {WHERE}) - set(grid.columns)), sorted(set(grid.columns) - allowed)
    if missing or foreign:
        said = f"lacks the columns {', '.join(missing)}" if missing else f"has the unknown columns {', '.join(foreign)}"
        raise ParseError(f"The file {said}.", f"Columns are {', '.join((*FIELDS, WHERE, NOTE))}; see docs/reference/values-by-hand.md.")
    found = []
    for number, row in enumerate(grid.rows, 2):
        fields = dict(zip(grid.columns, row, strict=True))
        if not fields[WHERE]:
            raise ParseError(f"Row {number} does not say where in the publication its figure stands.", "Write the page or table.")
        found.append((number, {name: value for name, value in fields.items() if name in FIELDS}))
    return found


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
