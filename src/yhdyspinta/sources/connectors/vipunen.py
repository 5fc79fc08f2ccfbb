"""Vipunen: flat rows in pages, with a count beside them and a date of updating in every row.

A release is complete when the rows of its pages are as many as the count says, and all are of one update: a resource that is
renewed between two pages would otherwise be read half old and half new. The service asks callers to name themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.areas import kind_of
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target, Wanted

NAME = "vipunen"
COUNT = "count"
_UPDATED = "tietojoukkoPaivitettyPvm"
_HOST = "https://api.vipunen.fi/api/resources"
FACTS = frozenset({"caller", "page", "year", "area", "area_column", "kind", "boundaries", "sum"})
_CALLER = "yhdyspinta"


def check(target: Target) -> None:
    facts.only(target, FACTS)
    facts.text(target, "year")
    facts.whole(target, "page")
    facts.flag(target, "sum")
    if target.facts.get("boundaries") != "period":
        facts.whole(target, "boundaries")
    if bool(facts.text(target, "area", "")) == bool(facts.text(target, "area_column", "")):
        raise facts.fault(target, "area", "the id of the one area of all rows, or area_column and kind")
    facts.keys(target, frozenset({"value"}))


def kinds(target: Target) -> frozenset[str]:
    return frozenset({facts.text(target, "kind", "") or kind_of(facts.text(target, "area"))})


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    count = kept.get(COUNT) or _part(target, way, COUNT, "/data/count")
    yield count
    size = facts.whole(target, "page")
    for offset in range(0, _count(count), size):
        name = f"rows-{offset:08d}"
        yield kept.get(name) or _part(target, way, name, f"/data?limit={size}&offset={offset}")


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    by_name = {part.name: part for part in parts}
    if COUNT not in by_name:
        raise ParseError("The release lacks the count of its rows.", FETCH_AGAIN)
    rows = [row for part in parts if part.name != COUNT for row in _rows(part)]
    if len(rows) != _count(by_name[COUNT]):
        raise ParseError(f"The service counts {_count(by_name[COUNT])} rows, and its pages hold {len(rows)}.", FETCH_AGAIN)
    updates = {str(row.get(_UPDATED)) for row in rows}
    if len(updates) != 1:
        raise ParseError("The rows are of different updates: the resource was renewed while it was read.", "It is read anew next time.")
    return Reading(joined([_series(target, wanted, rows, register) for wanted in target.series]), updated=updates.pop())


def propose(address: str, way: Fetches) -> str:
    """A draft for a resource: its columns are listed for a person to give their meaning."""
    match = re.match(re.escape(_HOST) + r"/([a-z0-9_]+)", address)
    if match is None:
        raise Unknown("This is not the address of a resource of Vipunen.", f"Give {_HOST}/NAME.")
    reply = way.fetch(Request(f"{_HOST}/{match[1]}", headers={"Caller-Id": _CALLER}))
    columns = [str(one.get("name")) for one in expect_list(decode_json(clean(reply.data)), "The description") if isinstance(one, dict)]
    return (
        f'[[target]]\nid = "vipunen.{match[1]}"\nsource = "oph.vipunen"\nconnector = "vipunen"\naddress = "{_HOST}/{match[1]}"\n'
        f"# The columns: {', '.join(columns)}.\n"
        'facts = { page = 5000, year = "tilastovuosi", area = "SSS", boundaries = "period", sum = true }\n'
        'series = [{ indicator = "", key = { value = "" } }]\n'
    )


def _part(target: Target, way: Fetches, name: str, path: str) -> Part:
    reply = way.fetch(Request(target.address + path, headers={"Caller-Id": facts.text(target, "caller", _CALLER)}))
    return Part(name, target.address + path, "", reply.content_type, reply.data, reply.framed)


def _count(part: Part) -> int:
    count = decode_json(clean(part.data))
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ParseError(f"The count of rows is {str(count)[:40]!r}.", "The resource may have been renamed or emptied.")
    return count


def _rows(part: Part) -> list[dict[str, Any]]:
    return [expect_object(row, "A row") for row in expect_list(decode_json(clean(part.data)), "A page of rows")]


def _series(target: Target, wanted: Wanted, rows: Sequence[Mapping[str, Any]], register: AreaRegister) -> Any:
    column, year_column = wanted.key["value"], facts.text(target, "year")
    filters = {name: code for name, code in wanted.key.items() if name != "value"}
    missing = sorted({column, year_column, *filters} - set(rows[0]))
    if missing:
        raise ParseError(f"The rows have no {', '.join(missing)}.", "The resource has changed its columns: correct the facts.")
    sums: dict[tuple[str, str], float | None] = {}
    for row in rows:
        if any(str(row.get(name)) != code for name, code in filters.items()):
            continue
        key, value = (_area(target, row), str(row[year_column])), row[column]
        if not isinstance(value, int | float | None) or isinstance(value, bool):
            raise ParseError(f"{column} holds {str(value)[:40]!r}.", "Small numbers may be written as words: see the resource's page.")
        if key in sums and not facts.flag(target, "sum"):
            raise ParseError(f"{', '.join(key)} has several rows.", "Name the columns that tell them apart, or say sum = true.")
        sums[key] = value if sums.get(key) is None else (sums[key] or 0.0) + (value or 0.0)
    if not sums:
        raise ParseError(f"No row answers to {filters}.", "A word of the source has changed.")
    known = {key: value for key, value in sums.items() if _boundaries(target, key[1]) in register.years}
    columns = {
        "area": [area for area, _ in known],
        "period": [year for _, year in known],
        "boundaries": [_boundaries(target, year) for _, year in known],
        "value": list(known.values()),
    }
    return rows_of({"indicator": wanted.indicator, **columns}, size=len(known))


def _area(target: Target, row: Mapping[str, Any]) -> str:
    column = facts.text(target, "area_column", "")
    if not column:
        return facts.text(target, "area")
    return facts.text(target, "kind") + str(row.get(column) or "")


def _boundaries(target: Target, year: str) -> int:
    return int(year[:4]) if target.facts["boundaries"] == "period" else facts.whole(target, "boundaries")


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
