"""Finding a table in a PxWeb v1 service: by the search of a database, or by walking its folders and reading titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import to_table
from yhdyspinta.formats.pxweb import parse_folder
from yhdyspinta.formats.reading import clean, decode_json, expect_list
from yhdyspinta.sources.connectors.pxweb_v1.addresses import Address
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.pxweb_terms import fold

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MOST_FOLDERS = 200  # StatFin has 135; a walk beyond that is a loop
_DEPTH = 6
_REMEMBER = 3600.0


@dataclass(frozen=True, slots=True)
class Found:
    """One table of a service."""

    address: Address
    title: str


def find(folder: Address, words: str, way: Fetches) -> Found:
    """The one table under `folder` whose title has all the words (alternatives by `|`, the first that is found holds).

    SourceError of kind gone when there is none, or when several fit: then it lists them.
    """
    tables: list[Found] | None = None
    for alternative in filter(None, (part.strip() for part in words.split("|"))):
        found = _fitting(search(folder, alternative, way), alternative)
        if not found:
            tables = list(walk(folder, way)) if tables is None else tables
            found = _fitting(tables, alternative)
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(f"{one.address.path[-1]}: {one.title}" for one in found[:8])
            raise SourceError(Kind.GONE, f"{len(found)} tables of {folder} fit {alternative!r}: {listed}.", "Name one in the live entry.")
    raise SourceError(
        Kind.GONE, f"No table of {folder} has a title with {words!r}.", "Open the database and name the table in the live entry."
    )


def search(folder: Address, words: str, way: Fetches) -> list[Found]:
    """What the search of the database gives: `[{id, path, title, score, published}]`; nothing where it has no search."""
    database = Address(folder.host, folder.root, folder.language, folder.path[:1], folder.scheme)
    try:
        reply = way.fetch(Request(f"{database}?query={quote(words)}", remember_seconds=_REMEMBER))
        listed = expect_list(decode_json(clean(reply.data)), "The search of a database")
    except (ParseError, SourceError) as error:
        if isinstance(error, SourceError) and error.kind not in (Kind.REFUSED, Kind.GONE):
            raise
        return []
    found = [_of_search(database, entry) for entry in listed]
    return [one for one in found if one is not None and one.address.path[: len(folder.path)] == folder.path]


def walk(folder: Address, way: Fetches) -> Iterator[Found]:
    """Every table under a folder."""
    waiting, seen = [folder], 0
    while waiting:
        here = waiting.pop()
        seen += 1
        if seen > _MOST_FOLDERS:
            raise SourceError(
                Kind.BROKEN, f"{folder} has more than {_MOST_FOLDERS} folders.", "Name a folder further down in the live entry."
            )
        for entry in contents(here, way):
            if entry.get("type") == "t":
                yield Found(here.down(entry["id"]), entry["text"] or "")
            elif (entry.get("id") or entry.get("dbid")) and len(here.path) < _DEPTH:
                waiting.append(here.down(entry.get("id") or entry["dbid"]))


def contents(folder: Address, way: Fetches) -> list[dict[str, Any]]:
    """The entries of a folder as published. Their `updated` is of a bulk re-stamp, not of a release: nobody uses it."""
    reply = way.fetch(Request(f"{folder}/", remember_seconds=_REMEMBER))
    rows: list[dict[str, Any]] = to_table(parse_folder(reply.data)[0]).to_pylist()
    return rows


def _of_search(database: Address, entry: Any) -> Found | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return None
    steps = [step for step in str(entry.get("path", "")).split("/") if step]
    if steps and steps[0] == database.path[0]:
        steps = steps[1:]
    if not steps or steps[-1] != entry["id"]:
        steps.append(entry["id"])
    address = database
    for step in steps:
        address = address.down(step)
    return Found(address, str(entry.get("title", "")))


def _fitting(tables: list[Found], words: str) -> list[Found]:
    """The tables whose titles have all the words; of editions whose titles differ only in numbers, the newest."""
    wanted = set(fold(words).split())
    found = [table for table in tables if wanted <= set(fold(table.title).split())]
    editions = {re.sub(r"\d+", "", fold(table.title)) for table in found}
    if len(found) < 2 or len(editions) > 1:
        return found
    years = {table: max((int(year) for year in _YEAR.findall(table.title)), default=0) for table in found}
    newest = max(years.values())
    return [table for table in found if years[table] == newest]
