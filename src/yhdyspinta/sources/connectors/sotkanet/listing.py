"""What Sotkanet says of itself: its indicators with their producers and years, and its regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.sotkanet import parse_metadata
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.plain import plain_text

LICENCE = "CC BY 4.0"
# The licence covers what THL produces; of other producers' figures Sotkanet is only the messenger.
_THL = "Terveyden ja hyvinvoinnin laitos"
_DAY = 86_400.0
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator as Sotkanet lists it. Texts are plain: markup is removed. `region` may be empty, and then says
    nothing of what there is. Years are 0 where the list does not give them; the entry of one indicator does."""

    number: int
    title: Text
    description: Text
    limits: Text
    producer: Text
    sexes: tuple[str, ...]
    regions: tuple[str, ...]
    updated: str
    first_year: int
    last_year: int
    value_type: str
    unit: Text
    decimals: int

    @property
    def licence(self) -> str:
        """THL's licence where THL is the producer, else empty: then the producer decides."""
        return LICENCE if self.producer.fi.startswith(_THL) else ""

    def years(self) -> range:
        """The years that there are figures of; ParseError when the entry does not tell."""
        if self.first_year not in _YEARS or self.last_year not in _YEARS or self.first_year > self.last_year:
            raise ParseError(
                f"Sotkanet does not say from which years indicator {self.number} has figures.", "Look at its page in a browser."
            )
        return range(self.first_year, self.last_year + 1)


@dataclass(frozen=True, slots=True)
class Region:
    """One region. `number` is Sotkanet's own and is what figures name; `code` is unique only within its category."""

    number: str
    category: str
    code: str
    member_of: tuple[int, ...]


def indicator_list(way: Fetches, base: str) -> tuple[Entry, ...]:
    """Every indicator that Sotkanet has, with its metadata; asked at most once a day."""
    return entries_of(way.fetch(Request(f"{base}/indicators", remember_seconds=_DAY)).data)


def entries_of(data: bytes) -> tuple[Entry, ...]:
    """The indicators of a list (or one alone); ParseError when it is something else."""
    return tuple(_entry(item) for item in _items(data, "organization"))


def entry_of(data: bytes, number: int) -> Entry:
    """The one indicator that was asked for."""
    found = entries_of(data)
    if len(found) != 1 or found[0].number != number:
        raise ParseError(
            f"Asked for indicator {number}, Sotkanet speaks of {', '.join(str(entry.number) for entry in found[:5])}.", FETCH_AGAIN
        )
    return found[0]


@lru_cache(maxsize=2)
def regions_of(data: bytes) -> tuple[Region, ...]:
    """The list of regions, which thousands of targets share; ParseError when it is something else or one number stands twice."""
    found = tuple(_region(item) for item in _items(data, "category"))
    if len({region.number for region in found}) < len(found):
        raise ParseError("Sotkanet's list of regions has one number twice.", FETCH_AGAIN)
    return found


def _items(data: bytes, needed: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = parse_metadata(data)[0].meta["items"]
    if any(needed not in item for item in items):
        raise ParseError(f"This is another of Sotkanet's lists: an entry has no {needed}.", FETCH_AGAIN)
    return items


def _region(item: Mapping[str, Any]) -> Region:
    number, code = item.get("id"), item.get("code")
    if not isinstance(number, int) or not isinstance(code, str | int):
        raise ParseError(f"A region has no number or code: {str(dict(item))[:120]}.", FETCH_AGAIN)
    parents = item.get("memberOf")
    return Region(str(number), str(item["category"]), str(code), tuple(parents) if isinstance(parents, list) else ())


def _entry(item: Mapping[str, Any]) -> Entry:
    number = item.get("id")
    if not isinstance(number, int):
        raise ParseError(f"An indicator has no number: {str(dict(item))[:120]}.", FETCH_AGAIN)
    years, kind, classes = _object(item.get("range")), _object(item.get("primaryValueType")), _object(item.get("classifications"))
    return Entry(
        number=number,
        title=_text(item.get("title")),
        description=_text(item.get("description")),
        limits=_text(item.get("limits")),
        producer=_text(_object(item.get("organization")).get("title")),
        sexes=_classes(classes, "sex"),
        regions=_classes(classes, "region"),
        updated=str(item.get("data-updated") or ""),
        first_year=_year(years.get("start")),
        last_year=_year(years.get("end")),
        value_type=str(kind.get("code") or ""),
        unit=_text(kind.get("title")),
        decimals=item["decimals"] if isinstance(item.get("decimals"), int) else 1,
    )


def _text(value: Any) -> Text:
    """A text in three languages as plain text; a missing language is empty."""
    found = _object(value)
    return Text(*(plain_text(found[language]) if isinstance(found.get(language), str) else "" for language in LANGUAGES))


def _classes(classes: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _object(classes.get(name)).get("values")
    return tuple(str(value) for value in values) if isinstance(values, list) else ()


def _year(value: Any) -> int:
    text = str(value)
    return int(text) if text.isdigit() and len(text) == 4 else 0


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
