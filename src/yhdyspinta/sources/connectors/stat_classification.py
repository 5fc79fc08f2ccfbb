"""Statistics Finland's classifications: the municipalities of a year, their names, and what they belong to.

The list of correspondence tables tells which classifications the year's municipalities are tied to, and in which version;
so nothing but the first part of their names stands in the facts. Names come in one language a call. A table gives
addresses whose last two parts are the codes of the two sides, or with `content=data` the items themselves: both are read.

It gives no figures, so it is no `Connector`: intake/area_refresh.py asks it for a division.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.division import Division
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.areas import area_id
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.target import Target

NAME = "stat_classification"
TABLES = "tables.json"
FACTS = frozenset({"kinds", "needed", "no_body", "layer", "boundaries", "most_ended", "year"})
_ID = re.compile(r"([a-z0-9]+)_\d+_(\d{4})0101")


def check(target: Target) -> None:
    """CuratedError when the facts of the target are not what is needed here."""
    facts.only(target, FACTS)
    kinds = facts.mapping(target, "kinds")
    if MUNICIPALITY not in kinds or not set(facts.texts(target, "needed")) <= set(kinds):
        raise facts.fault(target, "kinds", "municipalities (KU) and every kind that is needed")
    facts.texts(target, "no_body")


def published(target: Target, listing: Part, year: int) -> bool:
    """Whether the list of tables already speaks of the municipalities of `year`."""
    return any(source == (_stem(target), year) for source, _, _ in _tables(listing))


def collect(target: Target, way: Fetches, kept: Mapping[str, Part], year: int) -> Iterator[Part]:
    """The list of tables, then (if the year is in it) the items in each language and the tables, in order."""
    listing = kept.get(TABLES) or _asked(way, TABLES, f"{target.address}/correspondenceTables?format=json")
    yield listing
    if not published(target, listing, year):
        return
    for name, url in _questions(target, listing, year):
        yield kept.get(name) or _asked(way, name, url)


def read(target: Target, parts: Sequence[Part], year: int) -> Division:
    """The division of `year` in a complete set of replies; ParseError when one is not whole or contradicts another."""
    by_name = {part.name: part for part in parts}
    if TABLES not in by_name:
        raise ParseError("The list of correspondence tables is missing.", FETCH_AGAIN)
    for name, _ in _questions(target, by_name[TABLES], year):
        if name not in by_name:
            raise ParseError(f"The reply {name} is missing.", FETCH_AGAIN)
    municipalities = _names(by_name, MUNICIPALITY)
    names, parents, no_body = dict(municipalities), {}, set(facts.texts(target, "no_body"))
    for kind in _given(target, by_name[TABLES], year):
        own = _names(by_name, kind)
        parents[kind] = _parents(by_name[f"{kind}-map.json"], kind, municipalities, own, no_body)
        names |= {area: own[area] for area in sorted(set(parents[kind].values()))}
    missing = [kind for kind in facts.texts(target, "needed") if kind not in parents]
    if missing:
        raise ParseError(f"The service ties the municipalities of {year} to no {', '.join(missing)}.", FETCH_AGAIN)
    heirs = by_name.get("successors.json")
    return Division(year, names, parents, _successors(heirs, municipalities) if heirs else None)


def _questions(target: Target, listing: Part, year: int) -> Iterator[tuple[str, str]]:
    """Name and address of every reply after the list."""
    own, base = f"{_stem(target)}_1_{year}0101", target.address
    found = {MUNICIPALITY: own} | _given(target, listing, year)
    for kind, identifier in found.items():
        for language in LANGUAGES:
            address = f"{base}/classifications/{identifier}/classificationItems?content=data&meta=max&format=json&lang={language}"
            yield f"{kind}-{language}.json", address
        if kind != MUNICIPALITY:
            yield f"{kind}-map.json", f"{base}/correspondenceTables/{quote(f'{own}#{identifier}')}/maps?format=json"
    earlier = _earlier(target, listing, year)
    if earlier:
        yield "successors.json", f"{base}/correspondenceTables/{quote(earlier)}/maps?format=json"


def _given(target: Target, listing: Part, year: int) -> dict[str, str]:
    """Kind -> the classification that the year's municipalities are tied to; of several versions the newest."""
    stems = {stem: kind for kind, stem in facts.mapping(target, "kinds").items() if kind != MUNICIPALITY}
    found: dict[str, tuple[int, str]] = {}
    for source, (stem, version), identifier in _tables(listing):
        if source == (_stem(target), year) and stem in stems:
            found[stems[stem]] = max(found.get(stems[stem], (0, "")), (version, identifier.partition("#")[2]))
    return {kind: found[kind][1] for kind in stems.values() if kind in found}


