"""Content items: what an area's shared knowledge base holds, by theme and side, as an editable template.

`curated/items/items.csv` has a line an item; `links.csv` says which indicators serve which item; `codes.toml`
gives the codes of both this table and the needs their names in three languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Row, read_csv, read_tables
from yhdyspinta.domain.text import LANGUAGES, Text

ID = re.compile(r"T([0-5])\.([EFHKY])\d{1,2}")
Codes = dict[str, dict[str, Text]]  # set of codes -> code -> its name

_CODE_FIELDS = frozenset(("set", "id", "name"))


@dataclass(frozen=True, slots=True)
class ContentItem:
    """One thing to know of. Lists hold codes of `codes()`; `origin` tells whose idea the item is."""

    id: str
    theme: int
    side: str
    title: Text
    kinds: tuple[str, ...]
    areas: tuple[str, ...]
    rhythm: tuple[str, ...]
    sources: tuple[str, ...]
    access: tuple[str, ...]
    origin: str
    compilers: tuple[str, ...]
    indicators: tuple[str, ...] = ()


def load_codes(folder: Path = CURATED / "items") -> Codes:
    """Every code by its set, with its name."""
    found: Codes = {}
    for table in read_tables(folder / "codes.toml", "code"):
        table.only(_CODE_FIELDS)
        names = found.setdefault(table.string("set"), {})
        if table.string("id") in names:
            raise table.error("id", "each code once in its set")
        names[table.string("id")] = table.text("name")
    return found


@cache
def codes() -> Codes:
    """The codes of the product's own tables, read once."""
    return load_codes()


def load_items(folder: Path = CURATED / "items") -> dict[str, ContentItem]:
    """Every content item by its id, with the indicators that serve it; a CuratedError when a line is wrong."""
    known = load_codes(folder)
    fields = ("id", "theme", "side", *LANGUAGES, "kinds", "areas", "rhythm", "sources", "access", "origin", "compilers")
    rows = read_csv(folder / "items.csv", fields)
    links = _links(folder, {row["id"] for row in rows})
    found: dict[str, ContentItem] = {}
    for row in rows:
        if row["id"] in found:
            raise row.error("id", "an id that no other item has")
        found[row["id"]] = _item(row, known, links.get(row["id"], ()))
    return found


@cache
def content_items() -> dict[str, ContentItem]:
    """The content items that the product ships, read once."""
    return load_items()


def coded(row: Row, field: str, names: dict[str, Text]) -> tuple[str, ...]:
    """The codes of a field, at least one, each of them known."""
    parts = row.list(field)
    if not parts or any(part not in names for part in parts) or len(set(parts)) < len(parts):
        raise row.error(field, f"one or more of {', '.join(names)}, separated by spaces, each once")
    return parts


def one_of(row: Row, field: str, names: dict[str, Text]) -> str:
    """The single code of a field."""
    if row[field] not in names:
        raise row.error(field, f"one of {', '.join(names)}")
    return row[field]


def _item(row: Row, known: Codes, indicators: tuple[str, ...]) -> ContentItem:
    match = ID.fullmatch(row["id"])
    if match is None:
        raise row.error("id", "an id such as T1.E2: theme 0 to 5, side E, F, H, K or Y, number")
    if row["theme"] != match[1]:
        raise row.error("theme", f"{match[1]}, as in the id")
    if row["side"] != match[2]:
        raise row.error("side", f"{match[2]}, as in the id")
    return ContentItem(
        id=row["id"],
        theme=int(row["theme"]),
        side=row["side"],
        title=row.text(),
        kinds=coded(row, "kinds", known["kind"]),
        areas=coded(row, "areas", known["area"]),
        rhythm=coded(row, "rhythm", known["rhythm"]),
        sources=row.list("sources"),
        access=coded(row, "access", known["access"]),
        origin=one_of(row, "origin", known["origin"]),
        compilers=coded(row, "compilers", known["compiler"]),
        indicators=indicators,
    )


def _links(folder: Path, items: set[str]) -> dict[str, tuple[str, ...]]:
    """Item id -> the indicators that serve it, in the order of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_csv(folder / "links.csv", ("indicator", "item")):
        if row["item"] not in items:
            raise row.error("item", "the id of a content item")
        before = found.get(row["item"], ())
        if row["indicator"] in before:
            raise row.error("indicator", "each link once")
        found[row["item"]] = (*before, row.filled("indicator"))
    return found