def _earlier(target: Target, listing: Part, year: int) -> str:
    """The table from the municipalities of the year before to those of `year`, empty where there is none."""
    stem = _stem(target)
    return next((name for source, goal, name in _tables(listing) if source == (stem, year - 1) and goal == (stem, year)), "")


def _stem(target: Target) -> str:
    return facts.mapping(target, "kinds")[MUNICIPALITY]


def _tables(listing: Part) -> Iterator[tuple[tuple[str, int], tuple[str, int], str]]:
    """(name, year) of both sides of each listed table that is of yearly classifications, and its id."""
    for entry in _list(listing.data, TABLES):
        name = unquote(str(entry)).partition("?")[0].rpartition("/")[2]
        sides = [_ID.fullmatch(side) for side in name.split("#")]
        if len(sides) == 2 and sides[0] and sides[1]:
            (one, year), (other, version) = sides[0].groups(), sides[1].groups()
            yield (one, int(year)), (other, int(version)), name


def _asked(way: Fetches, name: str, url: str) -> Part:
    reply = way.fetch(Request(url))
    _list(reply.data, name)
    return Part(name, reply.url, "", reply.content_type, reply.data, reply.framed)


def _list(data: bytes, name: str) -> list[Any]:
    return expect_list(decode_json(clean(data)), name)


def _names(parts: Mapping[str, Part], kind: str) -> dict[str, Text]:
    """Area id -> name in three languages; every language must list the same areas."""
    listed = {language: _items(parts[f"{kind}-{language}.json"], kind, language) for language in LANGUAGES}
    first = listed[LANGUAGES[0]]
    if not first or any(own.keys() != first.keys() for own in listed.values()):
        sizes = ", ".join(f"{language} {len(own)}" for language, own in listed.items())
        raise ParseError(f"The areas of kind {kind} are not the same in each language ({sizes}).", FETCH_AGAIN)
    return {area: Text(*(listed[language][area] for language in LANGUAGES)) for area in sorted(first)}


def _items(part: Part, kind: str, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, value in enumerate(_list(part.data, part.name)):
        item = expect_object(value, f"{part.name}[{number}]")
        area, name = area_id(kind, str(item.get("code", ""))), _name(item, language)
        if not str(item.get("code", "")).strip() or not name:
            raise ParseError(f"Item {number} of {part.name} has no code or no name.", FETCH_AGAIN)
        if area in found:
            raise ParseError(f"{part.name} has the code of {area} twice.", FETCH_AGAIN)
        found[area] = name
    return found


def _name(item: Mapping[str, Any], language: str) -> str:
    """The name in the asked language; where the entry does not say its language, the only one."""
    names = [expect_object(name, "classificationItemNames") for name in item.get("classificationItemNames") or ()]
    own = [name for name in names if name.get("lang", language) == language]
    return " ".join(str(own[0].get("name") or "").split()) if own else ""


def _pairs(part: Part) -> Iterator[tuple[str, str]]:
    """The codes of both sides, of addresses (`…/maps/005/14`) or of items (`content=data`)."""
    for number, entry in enumerate(_list(part.data, part.name)):
        if isinstance(entry, Mapping):
            source, goal = (str((entry.get(side) or {}).get("code", "")) for side in ("sourceItem", "targetItem"))
        else:
            source, _, goal = unquote(str(entry)).partition("?")[0].rpartition("/maps/")[2].partition("/")
        if not source or not goal or "/" in goal:
            raise ParseError(f"Entry {number} of {part.name} does not name two codes.", FETCH_AGAIN)
        yield source, goal


def _parents(part: Part, kind: str, children: Mapping[str, Text], known: Mapping[str, Text], no_body: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for source, goal in _pairs(part):
        child, parent = area_id(MUNICIPALITY, source), area_id(kind, goal)
        if child not in children or parent not in known:
            raise ParseError(f"{part.name} ties {child} to {parent}, and one of them is in no list of the year.", FETCH_AGAIN)
        if found.setdefault(child, parent) != parent:
            raise ParseError(f"{part.name} puts {child} {children[child].fi} into both {found[child]} and {parent}.", FETCH_AGAIN)
    left_out = sorted(set(children) - set(found))
    if left_out and len(left_out) > len(children) // 10:  # Åland is in no county; a tenth is no exception but half a reply
        raise ParseError(f"{part.name} leaves {len(left_out)} of {len(children)} municipalities out.", FETCH_AGAIN)
    return {child: parent for child, parent in sorted(found.items()) if parent not in no_body}


def _successors(part: Part, now: Mapping[str, Text]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for source, goal in _pairs(part):
        area = area_id(MUNICIPALITY, goal)
        if area not in now:
            raise ParseError(f"{part.name} leads to {area}, which is not in the list of the year.", FETCH_AGAIN)
        found[area_id(MUNICIPALITY, source)].add(area)
    return {source: tuple(sorted(goals)) for source, goals in sorted(found.items())}
